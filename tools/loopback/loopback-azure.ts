import { createServer, type Server } from "node:https";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { failure, ok, type Answer, type Request } from "./answer";
import { Directory } from "./directory";
import { pageOf } from "./paging";
import { ResourceManager } from "./resource-manager";
import { refusal, type Rights } from "./rights";
import type { Exchange } from "./transcript";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const TENANT = "00000000-0000-0000-0000-00000000aaaa";

/** Answers in the place of the tenant, or lets a request through with `undefined`. */
export type Fault = (request: Request, service: string) => Answer | undefined;

/* One for a process: to make a key takes longer than all that a test asks. */
let certificate: ReturnType<typeof newCertificate> | undefined;

function newCertificate() {
  return generate([{ name: "commonName", value: "localhost" }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
}

/** A stand-in for Azure and Microsoft Graph on loopback, for the real providers. */
export class LoopbackAzure {
  public static async start(): Promise<LoopbackAzure> {
    const { private: key, cert } = await (certificate ??= newCertificate());
    const azure = new LoopbackAzure(key, cert);
    await new Promise<void>((resolve) => azure.server.listen(0, "127.0.0.1", resolve));
    azure.port = (azure.server.address() as AddressInfo).port;
    return azure;
  }

  public readonly directory = new Directory();
  public readonly manager = new ResourceManager(this.directory, TENANT);
  public readonly transcript: Exchange[] = [];
  public readonly unanswered: string[] = [];
  public fault?: Fault;

  /** What the sign-in may read; everything if it is not set. */
  public rights?: Rights;

  /** How many entries of a list go on one page; all if it is not set. */
  public pageSize?: number;

  private port = 0;
  private readonly server: Server;
  private readonly folder: string;

  private constructor(key: string, cert: string) {
    this.manager.subscriptions.push(SUBSCRIPTION);
    this.folder = mkdtempSync(join(tmpdir(), "loopback-azure-"));
    writeFileSync(join(this.folder, "cert.pem"), cert);
    this.server = createServer({ key, cert }, (message, response) => {
      void this.handle(message).then(({ status, body, text, bytes, headers }) => {
        // A service that accepts a request and never answers.
        if (status === 0) {
          return;
        }
        response.writeHead(status, {
          "content-type": text === undefined ? "application/json" : "text/powershell",
          ...headers,
        });
        response.end(bytes ?? text ?? (body === undefined ? undefined : JSON.stringify(body)));
      });
    });
  }

  /** What makes both providers talk to it. */
  public get environment(): { [name: string]: string } {
    return {
      ARM_METADATA_HOSTNAME: this.host,
      SSL_CERT_FILE: join(this.folder, "cert.pem"),
      ARM_CLIENT_ID: "22222222-2222-2222-2222-222222222222",
      ARM_CLIENT_SECRET: "not-a-secret",
      ARM_TENANT_ID: TENANT,
      ARM_SUBSCRIPTION_ID: SUBSCRIPTION,
      ARM_RESOURCE_PROVIDER_REGISTRATIONS: "none",
    };
  }

  /** Its own certificate, for a client that trusts it. */
  public get certificate(): string {
    return this.environment.SSL_CERT_FILE;
  }

  /** Where it answers, as a program that reads it is told. */
  public get address(): string {
    return `https://${this.host}`;
  }

  public readonly subscriptionId = SUBSCRIPTION;

  public group(name: string): string {
    return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get host(): string {
    return `localhost:${this.port}`;
  }

  private async handle(message: IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) {
      chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString("utf8");
    // Older parts of the provider put a slash too many in front.
    const url = new URL((message.url ?? "/").replace(/^\/+/, "/"), `https://${this.host}`);
    const path = decodeURIComponent(url.pathname);
    const service = serviceOf(path);
    const isJson = (message.headers["content-type"] ?? "").includes("json") && text !== "";
    const request: Request = {
      method: message.method ?? "GET",
      path: path.replace(/^\/(v1\.0|beta)\//, "/v1.0/"),
      query: url.searchParams,
      body: isJson ? JSON.parse(text) : undefined,
      text,
      authorization: message.headers.authorization,
      base: `https://${this.host}`,
    };
    const refused = this.rights && refusal(request, service, this.rights);
    const whole = this.fault?.(request, service) ?? refused ?? this.answer(service, request);
    const answer = whole && this.pageSize !== undefined ? pageOf(whole, request, path, this.pageSize) : whole;
    this.transcript.push({
      method: request.method,
      service,
      path: request.path,
      query: decodeURIComponent(url.search),
      body: service === "login" ? undefined : (request.body ?? (text === "" ? undefined : text)),
      status: answer?.status ?? 501,
    });
    if (!answer) {
      this.unanswered.push(`${request.method} ${message.url}`);
    }
    return answer ?? failure(501, "NotImplemented", `The loopback Azure does not know ${request.method} ${path}`);
  }

  private answer(service: string, request: Request): Answer | undefined {
    switch (service) {
      case "login":
        return this.signIn(request);
      case "graph":
        return this.directory.answer(request);
      default:
        return this.manager.answer(request);
    }
  }

  private signIn({ path }: Request): Answer {
    if (path === "/metadata/endpoints") {
      return ok(this.metadata());
    }
    if (path.endsWith("/.well-known/openid-configuration")) {
      const base = `https://${this.host}/${TENANT}`;
      return ok({
        token_endpoint: `${base}/oauth2/v2.0/token`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        issuer: `${base}/v2.0`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      });
    }
    const claims = {
      aud: "loopback",
      oid: "33333333-3333-3333-3333-333333333333",
      appid: "22222222-2222-2222-2222-222222222222",
      tid: TENANT,
      roles: [],
    };
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    return ok({
      token_type: "Bearer",
      expires_in: 86_399,
      access_token: `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.signature`,
    });
  }

  private metadata(): object {
    const base = `https://${this.host}/`;
    return {
      name: "AzureCloud",
      portal: base,
      authentication: { loginEndpoint: base, audiences: [base], tenant: "common", identityProvider: "AAD" },
      graph: base,
      graphAudience: base,
      media: base,
      batch: base,
      activeDirectoryDataLake: base,
      resourceManager: base,
      microsoftGraphResourceId: base,
      logAnalyticsResourceId: base,
      attestationResourceId: base,
      synapseAnalyticsResourceId: base,
      ossrDbmsResourceId: base,
      gallery: base,
      suffixes: {
        acrLoginServer: "azurecr.io",
        attestationEndpoint: "attest.azure.net",
        azureDataLakeAnalyticsCatalogAndJob: "azuredatalakeanalytics.net",
        azureDataLakeStoreFileSystem: "azuredatalakestore.net",
        azureFrontDoorEndpointSuffix: "azurefd.net",
        keyVaultDns: "vault.azure.net",
        mhsmDns: "managedhsm.azure.net",
        mariadbServerEndpoint: "mariadb.database.azure.com",
        mysqlServerEndpoint: "mysql.database.azure.com",
        postgresqlServerEndpoint: "postgres.database.azure.com",
        sqlServerHostname: "database.windows.net",
        storage: "core.windows.net",
        storageSyncEndpointSuffix: "afs.azure.net",
        synapseAnalytics: "dev.azuresynapse.net",
      },
    };
  }
}

function serviceOf(path: string): string {
  if (path === "/metadata/endpoints" || path.includes("/oauth2/") || path.includes("/.well-known/")) {
    return "login";
  }
  return /^\/(v1\.0|beta)\//.test(path) ? "graph" : "management";
}
