/** Modules that belong together: one of them has to be there before the others. */
export interface ModuleFamily {
  /** What its modules are called, without the last dot. */
  readonly prefix: string;
  /** The module that the others need. */
  readonly first: string;
  /** Whether its modules work together in one version only. */
  readonly isOneVersion: boolean;
}

const FAMILIES: readonly ModuleFamily[] = [
  // https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2703
  { prefix: "Microsoft.Graph", first: "Microsoft.Graph.Authentication", isOneVersion: true },
  { prefix: "Az", first: "Az.Accounts", isOneVersion: false },
];

/* Modules of another publisher or an older kind, whose names only look the same. */
const STAND_ALONE = /^Microsoft\.Graph\.(?:Intune|Entra)(?:\.|$)/i;

/** The family of a module; undefined for one that stands alone. */
export function familyOf(name: string): ModuleFamily | undefined {
  const written = name.toLowerCase();
  return STAND_ALONE.test(name)
    ? undefined
    : FAMILIES.find(({ prefix }) => written === prefix.toLowerCase() || written.startsWith(`${prefix.toLowerCase()}.`));
}

/** The module that another one needs before it by its name; undefined if it needs none. */
export function firstOfFamily(name: string): string | undefined {
  const first = familyOf(name)?.first;
  return first?.toLowerCase() === name.toLowerCase() ? undefined : first;
}
