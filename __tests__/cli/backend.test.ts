import { runOne } from "../helpers/configuration";

const problemsOf = (type: string, config: object) =>
  runOne({}, { backend: { type, config } }).errors.map((error) => error.split("\n")[0].replace("/backend/config", ""));

describe("an argument that sends the sign-in elsewhere is refused", () => {
  test.each<[string, object, string]>([
    ["azurerm", { key: "x", oidc_request_url: "https://evil.example/token" }, "/oidc_request_url"],
    ["azurerm", { key: "x", ado_pipeline_oidc_request_url: "https://evil.example" }, "/ado_pipeline_oidc_request_url"],
    ["azurerm", { key: "x", oidc_request_token: "abc" }, "/oidc_request_token"],
    ["azurerm", { key: "x", metadata_host: "evil.example" }, "/metadata_host"],
    ["azurerm", { key: "x", msi_endpoint: "https://evil.example/msi" }, "/msi_endpoint"],
    ["azurerm", { key: "x", METADATA_HOST: "evil.example" }, "/METADATA_HOST"],
    ["azurerm", { key: "x", endpoint: "https://evil.example" }, "/endpoint"],
    ["gcs", { bucket: "b", prefix: "x", storage_custom_endpoint: "https://evil.example" }, "/storage_custom_endpoint"],
    ["s3", { key: "x", sts_endpoint: "https://evil.example" }, "/sts_endpoint"],
    ["s3", { key: "x", endpoints: { sts: "https://evil.example" } }, "/endpoints/sts"],
    ["s3", { key: "x", endpoints: [{ sso: "https://evil.example" }] }, "/endpoints/0/sso"],
    ["s3", { key: "x", https_proxy: "https://evil.example" }, "/https_proxy"],
    ["s3", { key: "x", ec2_metadata_service_endpoint: "https://evil.example" }, "/ec2_metadata_service_endpoint"],
    ["kubernetes", { secret_suffix: "x", exec: { command: "sh" } }, "/exec"],
    ["kubernetes", { secret_suffix: "x", config_path: "../../../kubeconfig.yaml" }, "/config_path"],
    ["kubernetes", { secret_suffix: "x", config_paths: ["kubeconfig.yaml"] }, "/config_paths/0"],
    ["s3", { key: "x", shared_config_files: ["../../../aws.ini"] }, "/shared_config_files/0"],
    ["s3", { key: "x", shared_credentials_file: "aws.ini" }, "/shared_credentials_file"],
    ["gcs", { bucket: "b", prefix: "x", universe_domain: "evil.example" }, "/universe_domain"],
    ["azurerm", { key: "x", storage_account_name: "127.0.0.1:9443/x?" }, "/storage_account_name"],
    ["azurerm", { key: "x", storage_account_name: "evil.example#" }, "/storage_account_name"],
    ["s3", { key: "x", region: "x@evil.example/" }, "/region"],
  ])("%s %j", (type, config, place) => {
    expect(problemsOf(type, config)).toContain(place);
  });
});

describe("an address without TLS is refused", () => {
  test.each<[string, object, string]>([
    ["http", { address: "http://state.example/{stack}" }, "/address"],
    ["http", { address: "https://state.example/{stack}", lock_address: "HTTP://state.example" }, "/lock_address"],
    ["http", { address: "https://state.example/{stack}", skip_cert_verification: true }, "/skip_cert_verification"],
    ["s3", { key: "x", endpoint: "http://minio.example" }, "/endpoint"],
    ["kubernetes", { secret_suffix: "x", host: "http://cluster.example" }, "/host"],
    ["kubernetes", { secret_suffix: "x", insecure: true }, "/insecure"],
    ["s3", { key: "x", insecure: "true" }, "/insecure"],
    ["s3", { key: "x", insecure: 1 }, "/insecure"],
    ["http", { address: "https://state.example/{stack}", skip_cert_verification: "TRUE" }, "/skip_cert_verification"],
    ["pg", { schema_name: "x", conn_str: "host=db sslmode='disable'" }, "/conn_str"],
    ["pg", { schema_name: "x", conn_str: "postgres://db/x?sslmode=%64isable" }, "/conn_str"],
    ["consul", { path: "x", address: "http://consul.example" }, "/address"],
    ["consul", { path: "x", scheme: "http" }, "/scheme"],
    ["consul", { path: "x", address: "consul.example:8500" }, ""],
    ["pg", { schema_name: "x", conn_str: "postgres://db.example/state?sslmode=disable" }, "/conn_str"],
  ])("%s %j", (type, config, place) => {
    expect(problemsOf(type, config)).toContain(place);
  });
});

describe("a secret is refused", () => {
  test.each<[string, object, string]>([
    ["kubernetes", { secret_suffix: "x", client_key: "abc" }, "/client_key"],
    ["kubernetes", { secret_suffix: "x", other: "-----BEGIN RSA PRIVATE KEY-----\nMII" }, "/other"],
    ["consul", { path: "x", address: "consul.example", scheme: "https", http_auth: "user:pass" }, "/http_auth"],
    ["pg", { schema_name: "x", conn_str: "host=db password=hunter2" }, "/conn_str"],
    ["remote", { organization: "x", workspaces: { prefix: "x" }, token: "abc" }, "/token"],
  ])("%s %j", (type, config, place) => {
    expect(problemsOf(type, config)).toContain(place);
    expect(runOne({}, { backend: { type, config } }).errors.join()).not.toMatch(/hunter2|abc|user:pass|MII/);
  });

  test.each(["Note: password=hunter2", "x: token=hunter2", "run: client_secret: hunter2", "a= password=hunter2"])(
    "in the text %j of a parameter too",
    (text) => {
      const runbook = { name: "R", script: "runbook.ps1", schedule: { every: "day" }, parameters: { note: text } };
      const { errors } = runOne({ runbook });
      expect(errors.join()).toContain("/identities/one/runbook/parameters/note\n  given:   (a secret, not shown)");
      expect(errors.join()).not.toContain("hunter2");
    },
  );
});

test.each<[string, object]>([
  ["azurerm", { key: "x", storage_account_name: "contosostate", container_name: "states" }],
  ["kubernetes", { secret_suffix: "x", labels: { token: "abc" } }],
  ["consul", { path: "x", address: "unix:///var/run/consul.sock", scheme: "https" }],
  ["s3", { key: "x", shared_config_files: ["~/.aws/config"], region: "eu-west-1" }],
  ["azurerm", { key: "x", use_oidc: true, client_id: "x", tenant_id: "x", use_azuread_auth: true }],
  ["azurerm", { key: "x", oidc_token_file_path: "token", ado_pipeline_service_connection_id: "x" }],
  ["gcs", { bucket: "b", prefix: "x", kms_encryption_key: "projects/p/locations/l/keyRings/r/cryptoKeys/k" }],
  ["s3", { key: "x", region: "eu-west-1", kms_key_id: "x", endpoints: { s3: "https://minio.example" } }],
  ["kubernetes", { secret_suffix: "exchange-{stack}", config_path: "~/.kube/config", insecure: false }],
  ["consul", { path: "x", address: "consul.example", scheme: "https" }],
  ["http", { address: "https://state.example/{stack}", lock_method: "PUT" }],
  ["oss", { bucket: "b", prefix: "x", tablestore_endpoint: "https://terraform.cn-hangzhou.ots.aliyuncs.com" }],
])("what only says where the state lies is taken: %s %j", (type, config) => {
  expect(problemsOf(type, config)).toEqual([]);
});
