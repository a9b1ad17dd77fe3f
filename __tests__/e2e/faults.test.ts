import { failure, type Request } from "../../tools/loopback/answer";
import { MANAGE_AS_APP } from "../../tools/loopback/directory";
import { identityOf, rights, Scenario, succeeded, withProviders } from "./scenario";

const ACCOUNT = "providers/Microsoft.Automation/automationAccounts/ContosoAzAuto1";

const account = (change: object = {}) => ({
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "automationAccount", name: "ContosoAzAuto1" },
  identity: { type: "systemAssigned" },
  module: { version: "3.9.2", prerequisites: false },
  roles: ["Global Reader", "Security Reader"],
  ...change,
});

async function start(): Promise<Scenario> {
  const scenario = await Scenario.start();
  scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
  return scenario;
}

const isWrite = ({ method }: Request) => method !== "GET" && method !== "HEAD";

withProviders("faults", () => {
  test.concurrent(
    "a principal that Graph shows only after 20 seconds: the first apply succeeds, roles included",
    async () => {
      const scenario = await start();
      scenario.azure.directory.lag = 20_000;
      await scenario.use(account());
      await scenario.applyAndSettle();
      expect(rights(scenario).roles).toHaveLength(2);
      await scenario.stop();
    },
  );

  test.concurrent("429 with Retry-After on every fourth call", async () => {
    const scenario = await start();
    let calls = 0;
    scenario.azure.fault = (_request, service) =>
      service !== "login" && ++calls % 4 === 0
        ? failure(429, "TooManyRequests", "Slow down.", { "retry-after": "1" })
        : undefined;
    await scenario.use(account());
    await scenario.applyAndSettle();
    expect(rights(scenario).roles).toHaveLength(2);
    await scenario.stop();
  });

  test.concurrent.each([
    ["403 while the role is assigned", 403, "Authorization_RequestDenied", "roleAssignments"],
    ["403 while the permission is granted", 403, "Authorization_RequestDenied", "appRoleAssignedTo"],
    ["500 while the module is imported", 500, "InternalServerError", "/modules/"],
    ["403 while the account is made", 403, "AuthorizationFailed", "automationAccounts/ContosoAzAuto1"],
  ])("%s: the apply says so, and a second one converges", async (_what, status, code, path) => {
    const scenario = await start();
    let isBroken = true;
    let failures = 0;
    scenario.azure.fault = (request) =>
      // The provider tries a 500 again by itself; a service that never mends is not what is asked here.
      isBroken && isWrite(request) && request.path.includes(path) && (status === 403 || ++failures <= 3)
        ? failure(status, code, "It does not work now.")
        : undefined;
    await scenario.use(account());
    const run = await scenario.workspace.apply();
    if (status === 403) {
      expect([run.ok, run.output.includes("It does not work now.")]).toEqual([false, true]);
    }
    isBroken = false;
    await scenario.applyAndSettle();
    expect(rights(scenario).roles).toHaveLength(2);
    await scenario.stop();
  });

  test.concurrent.each([["5.1"], ["7.2"], ["7.6"]])(
    "a module import into %s that ends in Failed: the second apply converges",
    async (runtime) => {
      const scenario = await start();
      scenario.azure.manager.failingImports.add("ExchangeOnlineManagement");
      await scenario.use(account({ module: { version: "3.4.0", runtimes: [runtime], prerequisites: false } }));
      const run = await scenario.workspace.apply();
      expect([run.ok, /import of ExchangeOnlineManagement failed|Failed/.test(run.output)]).toEqual([false, true]);
      await scenario.applyAndSettle();
      await scenario.stop();
    },
  );

  test.concurrent("a tenant without Exchange Online: the plan says what to do, and nothing is written", async () => {
    const scenario = await start();
    scenario.azure.directory.principals.delete(scenario.azure.directory.exchangeOnlineId);
    await scenario.use(account());
    const run = await scenario.workspace.apply();
    expect(run.ok).toBe(false);
    expect(run.output.replace(/\s*\n[│ ]*/g, " ")).toContain(
      "az ad sp create --id 00000002-0000-0ff1-ce00-000000000000",
    );
    expect(scenario.changes()).toEqual([]);
    await scenario.stop();
  });

  test.concurrent(
    "an existing account without the identity: the plan says what to do, and nothing is written",
    async () => {
      const scenario = await start();
      scenario.azure.manager.put(`${scenario.azure.group("ContosoRG")}/${ACCOUNT}`, {
        location: "westus",
        properties: { sku: { name: "Basic" } },
      });
      await scenario.use(account({ host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true } }));
      const run = await scenario.workspace.apply();
      expect([
        run.ok,
        run.output
          .replace(/\s*\n[│ ]*/g, " ")
          .includes("has no system-assigned managed identity. Switch it on in Azure"),
      ]).toEqual([false, true]);
      expect(scenario.changes()).toEqual([]);
      await scenario.stop();
    },
  );

  test.concurrent("an existing account with the identity is granted to, and never changed", async () => {
    const scenario = await start();
    scenario.azure.manager.put(`${scenario.azure.group("ContosoRG")}/${ACCOUNT}`, {
      location: "northeurope",
      identity: { type: "SystemAssigned" },
      properties: { sku: { name: "Basic" } },
    });
    const before = structuredClone(scenario.resource("ContosoRG", ACCOUNT));
    await scenario.use(
      account({
        host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
        module: { version: "3.4.0", runtimes: ["5.1", "7.2", "7.6"] },
      }),
    );
    await scenario.applyAndSettle();
    expect(scenario.resource("ContosoRG", ACCOUNT)).toEqual(before);
    expect(rights(scenario).permission).toEqual([identityOf(before).principalId]);
    expect(scenario.resource("ContosoRG", ACCOUNT, "runtimeEnvironments/ExchangeOnline-PowerShell-7-6").location).toBe(
      "northeurope",
    );
    succeeded(await scenario.workspace.destroy());
    expect(scenario.resource("ContosoRG", ACCOUNT)).toEqual(before);
    await scenario.stop();
  });

  test.concurrent.each([
    ["permission", "already exists", { manageAsAppAssignmentId: "grantedByHand0" }],
    ["role", "conflicting object", { roleAssignmentIds: { "Global Reader": "assignedByHand0" } }],
  ])(
    "a %s that somebody gave before: the apply says that it exists, and `adopt` takes it over",
    async (what, message, adopt) => {
      const scenario = await start();
      const { directory, manager } = scenario.azure;
      manager.put(`${scenario.azure.group("ContosoRG")}/${ACCOUNT}`, {
        location: "westus",
        identity: { type: "SystemAssigned" },
        properties: { sku: { name: "Basic" } },
      });
      const { principalId } = identityOf(scenario.resource("ContosoRG", ACCOUNT));
      if (what === "permission") {
        directory.grants.set("grantedByHand0", {
          id: "grantedByHand0",
          appRoleId: MANAGE_AS_APP,
          principalId,
          resourceId: directory.exchangeOnlineId,
        });
      } else {
        directory.roleAssignments.set("assignedByHand0", {
          id: "assignedByHand0",
          principalId,
          roleDefinitionId: "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
          directoryScopeId: "/",
        });
      }
      const existing = account({ host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true } });
      await scenario.use(existing);
      const run = await scenario.workspace.apply();
      expect([run.ok, run.output.includes(message)]).toEqual([false, true]);
      await scenario.use({ ...existing, adopt });
      await scenario.applyAndSettle();
      expect(rights(scenario)).toMatchObject({ permission: [principalId] });
      expect(rights(scenario).roles).toHaveLength(2);
      await scenario.stop();
    },
  );
});
