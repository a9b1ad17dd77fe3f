import { asObject, type Json, type Request } from "./answer";

/* The environments that Azure makes in every account, which nobody can edit. */
const OWN_ENVIRONMENTS = [
  "PowerShell-5.1",
  "PowerShell-7.1",
  "PowerShell-7.2",
  "Python-2.7",
  "Python-3.8",
  "Python-3.10",
];

/* What the lists of a collection leave out of the properties of their entries, as recorded from Azure. */
const LEFT_OUT: { readonly [collection: string]: readonly string[] } = {
  modules: ["error", "contentLink"],
  powershell72modules: ["error", "contentLink"],
  packages: ["error", "contentLink"],
  streams: ["streamText", "value"],
  jobs: ["exception", "statusDetails", "parameters"],
};

/** The entries of a list of Automation or of run commands, with what Azure's own lists have, and without what they leave out. */
export function asListed(key: string, entries: readonly Json[], { query }: Request): Json[] {
  const collection = key.split("/").pop() ?? "";
  const filter = query.get("$filter") ?? "";
  const fits = entries.filter((entry) => matches(entry, filter)).map((entry) => shortened(entry, collection, query));
  return collection === "runtimeenvironments"
    ? [...OWN_ENVIRONMENTS.map((name) => ownEnvironment(key, name)), ...fits]
    : fits;
}

/* `properties/status eq 'Failed'`, `properties/runbook/name eq 'Report'`, one or more of them. */
function matches(entry: Json, filter: string): boolean {
  const conditions = [...filter.matchAll(/properties\/([\w/]+) eq '((?:[^']|'')*)'/g)];
  return conditions.every(([, path, value]) => {
    const found = path.split("/").reduce<unknown>((part, name) => asObject(part)[name], entry.properties);
    return String(found).toLowerCase() === value.replace(/''/g, "'").toLowerCase();
  });
}

function shortened(entry: Json, collection: string, query: URLSearchParams): Json {
  const isExpanded = query.get("$expand") === "instanceView";
  const leftOut = collection === "runcommands" && !isExpanded ? ["instanceView"] : (LEFT_OUT[collection] ?? []);
  const kept = Object.entries(asObject(entry.properties)).filter(([name]) => !leftOut.includes(name));
  return { ...entry, properties: Object.fromEntries(kept) };
}

function ownEnvironment(collection: string, name: string): Json {
  const [language, version] = name.split("-");
  return {
    id: `${collection}/${name}`,
    name,
    type: "Microsoft.Automation/AutomationAccounts/RuntimeEnvironments",
    properties: {
      runtime: { language, version },
      defaultPackages: {},
      description: "System-generated Runtime Environment.",
    },
  };
}
