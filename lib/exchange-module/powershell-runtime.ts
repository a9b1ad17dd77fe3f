import { refuse } from "../problem/problems";
import type { Finding } from "../problem/finding";
import { ModuleVersion } from "./module-version";

/** Where a runtime keeps its modules. Internal: programs choose a runtime, not a place. */
export type ModulePlace = "windowsPowerShell" | "powerShell72" | "runtimeEnvironment" | "linux";

/** What is wrong with a text as the name of an Automation runtime, if anything. */
export function checkAutomationRuntime(name: string): Finding | undefined {
  const known = ["5.1", "7.2", "7.4", "7.6"];
  if (known.includes(name)) {
    return undefined;
  }
  return {
    given: name,
    allowed: known.map((runtime) => `"${runtime}"`).join(", "),
    remedy:
      name === "7.1"
        ? `choose "7.2", its successor, or better "7.6": Terraform has no resource for the 7.1 preview, which ended in 2022`
        : "choose one of these; 5.1 and 7.6 are in support",
  };
}

/**
 * The PowerShell that runs the Exchange Online module.
 *
 * @see guide, system-assigned step 3: "Runtime versions"
 */
export class PowerShellRuntime {
  /** Windows PowerShell 5.1, in Automation and on Windows VMs. It runs every version of the module. */
  public static readonly V5_1 = new PowerShellRuntime("5.1", "windowsPowerShell");

  /** PowerShell 7.2 in Automation. It holds the module up to 3.4.0, and is out of support since 2024-11-08. */
  public static readonly V7_2 = new PowerShellRuntime("7.2", "powerShell72", "2024-11-08");

  /** PowerShell 7.4 in an Automation runtime environment. It holds the module up to 3.9.2; out of support since 2026-11-10. */
  public static readonly V7_4 = new PowerShellRuntime("7.4", "runtimeEnvironment", "2026-11-10");

  /** PowerShell 7.6 in an Automation runtime environment. In support until 2028-11. */
  public static readonly V7_6 = new PowerShellRuntime("7.6", "runtimeEnvironment");

  /** PowerShell 7 on a Linux VM, in the version that the module needs. */
  public static readonly V7 = new PowerShellRuntime("7", "linux");

  /**
   * A runtime by its version; one that this library does not name becomes an Automation runtime environment.
   *
   * @param version such as `7.6`
   * @throws an `Error` named `ExchangeInputError` for what is no version of PowerShell with a runtime in Automation
   */
  public static of(version: string): PowerShellRuntime {
    const known = Object.values(PowerShellRuntime).find(
      (value) => value instanceof PowerShellRuntime && value.version === version,
    );
    if (known) {
      return known as PowerShellRuntime;
    }
    const newer = /^7\.(\d{1,3})$/.exec(version);
    refuse("PowerShellRuntime", newer && Number(newer[1]) > 2 ? undefined : checkAutomationRuntime(version));
    const newerOne = NEWER.get(version) ?? new PowerShellRuntime(version, "runtimeEnvironment");
    NEWER.set(version, newerOne);
    return newerOne;
  }

  /** The version, such as `7.6`. */
  public readonly version: string;

  /** The day since which Microsoft no longer supports it, as `YYYY-MM-DD`; undefined while it does. */
  public readonly outOfSupportSince?: string;

  /** @internal */
  public readonly _place: ModulePlace;

  private constructor(version: string, place: ModulePlace, outOfSupportSince?: string) {
    this.version = version;
    this._place = place;
    this.outOfSupportSince = outOfSupportSince;
  }

  /** Whether this runtime can load this version of the module. */
  public holds(version: ModuleVersion): boolean {
    const needed = version.powerShell7Needed;
    if (this._place === "windowsPowerShell" || this._place === "linux" || needed === undefined) {
      return true;
    }
    return Number(this.version.split(".")[1]) >= Number(needed.split(".")[1]);
  }

  /** The runtime as text, such as `PowerShell 7.6`. */
  public toString(): string {
    return this._place === "windowsPowerShell" ? `Windows PowerShell ${this.version}` : `PowerShell ${this.version}`;
  }

  /** @internal What is wrong with this version of the module in this runtime, if anything. */
  public _check(version: ModuleVersion): Finding | undefined {
    if (this.holds(version)) {
      return undefined;
    }
    return {
      given: version.value,
      allowed: `at most ${ModuleVersion.newestFor([this]).value} in ${this.toString()}`,
      remedy: `choose ${ModuleVersion.newestFor([this]).value}, or a runtime that holds ${version.value}: it needs PowerShell ${version.powerShell7Needed}, or Windows PowerShell 5.1, and anywhere else every job fails`,
    };
  }
}

/* The same version is the same runtime, as it is with those that have a name. */
const NEWER = new Map<string, PowerShellRuntime>();
