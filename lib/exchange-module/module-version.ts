import { Token } from "cdktf";
import { refuse } from "../problem/problems";
import type { Finding } from "../problem/finding";
import type { PowerShellRuntime } from "./powershell-runtime";

const VERSION = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(-[A-Za-z][0-9A-Za-z]*)?$/;
const OLDEST = [3, 0, 0];

/* From Microsoft's "About the Exchange Online PowerShell module": from this module on, that PowerShell 7. */
const POWERSHELL_7_NEEDED = [
  { from: [3, 10, 0], powerShell: "7.6.0" },
  { from: [3, 5, 0], powerShell: "7.4.0" },
  { from: [3, 0, 0], powerShell: "7.2.0" },
];

/** What is wrong with a text as a version of the module, if anything. */
export function checkModuleVersion(version: string): Finding | undefined {
  if (Token.isUnresolved(version)) {
    return undefined;
  }
  const allowed = "3.0.0 or later, as the PowerShell Gallery names it, such as 3.9.2 or 3.2.0-Preview4";
  const parts = typeof version === "string" ? VERSION.exec(version) : null;
  if (!parts) {
    return { given: version, allowed, remedy: `write a version in full, such as "3.9.2"` };
  }
  const tooOld = compare(numbersOf(parts), OLDEST) < 0 || version.startsWith("3.0.0-");
  return tooOld
    ? {
        given: version,
        allowed,
        remedy: "choose 3.0.0 or later: managed identities do not work with an earlier module",
      }
    : undefined;
}

/**
 * A version of the ExchangeOnlineManagement module.
 *
 * @see guide, system-assigned step 3 and user-assigned step 4: add the Exchange Online PowerShell module
 */
export class ModuleVersion {
  /** ExchangeOnlineManagement 3.0.0, the first that knows managed identities. */
  public static readonly V3_0_0 = new ModuleVersion("3.0.0");

  /** ExchangeOnlineManagement 3.1.0. */
  public static readonly V3_1_0 = new ModuleVersion("3.1.0");

  /** ExchangeOnlineManagement 3.2.0. */
  public static readonly V3_2_0 = new ModuleVersion("3.2.0");

  /** ExchangeOnlineManagement 3.3.0. */
  public static readonly V3_3_0 = new ModuleVersion("3.3.0");

  /** ExchangeOnlineManagement 3.4.0, the newest that PowerShell 7.2 holds. */
  public static readonly V3_4_0 = new ModuleVersion("3.4.0");

  /** ExchangeOnlineManagement 3.5.0. */
  public static readonly V3_5_0 = new ModuleVersion("3.5.0");

  /** ExchangeOnlineManagement 3.5.1. */
  public static readonly V3_5_1 = new ModuleVersion("3.5.1");

  /** ExchangeOnlineManagement 3.6.0. */
  public static readonly V3_6_0 = new ModuleVersion("3.6.0");

  /** ExchangeOnlineManagement 3.7.0. */
  public static readonly V3_7_0 = new ModuleVersion("3.7.0");

  /** ExchangeOnlineManagement 3.7.1. */
  public static readonly V3_7_1 = new ModuleVersion("3.7.1");

  /** ExchangeOnlineManagement 3.7.2. */
  public static readonly V3_7_2 = new ModuleVersion("3.7.2");

  /** ExchangeOnlineManagement 3.8.0. */
  public static readonly V3_8_0 = new ModuleVersion("3.8.0");

  /** ExchangeOnlineManagement 3.9.0. */
  public static readonly V3_9_0 = new ModuleVersion("3.9.0");

  /** ExchangeOnlineManagement 3.9.2, the newest that PowerShell 7.4 holds. */
  public static readonly V3_9_2 = new ModuleVersion("3.9.2");

  /** ExchangeOnlineManagement 3.10.0. */
  public static readonly V3_10_0 = new ModuleVersion("3.10.0");

  /** ExchangeOnlineManagement 3.10.1. */
  public static readonly V3_10_1 = new ModuleVersion("3.10.1");

  /**
   * A version by its name; also one that is newer than this library.
   *
   * @param version as the PowerShell Gallery names it, such as `3.9.2` or `3.2.0-Preview4`
   * @throws an `Error` named `ExchangeInputError` for a version below 3.0.0, a preview of 3.0.0, or no version at all
   */
  public static of(version: string): ModuleVersion {
    refuse("ModuleVersion", checkModuleVersion(version));
    return ModuleVersion.generallyAvailable().find((known) => known.value === version) ?? new ModuleVersion(version);
  }

  /** The releases that this library knows to be generally available, oldest first. */
  public static generallyAvailable(): ModuleVersion[] {
    return Object.values(ModuleVersion).filter((value) => value instanceof ModuleVersion);
  }

  /** The newest generally available release that each of these runtimes can hold. */
  public static newestFor(runtimes: PowerShellRuntime[]): ModuleVersion {
    const held = ModuleVersion.generallyAvailable().filter((version) =>
      runtimes.every((runtime) => runtime.holds(version)),
    );
    return held[held.length - 1] ?? ModuleVersion.V3_0_0;
  }

  /** The version as the PowerShell Gallery names it. */
  public readonly value: string;

  /** Whether it is a preview. */
  public readonly isPrerelease: boolean;

  /** The oldest PowerShell 7 that loads it; undefined for a version that only Terraform knows. */
  public readonly powerShell7Needed?: string;

  private constructor(value: string) {
    const parts = VERSION.exec(value);
    this.value = value;
    this.isPrerelease = parts?.[4] !== undefined;
    this.powerShell7Needed =
      parts === null
        ? undefined
        : POWERSHELL_7_NEEDED.find(({ from }) => compare(numbersOf(parts), from) >= 0)?.powerShell;
  }

  /** The version as text. */
  public toString(): string {
    return this.value;
  }
}

function numbersOf(parts: RegExpExecArray): number[] {
  return parts.slice(1, 4).map(Number);
}

function compare(one: number[], other: number[]): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
