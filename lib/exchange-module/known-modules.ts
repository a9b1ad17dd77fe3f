import { distance } from "../validation/nearest";

/* Modules of Microsoft, and PnP.PowerShell, that scripts beside Exchange use; packages with names like theirs are others'. */
const KNOWN = [
  "MicrosoftTeams",
  "PnP.PowerShell",
  "Microsoft.Online.SharePoint.PowerShell",
  "MSCommerce",
  ...["", ".Authentication", ".Applications", ".Beta", ".Calendar", ".Compliance", ".DeviceManagement"].map(graph),
  ...[".Devices.CorporateManagement", ".DirectoryObjects", ".Education", ".Files", ".Groups"].map(graph),
  ...[".Identity.DirectoryManagement", ".Identity.Governance", ".Identity.SignIns", ".Mail", ".People"].map(graph),
  ...[".PersonalContacts", ".Planner", ".Reports", ".Search", ".Security", ".Sites", ".Teams"].map(graph),
  ...[".Users", ".Users.Actions", ".Users.Functions"].map(graph),
  "Microsoft.Entra",
  ...[
    "",
    ".Accounts",
    ".Automation",
    ".Compute",
    ".Functions",
    ".KeyVault",
    ".LogicApp",
    ".ManagedServiceIdentity",
  ].map(az),
  ...[".Monitor", ".Network", ".OperationalInsights", ".ResourceGraph", ".Resources", ".Sql", ".Storage", ".Table"].map(
    az,
  ),
  ...[".Websites"].map(az),
  // A package of its own, without the dot.
  "AzTable",
];

function graph(name: string): string {
  return `Microsoft.Graph${name}`;
}

function az(name: string): string {
  return `Az${name}`;
}

/** The known module that a name is one typing error away from; undefined for a known one, and for any other name. */
export function misspelledModule(name: string): string | undefined {
  const written = name.toLowerCase();
  if (KNOWN.some((known) => known.toLowerCase() === written)) {
    return undefined;
  }
  return KNOWN.filter((known) => known.length >= SHORTEST).find((known) =>
    isOneErrorAway(written, known.toLowerCase()),
  );
}

/* Between shorter names one letter is no error. */
const SHORTEST = 6;

function isOneErrorAway(one: string, other: string): boolean {
  return distance(one, other) === 1 || (one.length === other.length && isSwap(one, other)) || withoutDots(one, other);
}

/* Two letters that stand side by side, the other way round. */
function isSwap(one: string, other: string): boolean {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2) === other;
}

/* What separates the words is left out, or another sign. */
function withoutDots(one: string, other: string): boolean {
  return one.replace(/[^a-z0-9]/g, "") === other.replace(/[^a-z0-9]/g, "");
}
