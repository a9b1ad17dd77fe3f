import { Annotations, Lazy, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { describeFinding, type Finding, type InputProblem } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { admitsNone, admitsOnlyFrom, isConstraint, type VersionRange } from "./version-constraint";

/** Version constraints of the two providers, as Terraform writes them. */
export interface ProviderVersionsProps {
  /**
   * The constraint of `hashicorp/azurerm`.
   *
   * @default ">= 4.69.0, < 6.0.0"
   */
  readonly azurerm?: string;

  /**
   * The constraint of `hashicorp/azuread`.
   *
   * @default ">= 3.7.0, < 4.0.0"
   */
  readonly azuread?: string;
}

const RUNTIME_ENVIRONMENTS_FROM = [4, 69, 0];
const RUNBOOK_ENVIRONMENTS_FROM = [4, 60, 0];

/* First and last supported version, for a constraint that no supported version satisfies. */
const SUPPORTED_AZURERM: VersionRange = { from: [4, 0, 0], below: [6, 0, 0] };
const SUPPORTED_AZUREAD: VersionRange = { from: [3, 0, 0], below: [4, 0, 0] };

/* What is wrong with a version constraint, if anything. */
function checkConstraint(constraint: string, supported: VersionRange, name: string): Finding | undefined {
  if (typeof constraint !== "string" || !isConstraint(constraint)) {
    return {
      given: constraint,
      allowed: `a Terraform version constraint, such as ">= 4.69.0, < 6.0.0"`,
      remedy: "write each condition as an operator and a version, with commas between them",
    };
  }
  return admitsNone(constraint, supported)
    ? {
        given: constraint,
        allowed: `a constraint that admits a version of ${name}`,
        remedy: "leave it out for the tested range, or admit a supported version",
      }
    : undefined;
}

/** What is wrong with an azurerm constraint of a stack with runtime environments, if anything. */
function checkHasRuntimeEnvironments(constraint: string): Finding | undefined {
  return admitsOnlyFrom(constraint, RUNTIME_ENVIRONMENTS_FROM)
    ? undefined
    : {
        given: constraint,
        allowed: "a constraint that admits only azurerm 4.69.0 and later",
        remedy: `PowerShell 7.4 and 7.6 are runtime environments, which azurerm has since 4.69.0: raise the constraint to ">= 4.69.0, < 6.0.0", or choose the runtimes 5.1 and 7.2`,
      };
}

/**
 * The provider versions that a stack requires.
 *
 * The bindings ask for exactly the version that they were generated from, azurerm 4.55.0. There a failed
 * module import blocks every later apply, and runtime environments are missing. A program gets the range that this library
 * is tested with by `ProviderVersions.tested().applyTo(stack)`.
 */
export class ProviderVersions {
  /** The ranges that the library is tested with: azurerm `>= 4.69.0, < 6.0.0`, azuread `>= 3.7.0, < 4.0.0`. */
  public static tested(): ProviderVersions {
    return ProviderVersions.of({});
  }

  /**
   * Your own constraints.
   *
   * @throws an `Error` named `ExchangeInputError` for a text that is no version constraint, or one that no supported version satisfies
   */
  public static of(props: ProviderVersionsProps): ProviderVersions {
    return new ProviderVersions(props);
  }

  /** @internal What is wrong with constraints, if anything. */
  public static _check(props: ProviderVersionsProps): InputProblem[] {
    const azurerm =
      props.azurerm === undefined ? undefined : checkConstraint(props.azurerm, SUPPORTED_AZURERM, "azurerm 4.0 to 5");
    const azuread =
      props.azuread === undefined ? undefined : checkConstraint(props.azuread, SUPPORTED_AZUREAD, "azuread 3");
    return [
      ...(azurerm ? [{ ...azurerm, place: ["azurerm"] }] : []),
      ...(azuread ? [{ ...azuread, place: ["azuread"] }] : []),
    ];
  }

  /** @internal Raises the azurerm constraint of a stack that has runtime environments, unless the program chose its own. */
  public static _requireRuntimeEnvironments(scope: Construct): void {
    const stack = TerraformStack.of(scope);
    if (NEEDED.has(stack)) {
      return;
    }
    NEEDED.add(stack);
    if (!CHOSEN.has(stack)) {
      override(stack, "azurerm", ProviderVersions.tested().azurerm);
    }
    stack.node.addValidation({
      validate: () => {
        const finding = checkHasRuntimeEnvironments(CHOSEN.get(stack) ?? ProviderVersions.tested().azurerm);
        return finding ? [describeFinding("ProviderVersions.azurerm", finding)] : [];
      },
    });
  }

  /** @internal What is wrong with runtime environments in a stack whose constraint was chosen already, if anything. */
  public static _checkRuntimeEnvironments(scope: Construct): Finding | undefined {
    const chosen = CHOSEN.get(TerraformStack.of(scope));
    return chosen === undefined ? undefined : checkHasRuntimeEnvironments(chosen);
  }

  /** @internal Whether every azurerm version that the stack allows has `runtime_environment_name` of a runbook. */
  public static _haveRunbookEnvironments(stack: TerraformStack): boolean {
    const constraint = CHOSEN.get(stack) ?? (NEEDED.has(stack) ? ProviderVersions.tested().azurerm : undefined);
    return constraint !== undefined && admitsOnlyFrom(constraint, RUNBOOK_ENVIRONMENTS_FROM);
  }

  /** @internal Warns, when the stack is synthesized, of an azurerm that is older than the library is tested with. */
  public static _warnAboutOld(scope: Construct): void {
    const stack = TerraformStack.of(scope);
    if (WARNED.has(stack)) {
      return;
    }
    WARNED.add(stack);
    // A program may choose its versions after its constructs.
    stack.node.addValidation({
      validate: () => {
        const constraint = azurermConstraintOf(stack);
        const [, floor = ""] = />= ([\d.]+)/.exec(ProviderVersions.tested().azurerm) ?? [];
        if (
          constraint !== undefined &&
          admitsNone(constraint, { ...SUPPORTED_AZURERM, from: RUNTIME_ENVIRONMENTS_FROM })
        ) {
          Annotations.of(scope).addWarning(
            `The stack requires azurerm ${constraint}. Before ${floor} a module whose import failed blocks every later apply. Call ProviderVersions.tested().applyTo(stack), or choose a newer version.`,
          );
        }
        return [];
      },
    });
  }

  /** The constraint of `hashicorp/azurerm`. */
  public readonly azurerm: string;

  /** The constraint of `hashicorp/azuread`. */
  public readonly azuread: string;

  private constructor(props: ProviderVersionsProps) {
    this.azurerm = props.azurerm ?? ">= 4.69.0, < 6.0.0";
    this.azuread = props.azuread ?? ">= 3.7.0, < 4.0.0";
    ProviderVersions._check(props).forEach((problem) => assertValid(["ProviderVersions", ...problem.place], problem));
  }

  /** Makes a stack require these versions instead of those that the bindings were generated from. */
  public applyTo(stack: TerraformStack): void {
    CHOSEN.set(stack, this.azurerm);
    override(stack, "azurerm", this.azurerm);
    override(stack, "azuread", this.azuread);
  }
}

const CHOSEN = new WeakMap<TerraformStack, string>();
const NEEDED = new WeakSet<TerraformStack>();
const WARNED = new WeakSet<TerraformStack>();

/* What the stack requires of azurerm: chosen here, overridden by the program, or what the bindings were generated from. */
function azurermConstraintOf(stack: TerraformStack): string | undefined {
  const overrides = Reflect.get(stack, "rawOverrides") as
    { terraform?: { required_providers?: { azurerm?: { version?: unknown } } } } | undefined;
  const overridden = overrides?.terraform?.required_providers?.azurerm?.version;
  const provider = stack.allProviders().find(({ terraformResourceType }) => terraformResourceType === "azurerm");
  const { providerVersion, providerVersionConstraint } = provider?.terraformGeneratorMetadata ?? {};
  const chosen = CHOSEN.get(stack) ?? (NEEDED.has(stack) ? ProviderVersions.tested().azurerm : undefined);
  return chosen ?? (typeof overridden === "string" ? overridden : (providerVersion ?? providerVersionConstraint));
}

/* Resolved at the end: a stack may have only one of the providers. */
function override(stack: TerraformStack, name: string, version: string): void {
  const required = Lazy.anyValue({
    produce: () => {
      const provider = stack.allProviders().find(({ terraformResourceType }) => terraformResourceType === name);
      return provider && { source: `hashicorp/${name}`, version };
    },
  });
  stack.addOverride(`terraform.required_providers.${name}`, required);
}
