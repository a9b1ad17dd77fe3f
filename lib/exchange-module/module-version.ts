import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { TextRule } from "../validation/text-rule";
import { plainText } from "../text/terraform-text";

/* The oldest PowerShell 7 for a module, from Microsoft's "About the Exchange Online PowerShell module". */
const POWERSHELL_7_FOR_MODULE = [
  { from: [3, 10, 0], powerShell: "7.6.0" },
  { from: [3, 5, 0], powerShell: "7.4.0" },
  { from: [3, 0, 0], powerShell: "7.2.0" },
];

const FIRST = [3, 0, 0];
const PARTS = /^(\d+)\.(\d+)\.(\d+)(-.+)?$/;
const NUMBER = "(?:0|[1-9]\\d{0,5})";

/**
 * A version of the ExchangeOnlineManagement module.
 *
 * Guide: system-assigned step 3 and user-assigned step 4: add the Exchange Online PowerShell module.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ModuleVersion {
  /** The name of the module. It is fixed: the gallery has many packages with similar names. */
  public static readonly MODULE_NAME: string = "ExchangeOnlineManagement";

  /** @internal The rule for a version as text. */
  public static readonly _VALUE: TextRule = TextRule.of({
    pattern: `^(?!3\\.0\\.0-)(?:[3-9]|[1-9]\\d{1,5})\\.${NUMBER}\\.${NUMBER}(?:-[A-Za-z][0-9A-Za-z]*)?$`,
    allowed: "3.0.0 or later, as the PowerShell Gallery names it, such as 3.9.2 or 3.2.0-Preview4",
    remedy:
      'write a version in full, such as "3.9.2"; managed identities do not work with a module before 3.0.0, nor with its previews',
  });

  /** ExchangeOnlineManagement 3.0.0, the first that supports managed identities. */
  public static readonly V3_0_0 = new ModuleVersion("3.0.0");

  /** ExchangeOnlineManagement 3.1.0. */
  public static readonly V3_1_0 = new ModuleVersion("3.1.0");

  /** ExchangeOnlineManagement 3.2.0. */
  public static readonly V3_2_0 = new ModuleVersion("3.2.0");

  /** ExchangeOnlineManagement 3.3.0. */
  public static readonly V3_3_0 = new ModuleVersion("3.3.0");

  /** ExchangeOnlineManagement 3.4.0, the newest that PowerShell 7.2 supports. */
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

  /** ExchangeOnlineManagement 3.9.2, the newest that PowerShell 7.4 supports. */
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
    assertValid("ModuleVersion", ModuleVersion._check(version));
    return ModuleVersion.generallyAvailable().find((known) => known.value === version) ?? new ModuleVersion(version);
  }

  /** The releases that this library knows to be generally available, oldest first. */
  public static generallyAvailable(): ModuleVersion[] {
    return Object.values(ModuleVersion).filter((value) => value instanceof ModuleVersion);
  }

  /** @internal What is wrong with a version as text, if anything. */
  public static _check(version: string): Finding | undefined {
    return ModuleVersion._VALUE.check(version);
  }

  /** The version as the PowerShell Gallery names it. */
  public readonly value: string;

  /** Whether it is a preview. */
  public readonly isPrerelease: boolean;

  /** The oldest PowerShell 7 that loads it; undefined for a version that only Terraform knows. */
  public readonly minimumPowerShell7?: string;

  private readonly numbers?: number[];

  private constructor(value: string) {
    const plain = plainText(value);
    const parts = plain === undefined ? undefined : PARTS.exec(plain);
    const numbers = parts?.slice(1, 4).map(Number);
    this.value = value;
    this.isPrerelease = parts?.[4] !== undefined;
    this.numbers = numbers;
    this.minimumPowerShell7 =
      numbers && POWERSHELL_7_FOR_MODULE.find(({ from }) => compare(numbers, from) >= 0)?.powerShell;
  }

  /** Whether it is newer than every version that this library knows. */
  public get isNewerThanKnown(): boolean {
    const known = ModuleVersion.generallyAvailable();
    const newest = known[known.length - 1].numbers ?? FIRST;
    return this.numbers !== undefined && compare(this.numbers, newest) > 0;
  }

  /** The version as text. */
  public toString(): string {
    return this.value;
  }
}

function compare(one: number[], other: number[]): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
