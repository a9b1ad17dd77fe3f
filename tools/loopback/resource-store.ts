import type { Json } from "./answer";

/** The resources of the loopback Azure, for what each type of resource does with them. */
export interface ResourceStore {
  readonly resources: Map<string, Json>;
  /** What the next commands fail with that run on virtual machines. */
  readonly failingCommands: string[];
  /** Modules and packages whose next import fails, by name. */
  readonly failingImports: Set<string>;
  lastTrouble?: string;
  get(id: string): Json | undefined;
  put(id: string, body: Json): Json;
  newPrincipal(name: string, appId: string): string;
}

/** What a type of resource does with a stored resource. */
export type Settle = (stored: Json, existing: Json | undefined, store: ResourceStore) => void;
