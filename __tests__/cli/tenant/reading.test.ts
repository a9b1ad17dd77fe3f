import { ExchangeCloud } from "cdktf-exchange-managed-identity";
import fc from "fast-check";
import { AutomationReader } from "../../../cli/tenant/reading/automation-account";
import { DirectoryReader } from "../../../cli/tenant/reading/directory";
import { endpointsOf } from "../../../cli/tenant/reading/cloud-endpoints";
import { ReadClient } from "../../../cli/tenant/reading/read-client";
import { azurePackages, CannotRead } from "../../../cli/tenant/reading/sign-in";
import { chosenSubscription } from "../../../cli/tenant/reading/subscription";
import { readTenant } from "../../../cli/tenant/reading/tenant";
import { STEPS } from "../../../cli/tenant/findings/finding";
import { shownText } from "../../../cli/tenant/findings/shown-text";
import { diagnose } from "../../../cli/tenant/diagnosis/diagnose";
import { discoveredEntry } from "../../../cli/tenant/discovery/discovered-entry";
import { permittedHosts } from "../../../cli/tenant/discovery/permitted-hosts";
import { failure, type Json, ok } from "../../../tools/loopback/answer";
import { CONNECT, EXPECTATION, NOW, SeededTenant } from "../../helpers/tenant";

let tenant: SeededTenant;
beforeEach(async () => {
  tenant = await SeededTenant.start();
});
afterEach(() => tenant.stop());

/* Everything that is read, with enough in each list for several pages. */
function seedMuch(): void {
  tenant.healthy().module("2.30.0", {}, "modules", "Az.Accounts");
  tenant.module("3.10.1", {}, "runtimeEnvironments/Mine-7.6").prerequisites("runtimeEnvironments/Mine-7.6");
  tenant.permission(tenant.principalOf(), { appRoleId: "another", resourceId: tenant.azure.directory.graphId });
  for (const name of ["One", "Two", "Three", "Four", "Five"]) {
    tenant.runbook(name, CONNECT);
  }
  tenant.job("One", "UnAuthorized", ["UnAuthorized (UnAuthorized)"]);
}

test("what goes wrong on the way does not change the answer", async () => {
  seedMuch();
  const whole = await tenant.read();
  expect(await tenant.diagnose()).toHaveLength(14);

  tenant.azure.pageSize = 2;
  expect(await tenant.read()).toEqual(whole);
  expect(tenant.azure.transcript.some(({ query }) => query.includes("$skiptoken=1"))).toBe(true);

  let calls = 0;
  tenant.azure.fault = (_request, service) =>
    service !== "login" && ++calls % 3 === 0
      ? failure(429, "TooManyRequests", "Later.", { "retry-after": "0" })
      : undefined;
  expect(await tenant.read()).toEqual(whole);

  const unavailable = new Map<string, number>();
  tenant.azure.fault = ({ path, query }) => {
    const key = `${path}?${query.toString()}`;
    const times = (unavailable.get(key) ?? 0) + 1;
    unavailable.set(key, times);
    return times <= 2 && /jobs|organization/.test(path) ? failure(503, "ServerBusy", "Busy.") : undefined;
  };
  expect(await tenant.read()).toEqual(whole);
}, 30_000);

test("a token that expires on the way is replaced", async () => {
  seedMuch();
  tenant.azure.fault = ({ authorization }) => {
    const [, expires] = /^Bearer \d+\.(\d+)$/.exec(authorization ?? "") ?? [];
    return Number(expires) > Date.now() ? undefined : failure(401, "ExpiredAuthenticationToken", "Expired.");
  };
  const client = await tenant.client(1500);
  const first = await readTenant(client, tenant.target, { now: NOW });
  await new Promise((resolve) => setTimeout(resolve, 1600));
  expect(await readTenant(client, tenant.target, { now: NOW })).toEqual(first);
  client.close();
});

test("waits as long as Retry-After says", async () => {
  tenant.healthy();
  let refused = 0;
  tenant.azure.fault = ({ path }) =>
    path === "/v1.0/organization" && refused++ === 0
      ? failure(429, "TooManyRequests", "Later.", { "retry-after": "1" })
      : undefined;
  const start = Date.now();
  expect((await tenant.read()).domains.state).toBe("read");
  expect(Date.now() - start).toBeGreaterThanOrEqual(990);
});

test.each<[string, (base: string) => string]>([
  ["to another address: the token stays at home", () => "https://evil.example/v1.0/organization?$skiptoken=1"],
  ["back to the same page", (base) => `${base}/v1.0/organization?$select=verifiedDomains`],
])("a next link that leads %s is no end of the list", async (_name, link) => {
  tenant.healthy();
  tenant.azure.fault = ({ path, base }) =>
    path === "/v1.0/organization" ? ok({ value: [], "@odata.nextLink": link(base) }) : undefined;
  expect((await tenant.read()).domains).toMatchObject({
    state: "unreadable",
    reason: expect.stringContaining("in a circle") as string,
  });
});

test.each<[string, (base: string) => string]>([
  ["in other letters", (base) => base.replace("https://localhost", "HTTPS://LocalHost")],
  ["relative", () => ""],
])("a next link is followed that is written %s", async (_name, address) => {
  tenant.healthy();
  tenant.azure.fault = ({ path, base, query }) => {
    if (path !== "/v1.0/organization") {
      return undefined;
    }
    const domain = { verifiedDomains: [{ name: "contoso.onmicrosoft.com", isInitial: true }] };
    return query.has("$skiptoken")
      ? ok({ value: [domain] })
      : ok({ value: [], "@odata.nextLink": `${address(base)}/v1.0/organization?$skiptoken=1` });
  };
  expect((await tenant.read()).domains).toMatchObject({ value: [{ isInitial: true }] });
});

test("an empty next link is none, and one that is no address is no end of the list", async () => {
  tenant.healthy();
  const answer = (link: string) => {
    tenant.azure.fault = ({ path }) =>
      path === "/v1.0/organization" ? ok({ value: [], "@odata.nextLink": link }) : undefined;
    return tenant.read();
  };
  expect((await answer("")).domains.state).toBe("read");
  expect((await answer("https://[")).domains.state).toBe("unreadable");
});

test("who is throttled without a word on how long is asked again", async () => {
  tenant.healthy();
  let asked = 0;
  tenant.azure.fault = ({ path }) =>
    path === "/v1.0/organization" && asked++ === 0 ? failure(429, "TooManyRequests", "Later.") : undefined;
  expect((await tenant.read()).domains.state).toBe("read");
});

test.each([
  "client_secret=abc123 x",
  '{"client_secret":"abc123"}',
  "-ClientSecret abc123",
  "AdminPassword=abc123;",
  "UserPassword 'abc123'",
  "SharedAccessKey=abc123",
  "Authorization: Bearer abc123abc123",
  "https://user:abc123@host/",
  "https://host/c?sv=1&sig=abc123&x=1",
])("a secret that is named as one is not shown: %s", (text) => {
  expect(shownText(text)).not.toContain("abc123");
});

test("a text without a secret is shown as it is", () => {
  const text = "Failed to acquire managed identity token: No connection (169.254.169.254:80)";
  expect(shownText(text)).toBe(text);
});

test("who asks for more patience than two minutes is not waited for", async () => {
  tenant.healthy();
  tenant.azure.fault = ({ path }) =>
    path === "/v1.0/organization"
      ? failure(429, "TooManyRequests", "Much later.", { "retry-after": "3600" })
      : undefined;
  expect((await tenant.read()).domains).toMatchObject({
    state: "unreadable",
    reason: expect.stringContaining("answered 429: TooManyRequests: Much later.") as string,
  });
});

test("a service that accepts and never answers is given up", async () => {
  tenant.healthy();
  tenant.azure.fault = ({ path }) =>
    path.endsWith("/directoryAudits") || path === "/v1.0/organization" ? NEVER : undefined;
  const client = await tenant.client(3_600_000, 500);
  const state = await readTenant(client, tenant.target, { now: NOW });
  client.close();
  const { domains, permissions } = { ...state, ...state.identities[0] };
  expect(domains).toMatchObject({ reason: expect.stringMatching(/did not answer in 0\.5 seconds$/) as string });
  expect(permissions.state).toBe("read");
});

test("closing ends what still waits", async () => {
  tenant.healthy();
  tenant.azure.fault = ({ path }) =>
    path === "/v1.0/organization" ? failure(429, "TooManyRequests", "Later.", { "retry-after": "50" }) : undefined;
  const client = await tenant.client();
  const reading = readTenant(client, tenant.target, { now: NOW });
  setTimeout(() => client.close(), 300);
  await expect(reading).rejects.toThrow(/did not answer/);
});

test("sends nothing but GET, whatever it is told", async () => {
  const sent: string[] = [];
  const packages = await azurePackages();
  const pipeline = {
    ...packages.pipeline,
    createPipelineRequest: (options: Parameters<typeof packages.pipeline.createPipelineRequest>[0]) =>
      packages.pipeline.createPipelineRequest({ ...options, method: "DELETE" }),
    createDefaultHttpClient: () => ({
      sendRequest: (request: { readonly method: string }) => {
        sent.push(request.method);
        return Promise.reject(new Error("sent"));
      },
    }),
  };
  const credential = { getToken: () => Promise.resolve({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const endpoints = endpointsOf("public");
  const client = new ReadClient({ ...packages, pipeline } as never, {
    credential,
    renewed: () => credential,
    endpoints,
  });
  await expect(client.get("graph", { path: "/v1.0/organization", right: "" })).rejects.toThrow(/only sends GET/);
  expect(sent).toEqual([]);
  client.close();
});

test("the four clouds have endpoints of their own", () => {
  const clouds = ExchangeCloud.all().map(({ name }) => endpointsOf(name));
  expect(new Set(clouds.map(({ graph }) => graph)).size).toBe(4);
  expect(endpointsOf("usGovDod").resourceManager).toBe(endpointsOf("usGovGccHigh").resourceManager);
  expect(() => endpointsOf("moon")).toThrow(/moon/);
});

test("an unreadable list is never taken for an empty one", async () => {
  tenant.host().permission().role().module("3.10.1", {}, "runtimeEnvironments/Mine-7.6");
  tenant.azure.fault = ({ path }) =>
    path.endsWith("/runtimeEnvironments") ? failure(403, "Denied", "Not allowed.") : undefined;
  const findings = await tenant.diagnose();
  expect(findings).toContainEqual(
    expect.objectContaining({ step: "Exchange Online module", state: "unknown", isUnreadable: true }),
  );
  expect(findings.filter(({ state }) => state === "missing")).toEqual([]);
  const state = await tenant.read();
  const host = state.host.state === "read" ? state.host.value : undefined;
  expect(() => discoveredEntry(state, host as never, state.identities[0], {})).toThrow(/might create what is there/);
});

/* The loopback does not answer. */
const NEVER = { status: 0 };

const ALL = ["Application.Read.All", "RoleManagement.Read.Directory", "Organization.Read.All", "AuditLog.Read.All"];
const reader = () => `Reader ${tenant.azure.group("ContosoRG")}`;

test("the rights in the documentation are enough, AuditLog.Read.All only tells how old a role is", async () => {
  seedMuch();
  const whole = await tenant.diagnose();
  tenant.azure.rights = new Set([...ALL.slice(0, 3), reader()]);
  expect(await tenant.diagnose()).toEqual(whole);
});

test.each<[string, string[]]>([
  ["Application.Read.All", ["Exchange Online service principal", "permission", "runbook"]],
  ["RoleManagement.Read.Directory", ["Microsoft Entra role", "runbook"]],
  ["Organization.Read.All", ["organization", "runbook"]],
  ["Reader", STEPS.filter((step) => !/service principal|organization/.test(step))],
])("without %s the rest is read, and the missing right is named", async (right, unknown) => {
  seedMuch();
  tenant.azure.rights = new Set([...ALL, reader()].filter((held) => !held.startsWith(right)));
  const findings = await tenant.diagnose();
  expect(findings.filter(({ isUnreadable }) => isUnreadable).map(({ step }) => step)).toEqual(unknown);
  for (const { seen } of findings.filter((entry) => entry.isUnreadable && !entry.seen.startsWith("not looked at"))) {
    expect(seen).toContain(
      right === "Reader" ? "needs the Azure role Reader on /subscriptions/" : `needs Microsoft Graph ${right}`,
    );
  }
  expect(findings.some(({ state }) => state === "ok")).toBe(true);
});

test("forty modules and two hundred runbooks are read in less than ten seconds", async () => {
  tenant.healthy();
  for (let index = 0; index < 40; index++) {
    tenant.module("1.0.0", {}, "modules", `Module${index}`);
  }
  for (let index = 0; index < 200; index++) {
    tenant.runbook(`Runbook${index}`, CONNECT);
  }
  const start = Date.now();
  const findings = await tenant.diagnose();
  expect(Date.now() - start).toBeLessThan(10_000);
  expect(findings.filter(({ step }) => step === "runbook")).toHaveLength(200);
  // The script of each runbook, and its jobs: no module and no job is asked for by itself.
  expect(tenant.azure.transcript.filter(({ service }) => service !== "login").length).toBeLessThan(430);
});

test("the only subscription is taken; among several the person is asked", async () => {
  const saved = { ...process.env };
  delete process.env.ARM_SUBSCRIPTION_ID;
  delete process.env.AZURE_SUBSCRIPTION_ID;
  const client = await tenant.client();
  expect(await chosenSubscription(client, undefined)).toBe(tenant.azure.subscriptionId);
  expect(await chosenSubscription(client, tenant.azure.subscriptionId)).toBe(tenant.azure.subscriptionId);
  await expect(chosenSubscription(client, "unknown")).rejects.toThrow(/does not see the subscription unknown/);
  tenant.azure.manager.subscriptions.push("another");
  await expect(chosenSubscription(client, undefined)).rejects.toThrow(/sees 2 subscriptions.*--subscription/);
  tenant.azure.manager.subscriptions.length = 0;
  await expect(chosenSubscription(client, undefined)).rejects.toThrow(/sees no Azure subscription/);
  process.env = saved;
  client.close();
});

test("a sign-in for another tenant is said in one line", async () => {
  tenant.healthy();
  tenant.azure.fault = (_request, service) =>
    service === "login"
      ? undefined
      : failure(401, "InvalidAuthenticationTokenTenant", "The token is\nof another tenant.");
  await expect(tenant.read()).rejects.toThrow(CannotRead);
  await expect(tenant.read()).rejects.toThrow(/^[^\n]*does not accept the sign-in[^\n]*another tenant[^\n]*--tenant$/);
});

test.each(["account", "windows"] as const)(
  "any state of a tenant is read and judged: %s",
  async (type) => {
    tenant.host(type);
    const keys = fc.constantFrom(
      ...["value", "name", "properties", "version", "provisioningState", "identity", "principalId", "error", "runtime"],
      ...[
        "userAssignedIdentities",
        "appRoleId",
        "roleDefinitionId",
        "verifiedDomains",
        "isInitial",
        "runbook",
        "status",
      ],
      ...["id", "language", "runbookType", "runtimeEnvironment", "storageProfile", "osDisk", "appRoles", "message"],
    );
    const { answer } = fc.letrec<{ answer: unknown }>((tie) => ({
      answer: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        fc.constantFrom<unknown>(
          null,
          true,
          0,
          "",
          "3.9.2",
          "5.1",
          "7.x",
          "ExchangeOnlineManagement",
          "Failed",
          "PowerShell",
          "<b>\u001b[31m",
        ),
        fc.array(tie("answer"), { maxLength: 3 }),
        fc.dictionary(keys, tie("answer"), { maxKeys: 5 }),
      ),
    }));
    const status = fc.constantFrom(200, 200, 200, 200, 400, 403, 404, 409);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(status, answer), { minLength: 1, maxLength: 12 }), async (answers) => {
        let calls = 0;
        tenant.azure.fault = (_request, service) => {
          const [code, body] = answers[calls++ % answers.length];
          // The host itself is there, or nothing would be read.
          return service === "login" || calls === 1 ? undefined : { ...ok(body as Json), status: code };
        };
        const client = await tenant.client();
        expect((await permittedHosts(client, tenant.azure.subscriptionId, NOW)).hosts).toBeDefined();
        client.close();
        calls = 0;
        const state = await tenant.read({ expectedIdentityId: tenant.identityId() });
        const findings = diagnose(state, { ...EXPECTATION, organization: "contoso.onmicrosoft.com" }, NOW);
        expect(findings.map(({ seen }) => seen).join("")).not.toMatch(/\u001b|\n|undefined|\[object/);
        if (state.host.state === "read") {
          try {
            const choices = { organization: "contoso.onmicrosoft.com", role: ["Global Reader"] };
            expect(discoveredEntry(state, state.host.value, state.identities[0], choices).entry).toBeDefined();
          } catch (error) {
            expect(error).toBeInstanceOf(CannotRead);
          }
        }
      }),
      { numRuns: 150 },
    );
  },
  60_000,
);

test("reads by itself what a list leaves out", async () => {
  tenant.healthy().module("3.9.2", { provisioningState: "Failed", error: { message: "Not a module." } });
  const client = await tenant.client();
  const [first] = await new AutomationReader(client, tenant.hostId).runtimes();
  expect(first.modules).toMatchObject({
    state: "read",
    value: expect.arrayContaining([expect.objectContaining({ error: "Not a module." })]) as unknown,
  });
  expect(tenant.azure.transcript.some(({ path }) => path.endsWith("/modules/ExchangeOnlineManagement"))).toBe(true);
  expect(await new DirectoryReader(client).permissionsOf("nobody")).toEqual({ state: "absent" });
  client.close();
});
