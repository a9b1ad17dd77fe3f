import * as z from "zod";
import { AUTOMATION_VERSION as VERSION, groupOf, readerOn } from "./azure-id";
import type { ReadClient } from "./read-client";
import { scriptIn } from "./script-answer";
import { entriesOf, fields, fieldsWith, mapReading, maybeText, type Reading, valueOr } from "./reading";

/** A module or package of a runtime. */
export interface ModuleState {
  readonly name: string;
  readonly version?: string;
  /** `Succeeded`, `Failed`, or what the import is doing. */
  readonly provisioningState: string;
  /** The message of an import that failed. */
  readonly error?: string;
}

/** A PowerShell of an account, and what is in it. */
export interface RuntimeState {
  /** The version, such as `7.4`. */
  readonly version: string;
  /** The name of the runtime environment; undefined for the account's own 5.1 and 7.2. */
  readonly environment?: string;
  readonly modules: Reading<ModuleState[]>;
}

/** A PowerShell runbook. */
export interface RunbookState {
  readonly name: string;
  /** The version of its PowerShell; undefined if it is not known. */
  readonly version?: string;
  /** The name of its runtime environment, if it is not the account's own 5.1 or 7.2. */
  readonly environment?: string;
  readonly isPublished: boolean;
  readonly script: Reading<string>;
}

interface EnvironmentState {
  readonly name: string;
  readonly version: string;
  readonly isPowerShell: boolean;
}

/* The environments that every account has; their modules are the account's own. */
const OWN_ENVIRONMENT = /^PowerShell-(5\.1|7\.1|7\.2)$/i;
const RUNBOOK_TYPES: { readonly [type: string]: string } = {
  powershell: "5.1",
  powershellworkflow: "5.1",
  graphpowershell: "5.1",
  powershell7: "7.1",
  powershell72: "7.2",
};

/* The modules whose import is looked at; an account has some ninety of its own, and each would be read by itself. */
const OF_INTEREST =
  /^(?:ExchangeOnlineManagement|PackageManagement|PowerShellGet|Microsoft\.Graph(?:\..+)?|Az\.Accounts)$/i;

const moduleAnswer = fieldsWith({
  name: z.string(),
  properties: fields({ version: maybeText, provisioningState: maybeText, error: fields({ message: maybeText }) }),
});
const environmentAnswer = fieldsWith({
  name: z.string(),
  properties: fields({ runtime: fields({ language: maybeText, version: maybeText }) }),
});
const runbookAnswer = fieldsWith({
  name: z.string(),
  properties: fieldsWith({ runbookType: z.string(), runtimeEnvironment: maybeText, state: maybeText }),
});

/** Reads what lies in an Automation account. */
export class AutomationReader {
  private readonly right: string;
  private listed?: Promise<Reading<readonly EnvironmentState[]>>;

  public constructor(
    private readonly client: ReadClient,
    private readonly accountId: string,
  ) {
    this.right = readerOn(groupOf(accountId));
  }

  /** The account's PowerShells: 5.1, 7.2 and its runtime environments; not every cloud has all of them. */
  public async runtimes(): Promise<readonly RuntimeState[]> {
    const [windows, powerShell72, environments] = await Promise.all([
      this.modules("modules", VERSION),
      this.modules("powerShell72Modules", "2023-11-01"),
      this.environments(),
    ]);
    return [{ version: "5.1", modules: windows }, { version: "7.2", modules: powerShell72 }, ...environments];
  }

  /** The PowerShell runbooks, with their published scripts if these are wanted. */
  public async runbooks({ withScripts }: { readonly withScripts: boolean }): Promise<Reading<RunbookState[]>> {
    const [listed, environments] = await Promise.all([this.list("runbooks"), this.environmentVersions()]);
    const runbooks = entriesOf(listed, runbookAnswer, "the runbooks");
    if (runbooks.state !== "read") {
      return runbooks;
    }
    const known = valueOr(environments, []);
    const states = runbooks.value.map(async ({ name, properties }): Promise<RunbookState[]> => {
      const { runbookType, runtimeEnvironment = "", state = "" } = properties;
      const isOwn = runtimeEnvironment === "" || OWN_ENVIRONMENT.test(runtimeEnvironment);
      const environment = isOwn ? undefined : runtimeEnvironment;
      const ofEnvironment = known.find((entry) => entry.name.toLowerCase() === runtimeEnvironment.toLowerCase());
      if (environment !== undefined && ofEnvironment?.isPowerShell === false) {
        return [];
      }
      const version =
        (isOwn ? OWN_ENVIRONMENT.exec(runtimeEnvironment)?.[1] : ofEnvironment?.version) ??
        RUNBOOK_TYPES[runbookType.toLowerCase()];
      if (version === undefined && !/powershell/i.test(runbookType)) {
        return [];
      }
      const isPublished = state !== "New";
      const script: Reading<string> = isPublished && withScripts ? await this.scriptOf(name) : { state: "absent" };
      return [{ name, version, environment, isPublished, script }];
    });
    return { state: "read", value: (await Promise.all(states)).flat() };
  }

  private async scriptOf(name: string): Promise<Reading<string>> {
    const call = this.call(`runbooks/${encodeURIComponent(name)}/content`, VERSION);
    const script = await this.client.text("resourceManager", call);
    return scriptIn(script);
  }

  private async environments(): Promise<readonly RuntimeState[]> {
    const environments = await this.environmentVersions();
    if (environments.state === "unreadable") {
      return [{ version: "7", modules: environments }];
    }
    const states = valueOr(environments, [])
      .filter(({ isPowerShell, name }) => isPowerShell && !OWN_ENVIRONMENT.test(name))
      .map(async ({ name, version }) => ({
        version,
        environment: name,
        modules: await this.modules(`runtimeEnvironments/${encodeURIComponent(name)}/packages`, VERSION),
      }));
    return Promise.all(states);
  }

  private environmentVersions(): Promise<Reading<readonly EnvironmentState[]>> {
    this.listed ??= this.list("runtimeEnvironments").then((listed) => {
      const environments = entriesOf(listed, environmentAnswer, "the runtime environments");
      // A cloud that does not offer this version of the API has no environments.
      return environments.state === "unreadable" && this.client.isReplaced(VERSION)
        ? { state: "read", value: [] }
        : mapReading(environments, (values) =>
            values.map(({ name, properties: { runtime } }) => ({
              name,
              version: runtime.version ?? "",
              // What names no language may be PowerShell too.
              isPowerShell: /^powershell$/i.test(runtime.language ?? "PowerShell"),
            })),
          );
    });
    return this.listed;
  }

  /* The list names no error: a module that is not imported well is read by itself, if anything depends on it. */
  private async modules(collection: string, version: string): Promise<Reading<ModuleState[]>> {
    const listed = entriesOf(await this.list(collection, version), moduleAnswer, `the ${collection}`);
    if (listed.state !== "read") {
      return listed;
    }
    const states = listed.value.map(async (entry): Promise<ModuleState> => {
      const { name } = entry;
      const { provisioningState, version: listedVersion } = entry.properties;
      const isSettled = provisioningState === "Succeeded" && listedVersion !== undefined;
      const one =
        isSettled || !OF_INTEREST.test(name)
          ? undefined
          : await this.client.get("resourceManager", this.call(`${collection}/${encodeURIComponent(name)}`, version));
      const read = one?.state === "read" ? moduleAnswer.safeParse(one.value) : undefined;
      const { properties } = read?.success ? read.data : entry;
      return {
        name,
        version: properties.version,
        // One that does not say how its import ended is not taken for imported.
        provisioningState: properties.provisioningState ?? "unknown",
        error: properties.error.message,
      };
    });
    return { state: "read", value: await Promise.all(states) };
  }

  private list(collection: string, version = VERSION): Promise<Reading<unknown[]>> {
    return this.client.list("resourceManager", this.call(collection, version));
  }

  private call(path: string, version: string) {
    return { path: `${this.accountId}/${path}?api-version=${version}`, right: this.right };
  }
}
