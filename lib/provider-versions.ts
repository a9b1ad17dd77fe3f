import { Lazy, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { refuse } from "./problem/problems";
import { describeProblem, type Finding } from "./problem/finding";

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
const CONSTRAINT = /^\s*(=|!=|>|>=|<|<=|~>)?\s*v?(\d{1,6}(?:\.\d{1,6}){0,2}(?:-[0-9A-Za-z.-]+)?)\s*$/;

/** What is wrong with a text as a version constraint, if anything. */
export function checkVersionConstraint(constraint: string): Finding | undefined {
  return constraint.split(",").every((part) => CONSTRAINT.test(part))
    ? undefined
    : {
        given: constraint,
        allowed: `a Terraform version constraint, such as ">= 4.69.0, < 6.0.0"`,
        remedy: "write each condition as an operator and a version, with commas between them",
      };
}

/** What is wrong with an azurerm constraint where runtime environments are wanted, if anything. */
export function checkKnowsRuntimeEnvironments(constraint: string): Finding | undefined {
  return admitsOnlyFrom(constraint, RUNTIME_ENVIRONMENTS_FROM)
    ? undefined
    : {
        given: constraint,
        allowed: "a constraint that admits only azurerm 4.69.0 and later",
        remedy: `PowerShell 7.4 and 7.6 are runtime environments, which azurerm knows from 4.69.0 on: raise the constraint to ">= 4.69.0, < 6.0.0", or choose the runtimes 5.1 and 7.2`,
      };
}

/**
 * The versions of the providers that a stack asks Terraform for.
 *
 * The bindings ask for exactly the version that they were generated from, azurerm 4.55.0, whose failed module import
 * blocks every later apply, and which knows no runtime environments. A program that wants the range which this library
 * is tested with says `ProviderVersions.tested().applyTo(stack)`.
 */
export class ProviderVersions {
  /** The ranges that the library is tested with: azurerm `>= 4.69.0, < 6.0.0`, azuread `>= 3.7.0, < 4.0.0`. */
  public static tested(): ProviderVersions {
    return ProviderVersions.of({});
  }

  /**
   * Constraints of one's own.
   *
   * @throws an `Error` named `ExchangeInputError` for what is no version constraint
   */
  public static of(props: ProviderVersionsProps): ProviderVersions {
    return new ProviderVersions(props);
  }

  /** @internal Raises the azurerm constraint of a stack that has runtime environments, unless the program chose one. */
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
        const finding = checkKnowsRuntimeEnvironments(CHOSEN.get(stack) ?? ProviderVersions.tested().azurerm);
        return finding ? [describeProblem({ ...finding, where: "ProviderVersions.azurerm" })] : [];
      },
    });
  }

  /** @internal Whether every azurerm that the stack may get knows a runbook's runtime environment. */
  public static _knowsRunbookEnvironments(stack: TerraformStack): boolean {
    const constraint = CHOSEN.get(stack) ?? (NEEDED.has(stack) ? ProviderVersions.tested().azurerm : undefined);
    return constraint !== undefined && admitsOnlyFrom(constraint, RUNBOOK_ENVIRONMENTS_FROM);
  }

  /** The constraint of `hashicorp/azurerm`. */
  public readonly azurerm: string;

  /** The constraint of `hashicorp/azuread`. */
  public readonly azuread: string;

  private constructor(props: ProviderVersionsProps) {
    this.azurerm = props.azurerm ?? ">= 4.69.0, < 6.0.0";
    this.azuread = props.azuread ?? ">= 3.7.0, < 4.0.0";
    refuse("ProviderVersions.azurerm", checkVersionConstraint(this.azurerm));
    refuse("ProviderVersions.azuread", checkVersionConstraint(this.azuread));
  }

  /** Makes a stack ask for these versions, whatever its bindings were generated from. */
  public applyTo(stack: TerraformStack): void {
    CHOSEN.set(stack, this.azurerm);
    override(stack, "azurerm", this.azurerm);
    override(stack, "azuread", this.azuread);
  }
}

const CHOSEN = new WeakMap<TerraformStack, string>();
const NEEDED = new WeakSet<TerraformStack>();

/* Resolved at the end, so that a stack is asked for no provider that it has not. */
function override(stack: TerraformStack, name: string, version: string): void {
  const required = Lazy.anyValue({
    produce: () => {
      const provider = stack.allProviders().find(({ terraformResourceType }) => terraformResourceType === name);
      return provider && { source: provider.terraformProviderSource, version };
    },
  });
  stack.addOverride(`terraform.required_providers.${name}`, required);
}

function admitsOnlyFrom(constraint: string, floor: number[]): boolean {
  return constraint.split(",").some((part) => {
    const [, operator = "=", version = ""] = CONSTRAINT.exec(part) ?? [];
    const numbers = version.split("-")[0].split(".").map(Number);
    const difference = floor.map((number, index) => (numbers[index] ?? 0) - number).find((value) => value !== 0) ?? 0;
    const isBefore = difference < 0 || (difference === 0 && version.includes("-"));
    return ["=", ">=", "~>", ">"].includes(operator) && !isBefore;
  });
}
