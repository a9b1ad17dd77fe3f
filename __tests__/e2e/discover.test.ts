import { join } from "node:path";
import { asObject } from "../../tools/loopback/answer";
import { bundle, runCommand } from "../helpers/command";
import { temporaryFolder } from "../helpers/stack";
import { SeededTenant } from "../helpers/tenant";
import { rights, Scenario, withProviders } from "./scenario";

type Host = "account" | "windows" | "linux";
type Identity = "none" | "own" | "user";
/** How far somebody came who followed the guide by hand. */
interface SetUp {
  readonly host: Host;
  readonly identity: Identity;
  /** Where the module is; undefined if it is not. */
  readonly runtime?: string;
  readonly permission: boolean;
  readonly role: boolean;
}

const NAME = "ContosoMI1";
const MODULE = "ExchangeOnlineManagement";
const STORES: { readonly [runtime: string]: string } = {
  "5.1": "modules",
  "7.2": "powerShell72Modules",
  "7.4": "runtimeEnvironments/Mine-7.4",
  "7.6": "runtimeEnvironments/Mine-7.6",
};

const halfDone = [
  { permission: false, role: false },
  { permission: false, role: true },
  { permission: true, role: false },
  { permission: true, role: true },
];
const SET_UPS: SetUp[] = [
  { host: "account", identity: "none", permission: false, role: false },
  { host: "account", identity: "own", permission: false, role: false },
  { host: "account", identity: "user", permission: false, role: false },
  ...(["own", "user"] as const).flatMap((identity) =>
    Object.keys(STORES).flatMap((runtime) =>
      halfDone
        // azurerm takes half a minute for an environment.
        .filter(({ permission, role }) => !runtime.startsWith("7.4") || permission === role)
        .map((done) => ({ host: "account" as const, identity, runtime, ...done })),
    ),
  ),
  ...(["windows", "linux"] as const).flatMap((host) => [
    { host, identity: "none" as const, permission: false, role: false },
    ...(["own", "user"] as const).flatMap((identity) => halfDone.map((done) => ({ host, identity, ...done }))),
  ]),
];

/* Without permission and role it is also what Microsoft's guide of today leads to: with the client id both are refused. */
function titleOf({ host, identity, runtime = "no runtime", permission, role }: SetUp): string {
  const rest = [...(permission ? ["permission"] : []), ...(role ? ["role"] : [])].join(" and ") || "no rights";
  return `${host}, identity ${identity}, module in ${runtime}, ${rest}`;
}

function seed(tenant: SeededTenant, { host, identity, runtime, permission, role }: SetUp): void {
  tenant.host(host, { own: identity === "own", identities: identity === "user" ? [NAME] : [] });
  if (runtime !== undefined) {
    tenant.module(runtime === "7.2" ? "3.4.0" : runtime === "7.6" ? "3.10.1" : "3.9.2", {}, STORES[runtime]);
    tenant.prerequisites(STORES[runtime]);
  }
  const principal = tenant.principalOf(identity === "user" ? NAME : undefined);
  if (permission) {
    tenant.permission(principal);
  }
  if (role) {
    tenant.role(principal);
  }
}

/* What the first apply has to write, and nothing else. */
function expectedWrites({ host, identity, runtime, permission, role }: SetUp): RegExp[] {
  const account = "Microsoft\\.Automation/automationAccounts/ContosoHost";
  const own = runtime === undefined || runtime.startsWith("7.4") || runtime.startsWith("7.6");
  const packages = ["PackageManagement", "PowerShellGet", MODULE];
  const modules =
    host !== "account"
      ? [/^PUT Microsoft\.Compute\/virtualMachines\/ContosoHost\/runCommands\/ExchangeOnlineManagement-/]
      : !own
        ? // An adopted module is written once more.
          [new RegExp(`^(?:PUT|PATCH) ${account}/${STORES[runtime]}/${MODULE}$`)]
        : runtime === undefined
          ? packages.map((name) => new RegExp(`^PUT ${account}/modules/${name}$`))
          : [
              new RegExp(`^PUT ${account}/runtimeEnvironments/ExchangeOnline-PowerShell-${runtime.replace(".", "-")}$`),
              ...packages.map((name) => new RegExp(`^PUT ${account}/runtimeEnvironments/[^/]+/packages/${name}$`)),
            ];
  return [
    ...(identity === "none" ? [/^(?:PUT|PATCH) Microsoft\.(?:Automation|Compute)\/\w+\/ContosoHost$/] : []),
    ...modules,
    ...(permission ? [] : [/^POST servicePrincipals\/[^/]+\/appRoleAssignedTo$/]),
    ...(role ? [] : [/^POST roleManagement\/directory\/roleAssignments$/]),
  ];
}

withProviders("discover, then synth, then apply", () => {
  beforeAll(bundle);

  test.concurrent.each(SET_UPS.map((setUp): [string, SetUp] => [titleOf(setUp), setUp]))(
    "%s",
    async (_title, setUp) => {
      const scenario = await Scenario.start();
      const tenant = SeededTenant.in(scenario.azure);
      seed(tenant, setUp);
      const before = structuredClone([...scenario.azure.manager.resources]);
      const folder = temporaryFolder();
      const option = setUp.host === "account" ? "--automation-account" : "--vm";
      const names = ["--resource-group", "ContosoRG", option, "ContosoHost"];
      const found = await runCommand(folder, tenant.environment, "discover", ...names, "--write");
      expect(found).toMatchObject({ status: 0 });
      expect(scenario.changes()).toEqual([]);
      expect(await runCommand(folder, tenant.environment, "check")).toMatchObject({ status: 0 });
      expect(await runCommand(folder, tenant.environment, "synth")).toMatchObject({ status: 0 });

      await scenario.useFolder(join(folder, "cdktf.out", "stacks", "contosohost"));
      await scenario.applyAndSettle();
      const writes = scenario.changes();
      const expected = expectedWrites(setUp);
      expect(writes.filter((write) => !expected.some((pattern) => pattern.test(write)))).toEqual([]);
      expect(expected.filter((pattern) => !writes.some((write) => pattern.test(write)))).toEqual([]);
      expect(writes).toHaveLength(expected.length);

      const principalId = tenant.principalOf(setUp.identity === "user" ? NAME : undefined);
      expect(rights(scenario)).toMatchObject({
        permission: [principalId],
        roles: [[principalId, expect.anything(), "/"]],
      });
      for (const [id, resource] of before) {
        const after = scenario.azure.manager.get(id);
        // A module that is adopted is imported again.
        const kept = id.endsWith(`/${MODULE.toLowerCase()}`)
          ? { name: resource.name }
          : { ...resource, identity: undefined };
        expect({ ...asObject(after), ...("identity" in kept ? { identity: undefined } : {}) }).toMatchObject(kept);
      }
      await scenario.stop();
    },
  );
});
