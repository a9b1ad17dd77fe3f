import { assertValid } from "../validation/input-validation";
import { NOT_SHOWN, TextRule } from "../validation/text-rule";
import { assertType, listOf, textFor } from "../validation/type-check";

/** A new role group of Exchange Online. */
export interface NewExchangeRoleGroupProps {
  /** The name of the group: 1 to 64 characters. */
  readonly name: string;

  /** The management roles of the group, such as `View-Only Recipients`; at least one. */
  readonly roles: string[];

  /**
   * The name of an existing management scope that limits what the group may change.
   *
   * @default - the scopes of the roles themselves
   */
  readonly recipientScope?: string;
}

/** The rule for the name of a role group, a role or a scope in Exchange Online. */
const EXCHANGE_NAME = TextRule.of({
  pattern: `^(?! )[^${NOT_SHOWN}]{0,63}[^${NOT_SHOWN} ]$`,
  allowed: "1 to 64 characters, no line ends, no blank at either end",
  remedy: "give the name as Exchange Online shows it",
});

const EXAMPLE = '["View-Only Recipients"]';

/**
 * A role group of Exchange Online that the identity is a member of: the least-privilege alternative to a directory role.
 *
 * @see https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
 */
export class ExchangeRoleGroup {
  /** @internal The rule for the name of a role group, a role or a scope in Exchange Online. */
  public static readonly _NAME: TextRule = EXCHANGE_NAME;

  /**
   * An existing group.
   *
   * @throws an `Error` named `ExchangeInputError` for an invalid name
   */
  public static fromExisting(name: string): ExchangeRoleGroup {
    return new ExchangeRoleGroup(name);
  }

  /**
   * A new group.
   *
   * @throws an `Error` named `ExchangeInputError` for an invalid name, or a group without a role
   */
  public static create(props: NewExchangeRoleGroupProps): ExchangeRoleGroup {
    return new ExchangeRoleGroup(props.name, props.roles, props.recipientScope);
  }

  /** The name of the group. */
  public readonly name: string;

  /** The management roles of a new group; undefined for an existing one. */
  public readonly roles?: string[];

  /** The management scope of a new group; undefined without one. */
  public readonly recipientScope?: string;

  private constructor(name: string, roles?: string[], recipientScope?: string) {
    assertValid(["ExchangeRoleGroup", "name"], EXCHANGE_NAME.check(name));
    if (roles !== undefined) {
      assertType(["ExchangeRoleGroup", "roles"], roles, listOf(textFor(EXCHANGE_NAME), EXAMPLE));
      assertValid(
        ["ExchangeRoleGroup", "roles"],
        roles.length === 0
          ? { given: [], allowed: "one management role or more", remedy: `name a role, such as ${EXAMPLE}` }
          : undefined,
      );
      roles.forEach((role, index) => assertValid(["ExchangeRoleGroup", "roles", index], EXCHANGE_NAME.check(role)));
    }
    assertValid(["ExchangeRoleGroup", "recipientScope"], EXCHANGE_NAME._checkOptional(recipientScope));
    this.name = name;
    this.roles = roles && [...roles];
    this.recipientScope = recipientScope;
  }
}
