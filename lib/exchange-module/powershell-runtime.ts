import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { ModuleVersion } from "./module-version";

/** Where a runtime keeps its modules. Internal: programs choose a runtime. */
export type ModuleStoreKind = "windowsPowerShell" | "powerShell72" | "runtimeEnvironment" | "linux";

/**
 * The PowerShell that runs the Exchange Online module.
 *
 * Guide: system-assigned step 3: "Runtime versions".
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class PowerShellRuntime {
  /** Windows PowerShell 5.1, in Automation and on Windows VMs. It supports every version of the module. */
  public static readonly V5_1 = new PowerShellRuntime("5.1", "windowsPowerShell");

  /** PowerShell 7.2 in Automation. It supports the module up to 3.4.0, and has been out of support since 2024-11-08. */
  public static readonly V7_2 = new PowerShellRuntime("7.2", "powerShell72", "2024-11-08");

  /** PowerShell 7.4 in an Automation runtime environment. It supports the module up to 3.9.2; out of support since 2026-11-10. */
  public static readonly V7_4 = new PowerShellRuntime("7.4", "runtimeEnvironment", "2026-11-10");

  /** PowerShell 7.6 in an Automation runtime environment. In support until 2028-11. */
  public static readonly V7_6 = new PowerShellRuntime("7.6", "runtimeEnvironment");

  /** PowerShell 7 on a Linux VM, in the version that the module needs. */
  public static readonly V7 = new PowerShellRuntime("7", "linux");

  /** The runtimes of an Automation account, the default first. */
  public static automation(): PowerShellRuntime[] {
    return [PowerShellRuntime.V5_1, PowerShellRuntime.V7_2, PowerShellRuntime.V7_4, PowerShellRuntime.V7_6];
  }

  /**
   * A runtime by its version; one that this library does not know becomes an Automation runtime environment.
   *
   * @param version such as `7.6`
   * @throws an `Error` named `ExchangeInputError` for a version that is no runtime of Automation
   */
  public static of(version: string): PowerShellRuntime {
    const known = [...PowerShellRuntime.automation(), PowerShellRuntime.V7].find(
      (runtime) => runtime.version === version,
    );
    if (known) {
      return known;
    }
    assertValid("PowerShellRuntime", PowerShellRuntime._check(version));
    const newer = NEWER_RUNTIMES.get(version) ?? new PowerShellRuntime(version, "runtimeEnvironment");
    NEWER_RUNTIMES.set(version, newer);
    return newer;
  }

  /** @internal What is wrong with a version as a runtime of Automation, if anything. */
  public static _check(version: string): Finding | undefined {
    const automation = PowerShellRuntime.automation();
    // 7.3 and 7.5 were never runtimes of Automation: it takes the releases with long support.
    const minor = Number(/^7\.(\d{1,3})$/.exec(version)?.[1] ?? 0);
    const isNewer = minor > 6 && minor % 2 === 0;
    const isKnown = automation.some((runtime) => runtime.version === version);
    return isNewer || isKnown ? undefined : PowerShellRuntime._unknown(version, automation);
  }

  /** The newest generally available module that each of these runtimes supports. */
  public static newestModuleFor(runtimes: PowerShellRuntime[]): ModuleVersion {
    const supported = ModuleVersion.generallyAvailable().filter((version) =>
      runtimes.every((runtime) => runtime.supports(version)),
    );
    return supported[supported.length - 1] ?? ModuleVersion.V3_0_0;
  }

  /** @internal The finding for a runtime that a host does not have. */
  public static _unknown(version: string, allowed: PowerShellRuntime[]): Finding {
    return {
      given: version,
      allowed: allowed.map((runtime) => `"${runtime.version}"`).join(", "),
      remedy:
        version === "7.1"
          ? 'choose "7.2", its successor, or better "7.6": Terraform has no resource for the 7.1 preview, which ended in 2022'
          : allowed.length > 1
            ? "choose one of these; 5.1 and 7.6 are in support"
            : `write "${allowed[0].version}", or leave it out: this host runs the module in ${allowed[0].toString()}`,
    };
  }

  /** The version, such as `7.6`. */
  public readonly version: string;

  /** The day since which Microsoft no longer supports it, as `YYYY-MM-DD`; undefined while it does. */
  public readonly outOfSupportSince?: string;

  /** @internal */
  public readonly _store: ModuleStoreKind;

  private constructor(version: string, store: ModuleStoreKind, outOfSupportSince?: string) {
    this.version = version;
    this._store = store;
    this.outOfSupportSince = outOfSupportSince;
  }

  /** Whether the runtime is an Automation runtime environment, as 7.4 and later are. */
  public get isRuntimeEnvironment(): boolean {
    return this._store === "runtimeEnvironment";
  }

  /** The name of the runtime environment that is created for it in an Automation account; undefined if it needs none. */
  public get environmentName(): string | undefined {
    return this.isRuntimeEnvironment ? `ExchangeOnline-PowerShell-${this.version.replace(".", "-")}` : undefined;
  }

  /** Whether this runtime can load this version of the module. */
  public supports(version: ModuleVersion): boolean {
    const needed = version.minimumPowerShell7;
    if (this._store === "windowsPowerShell" || this._store === "linux" || needed === undefined) {
      return true;
    }
    return minorOf(this.version) >= minorOf(needed);
  }

  /** The runtime as text, such as `PowerShell 7.6`. */
  public toString(): string {
    return this._store === "windowsPowerShell" ? `Windows PowerShell ${this.version}` : `PowerShell ${this.version}`;
  }

  /** @internal What is wrong with a version of the module in this runtime, if anything. */
  public _checkModule(version: ModuleVersion): Finding | undefined {
    if (this.supports(version)) {
      return undefined;
    }
    const newest = PowerShellRuntime.newestModuleFor([this]).value;
    return {
      given: version.value,
      allowed: `at most ${newest} in ${this.toString()}`,
      remedy: `choose ${newest}, or a runtime that supports ${version.value}: it needs PowerShell ${version.minimumPowerShell7}, or Windows PowerShell 5.1, and anywhere else every job fails`,
    };
  }

  /** Whether Microsoft's tables name this runtime for this module: they stop at PowerShell 7.3 for 3.0.0 to 3.4.0. */
  public isInMicrosoftsTables(version: ModuleVersion): boolean {
    return !(this.isRuntimeEnvironment && version.minimumPowerShell7 === "7.2.0");
  }
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

/* The same version is the same object, as for the runtimes that have a name. */
const NEWER_RUNTIMES = new Map<string, PowerShellRuntime>();
