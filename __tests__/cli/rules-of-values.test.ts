import type * as z from "zod";
import { identitySchema } from "../../cli/config/identity-schema";
import { metaOf, schemaAt } from "../../cli/config/schema-meta";
import { identityConfiguration, run, runOne } from "../helpers/configuration";

const GUID = "11111111-2222-3333-4444-555555555555";
const IN_GROUP = `/subscriptions/${GUID}/resourceGroups/Monitoring/providers`;
const APP_ROLE = "A".repeat(43);

const machine = (type: string, more: object) => ({
  host: { type, name: "ContosoVM1", size: "Standard_B2s", adminUsername: "azureadmin", location: "West US", ...more },
});

/* Together they have every text that the library has a rule for. */
const CONFIGURATIONS: object[] = [
  {
    host: { type: "automationAccount", name: "ContosoAzAuto1", location: "West US" },
    identity: {
      type: "userAssigned",
      name: "ContosoMI1",
      location: "West US",
      resourceGroup: { name: "ContosoRG2", location: "West US" },
    },
    module: {
      version: "3.9.2",
      additional: [
        { name: "Microsoft.Graph.Authentication", version: "2.26.1" },
        { name: "Pester", version: "5.0.0", after: ["Microsoft.Graph.Authentication"] },
      ],
    },
    roles: ["Global Reader", { name: "Helpdesk Administrator", scope: `/administrativeUnits/${GUID}` }],
    exchangeRoleGroups: [
      "Hygiene Management",
      { name: "Readers", roles: ["View-Only Recipients"], recipientScope: "S" },
    ],
    exchangeRoles: [
      { role: "Mail Recipients", recipientScope: "S" },
      { role: "B", administrativeUnit: GUID },
    ],
    graphPermissions: ["User.Read.All"],
    runbooks: [
      { name: "Nightly", description: "Reports", schedule: { every: "day", at: "02:00" } },
      { name: "Weekly", schedule: { every: "week", weekDays: ["Monday"], at: "02:00" } },
      { name: "Monthly", schedule: { every: "month", monthDays: [1], at: "02:00" } },
      { name: "Hourly", schedule: { every: "hour", at: "02:00" } },
    ],
    diagnostics: { logAnalyticsWorkspaceId: `${IN_GROUP}/Microsoft.OperationalInsights/workspaces/Logs` },
    alert: { actionGroupId: `${IN_GROUP}/Microsoft.Insights/actionGroups/Messaging` },
    adopt: {
      manageAsAppAssignmentId: APP_ROLE,
      roleAssignmentIds: { "Global Reader": APP_ROLE },
      graphPermissionAssignmentIds: { "User.Read.All": APP_ROLE },
    },
  },
  {
    resourceGroup: { name: "ContosoRG", existing: true },
    host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
    identity: { type: "userAssigned", name: "ContosoMI1", existing: true },
    runbook: { name: "Nightly", schedule: { every: "day", at: "02:00" } },
  },
  {
    resourceGroup: { name: "ContosoRG", existing: true },
    host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true },
    identity: { type: "systemAndUserAssigned", name: "ContosoMI1", adopt: true },
  },
  {
    ...machine("windowsVirtualMachine", {
      image: "MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest",
      network: { addressSpace: "10.20.0.0/24" },
    }),
    identity: { type: "systemAndUserAssigned", name: "ContosoMI1", location: "West US" },
  },
  machine("linuxVirtualMachine", {
    subnetId: `${IN_GROUP}/Microsoft.Network/virtualNetworks/v/subnets/s`,
  }),
  ...["windowsVirtualMachine", "linuxVirtualMachine"].flatMap((type) =>
    ["existing", "adopt"].map((word) => ({
      resourceGroup: { name: "ContosoRG", existing: true },
      host: { type, name: "ContosoVM1", [word]: true },
    })),
  ),
].map((change) => identityConfiguration(change));

type Path = (string | number)[];

function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") {
    return [path];
  }
  return Object.entries((value ?? {}) as object).flatMap(([key, entry]) =>
    textsIn(entry, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

const ruleAt = (value: unknown, path: Path) => metaOf(schemaAt(identitySchema, value, path) ?? identitySchema).rule;

function withTextAt(value: unknown, [key, ...rest]: Path, text: string): unknown {
  const copy = structuredClone(value) as { [key: string]: unknown };
  copy[key] = rest.length === 0 ? text : withTextAt(copy[key], rest, text);
  return copy;
}

/* Every rule that the declaration names, wherever it stands. */
function rulesIn(schema: z.ZodType): Set<unknown> {
  const { def } = schema as unknown as { def: { [part: string]: unknown } };
  const { rule, cases = [], common, plain, instead } = metaOf(schema);
  const parts = [...Object.values((def.shape ?? {}) as object), def.element, def.valueType, def.innerType] as unknown[];
  const below = [...parts, ...cases.map((one) => one.schema), common, plain, instead].filter(
    (part) => part !== undefined,
  );
  return new Set(
    [rule, ...below.flatMap((part) => [...rulesIn(part as z.ZodType)])].filter((one) => one !== undefined),
  );
}

const RULED = CONFIGURATIONS.flatMap((value) =>
  textsIn(value)
    .filter((path) => ruleAt(value, path) !== undefined)
    .map((path): [string, object, Path] => [path.join("/"), value, path]),
);

test("the configurations are right, and have every text that the library has a rule for", () => {
  // The ids are too short for what they stand for, and nothing else is wrong.
  const errors = CONFIGURATIONS.flatMap((one) => run({ identities: { one } }).errors);
  expect(errors.filter((error) => !/^\/identities\/one\/adopt\//.test(error))).toEqual([]);
  const known = new Set(RULED.map(([, value, path]) => ruleAt(value, path)));
  // Those of the file's own texts are checked by the declaration.
  const left = [...rulesIn(identitySchema)].filter((rule) => !known.has(rule as never));
  expect(left.map((rule) => (rule as { allowed: string }).allowed)).toEqual([
    expect.stringContaining("the name of a Terraform variable") as string,
    expect.stringContaining("a GUID") as string,
    expect.stringContaining("a GUID") as string,
  ]);
});

test.each(RULED)("what the library refuses at %s is refused there in a file", (_place, value, path) => {
  const { errors } = run({ identities: { one: withTextAt(value, path, "\u0007?") } });
  const places = errors.map((error) => error.split("\n")[0]);
  expect(places).toContain(`/identities/one/${path.join("/")}`);
});

test.each<[string, object, string]>([
  [
    "a permission among the ids",
    { graphPermissions: ["User.Read.All"], adopt: { graphPermissionAssignmentIds: { "a b": APP_ROLE } } },
    "/adopt/graphPermissionAssignmentIds/a b",
  ],
  [
    "a parameter",
    { runbook: { name: "Nightly", schedule: { every: "day" }, parameters: { "a b": 1 } } },
    "/runbook/parameters/a b",
  ],
])("the name of %s is refused there in a file", (_what, change, place) => {
  const places = runOne(change).errors.map((error) => error.split("\n")[0]);
  expect(places).toContain(`/identities/one${place}`);
});
