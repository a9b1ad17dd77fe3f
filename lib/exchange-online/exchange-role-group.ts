import type { Finding } from "../problem/finding";
import { refuse } from "../problem/problems";

/** A role group of Exchange Online that is to be made. */
export interface NewExchangeRoleGroupProps {
  /** The name of the group: 1 to 64 characters. */
  readonly name: string;

  /** The management roles of the group, such as `View-Only Recipients`; at least one. */
  readonly roles: string[];

  /**
   * The name of a management scope that is there, to which the group's writing is limited.
   *
   * @default - the scopes that the roles have of their own
   */
  readonly recipientScope?: string;
}

/** What is wrong with a text as the name of a role group, a role or a scope, if anything. */
export function checkExchangeName(name: string): Finding | undefined {
  return typeof name === "string" && name.trim() === name && /^[^\p{Cc}]{1,64}$/u.test(name)
    ? undefined
    : {
        given: name,
        allowed: "1 to 64 characters, no line ends, no blank at either end",
        remedy: "give the name as Exchange Online shows it",
      };
}

/** What is wrong with the roles of a group as a list, if anything. */
export function checkManagementRoles(roles: string[]): Finding | undefined {
  return roles.length > 0
    ? roles.map(checkExchangeName).find((finding) => finding !== undefined)
    : { given: [], allowed: "one management role or more", remedy: 'name a role, such as "View-Only Recipients"' };
}

/**
 * A role group of Exchange Online that the identity is a member of: the least-privilege alternative to a directory role.
 *
 * @see https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
 */
export class ExchangeRoleGroup {
  /**
   * A group that is there.
   *
   * @throws an `Error` named `ExchangeInputError` for what is no name
   */
  public static existing(name: string): ExchangeRoleGroup {
    return new ExchangeRoleGroup(name);
  }

  /**
   * A group that is made.
   *
   * @throws an `Error` named `ExchangeInputError` for what is no name, or a group without a role
   */
  public static create(props: NewExchangeRoleGroupProps): ExchangeRoleGroup {
    return new ExchangeRoleGroup(props.name, props.roles, props.recipientScope);
  }

  /** The name of the group. */
  public readonly name: string;

  /** The management roles of a group that is made; undefined for one that is there. */
  public readonly roles?: string[];

  /** The management scope of a group that is made; undefined without one. */
  public readonly recipientScope?: string;

  private constructor(name: string, roles?: string[], recipientScope?: string) {
    refuse("ExchangeRoleGroup.name", checkExchangeName(name));
    refuse("ExchangeRoleGroup.roles", roles && checkManagementRoles(roles));
    refuse(
      "ExchangeRoleGroup.recipientScope",
      recipientScope === undefined ? undefined : checkExchangeName(recipientScope),
    );
    this.name = name;
    this.roles = roles;
    this.recipientScope = recipientScope;
  }
}
