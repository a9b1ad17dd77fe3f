import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { diagnose } from "../../cli/tenant/diagnosis/diagnose";
import type { Expectation } from "../../cli/tenant/diagnosis/expectation";
import type { StepFinding } from "../../cli/tenant/findings/finding";
import { AUTOMATION_ACCOUNT } from "../../cli/hosts/automation-account";
import { WINDOWS_VIRTUAL_MACHINE } from "../../cli/hosts/windows-virtual-machine";
import type { HostTarget } from "../../cli/tenant/reading/host";
import { ReadClient } from "../../cli/tenant/reading/read-client";
import { azurePackages, type SignIn } from "../../cli/tenant/reading/sign-in";
import { WriteClient } from "../../cli/tenant/reading/write-client";
import { readTenant, type ReadTenantOptions, type TenantState } from "../../cli/tenant/reading/tenant";
import { asObject, type Json } from "../../tools/loopback/answer";
import { EXCHANGE_APP_ROLES, MANAGE_AS_APP } from "../../tools/loopback/directory";
import { LoopbackAzure } from "../../tools/loopback/loopback-azure";

export const GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
export const CONNECT = "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com";
/** A day on which 7.4 was in support, and one on which 7.2 was. */
export const NOW = new Date("2026-06-01T12:00:00Z");
export const IN_2024 = new Date("2024-06-01T12:00:00Z");

const GROUP = "ContosoRG";
const NAME = "ContosoHost";
const ACCOUNT = `providers/Microsoft.Automation/automationAccounts/${NAME}`;
const MACHINE = `providers/Microsoft.Compute/virtualMachines/${NAME}`;

/** A set-up as people make it by hand, in a tenant on loopback. */
export class SeededTenant {
  public static async start(): Promise<SeededTenant> {
    return SeededTenant.in(await LoopbackAzure.start());
  }

  /** The same in a tenant that runs already. */
  public static in(azure: LoopbackAzure): SeededTenant {
    azure.manager.put(azure.group(GROUP), { location: "westeurope" });
    return new SeededTenant(azure);
  }

  private resource: HostTarget["resource"] = AUTOMATION_ACCOUNT.resource;

  private constructor(public readonly azure: LoopbackAzure) {}

  public get hostId(): string {
    return `${this.azure.group(GROUP)}/${this.resource.runsRunbooks ? ACCOUNT : MACHINE}`;
  }

  public get target(): HostTarget {
    return { resource: this.resource, subscriptionId: this.azure.subscriptionId, resourceGroup: GROUP, name: NAME };
  }

  public identityId(name = "ContosoMI1", group = GROUP): string {
    return `${this.azure.group(group)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  }

  /** Step 1 and 2: the host, with its own identity, and with user-assigned ones. */
  public host(
    type: "account" | "windows" | "linux" = "account",
    { own = true, identities = [] }: { own?: boolean; identities?: string[] } = {},
  ): this {
    this.resource = (type === "account" ? AUTOMATION_ACCOUNT : WINDOWS_VIRTUAL_MACHINE).resource;
    for (const name of identities) {
      this.azure.manager.put(this.identityId(name), { location: "westeurope" });
    }
    const types = [...(own ? ["SystemAssigned"] : []), ...(identities.length > 0 ? ["UserAssigned"] : [])];
    const userAssignedIdentities = Object.fromEntries(identities.map((name) => [this.identityId(name), {}]));
    this.azure.manager.put(this.hostId, {
      location: "westeurope",
      identity: types.length > 0 ? { type: types.join(", "), userAssignedIdentities } : undefined,
      properties:
        type === "account"
          ? { sku: { name: "Basic" } }
          : { osProfile: type === "linux" ? { linuxConfiguration: {} } : { windowsConfiguration: {} } },
    });
    return this;
  }

  public principalOf(name?: string): string {
    const carrier = this.azure.manager.get(name === undefined ? this.hostId : this.identityId(name));
    return String(asObject(carrier?.identity).principalId ?? asObject(carrier?.properties).principalId);
  }

  public clientOf(name: string): string {
    return String(asObject(this.azure.manager.get(this.identityId(name))?.properties).clientId);
  }

  /** Step 3: a module of an account. */
  public module(version: string, change: Json = {}, store = "modules", name = "ExchangeOnlineManagement"): this {
    const { provisioningState, error } = change;
    if (store.startsWith("runtimeEnvironments/")) {
      const [, environment] = store.split("/");
      const id = `${this.hostId}/runtimeEnvironments/${environment}`;
      if (!this.azure.manager.get(id)) {
        const runtime = { language: "PowerShell", version: /(\d\.\d)$/.exec(environment)?.[1] };
        this.azure.manager.put(id, { properties: { runtime } });
      }
    }
    const collection = store.startsWith("runtimeEnvironments/") ? `${store}/packages` : store;
    const id = `${this.hostId}/${collection}/${name}`;
    this.azure.manager.put(id, { properties: { contentLink: { version } } });
    const stored = this.azure.manager.get(id) as Json;
    stored.properties = { provisioningState: provisioningState ?? "Succeeded", version, ...(error ? { error } : {}) };
    return this;
  }

  public prerequisites(store = "modules"): this {
    return this.module("1.4.8.1", {}, store, "PackageManagement").module("2.2.5", {}, store, "PowerShellGet");
  }

  /** Step 4: the permission. */
  public permission(principalId = this.principalOf(), change: Json = {}): this {
    const { directory } = this.azure;
    const id = `${randomUUID().replace(/-/g, "")}_g`;
    directory.grants.set(id, {
      id,
      appRoleId: MANAGE_AS_APP,
      principalId,
      resourceId: directory.exchangeOnlineId,
      createdDateTime: "2020-01-01T00:00:00Z",
      ...change,
    });
    return this;
  }

  /** Step 5: a role. */
  public role(principalId = this.principalOf(), roleDefinitionId = GLOBAL_READER, change: Json = {}): this {
    const id = `${randomUUID().replace(/-/g, "")}-1`;
    const role = { id, principalId, roleDefinitionId, directoryScopeId: "/", ...change };
    this.azure.directory.roleAssignments.set(id, role);
    return this;
  }

  public runbook(name: string, script: string, properties: Json = { runbookType: "PowerShell" }): this {
    const id = `${this.hostId}/runbooks/${name}`;
    this.azure.manager.put(id, { properties });
    const stored = this.azure.manager.get(id) as Json;
    stored.properties = { ...asObject(stored.properties), state: "Published", ...properties };
    this.azure.manager.contents.set(id.toLowerCase(), script);
    return this;
  }

  public job(runbook: string, exception: string, streams: string[] = [], change: Json = {}): this {
    // Azure's address of a job has its name, which is not its id.
    const name = `job-${this.azure.manager.resources.size}`;
    const id = `${this.hostId}/jobs/${name}`;
    const properties = {
      jobId: `id-of-${name}`,
      status: "Failed",
      creationTime: "2026-05-31T10:00:00Z",
      startTime: "2026-05-31T10:00:05Z",
      exception,
      runbook: { name: runbook },
      ...change,
    };
    this.azure.manager.put(id, { properties });
    streams.forEach((streamText, index) => {
      const jobStreamId = `stream-${index}`;
      const stream = { jobStreamId, streamType: "Error", summary: streamText.slice(0, 20), streamText };
      this.azure.manager.put(`${id}/streams/${jobStreamId}`, { properties: stream });
    });
    return this;
  }

  /** The run command of a stack that installs the module in a machine. */
  public command(properties: Json, name = "ExchangeOnlineManagement-3.9.2-12345678"): this {
    const id = `${this.hostId}/runCommands/${name}`;
    this.azure.manager.put(id, {});
    (this.azure.manager.get(id) as Json).properties = properties;
    return this;
  }

  /** Everything that the guide asks for, with the system-assigned identity. */
  public healthy(): this {
    return this.host().module("3.9.2").prerequisites().permission().role();
  }

  /** What makes the command sign in to this tenant, and nothing else. */
  public get environment(): NodeJS.ProcessEnv {
    return signInTo(this.azure);
  }

  public async client(lifetime = 3_600_000, answerWithin?: number): Promise<ReadClient> {
    const certificate = readFileSync(this.azure.certificate);
    return new ReadClient(await azurePackages(), this.signIn(lifetime), { certificate, answerWithin });
  }

  public async writer(): Promise<WriteClient> {
    return new WriteClient(await azurePackages(), this.signIn(), readFileSync(this.azure.certificate));
  }

  private signIn(lifetime = 3_600_000): SignIn {
    const { address } = this.azure;
    let tokens = 0;
    const credential = {
      getToken: () => {
        const expiresOnTimestamp = Date.now() + lifetime;
        return Promise.resolve({ token: `${++tokens}.${expiresOnTimestamp}`, expiresOnTimestamp });
      },
    };
    const endpoints = { authority: address, resourceManager: address, graph: address };
    return { credential, renewed: () => credential, endpoints };
  }

  public async read({
    expectedIdentityId,
    resourceProviders = ["Microsoft.Automation", "Microsoft.Compute"],
    now = NOW,
  }: Partial<ReadTenantOptions> = {}): Promise<TenantState> {
    const client = await this.client();
    try {
      return await readTenant(client, this.target, { expectedIdentityId, resourceProviders, now });
    } finally {
      client.close();
    }
  }

  public async diagnose(expected: Partial<Expectation> = {}, now = NOW): Promise<readonly StepFinding[]> {
    const expectedIdentityId = expected.identity?.startsWith("/") ? expected.identity : undefined;
    const state = await this.read({ expectedIdentityId, now });
    return diagnose(state, { ...EXPECTATION, ...expected }, now);
  }

  /** What was written: the method and the path below the group of the host. */
  public get writes(): string[] {
    return this.azure.transcript
      .filter(({ method, service }) => service !== "login" && method !== "GET")
      .map(({ method, path }) => `${method} ${path.split("/").slice(8).join("/")}`);
  }

  /** Ends the tenant, and asserts that nothing but reads was asked of it, and nothing that it does not know. */
  public async stop(): Promise<void> {
    const { writes } = this;
    await this.stopAfterWrites();
    expect(writes).toEqual([]);
  }

  /** Ends the tenant, and asserts that nothing was asked that it does not know. */
  public async stopAfterWrites(): Promise<void> {
    await this.azure.stop();
    expect(this.azure.unanswered).toEqual([]);
  }
}

export const EXPECTATION: Expectation = { host: "the host", cloud: "public" };

/** What a configuration says, and nothing else. */
export const CONFIGURED = {
  host: "existing",
  grants: "terraform",
  roles: [],
  hasExchangeRoles: false,
  runbooks: [],
} as const;

/** An app role of Exchange Online whose name is like that of the permission. */
export const SIMILAR_APP_ROLE = EXCHANGE_APP_ROLES["Exchange.ManageAsAppV2"];

/** What makes the command sign in to an Azure on loopback, and nothing else. */
export function signInTo({ environment, certificate }: LoopbackAzure): NodeJS.ProcessEnv {
  return {
    ...process.env,
    EXCHANGE_CONFIG: undefined,
    ARM_METADATA_HOSTNAME: environment.ARM_METADATA_HOSTNAME,
    NODE_EXTRA_CA_CERTS: certificate,
    AZURE_CLIENT_ID: environment.ARM_CLIENT_ID,
    AZURE_CLIENT_SECRET: environment.ARM_CLIENT_SECRET,
    AZURE_TENANT_ID: environment.ARM_TENANT_ID,
  };
}
