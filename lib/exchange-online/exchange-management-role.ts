import { plainText } from "../text/terraform-text";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { TextRule } from "../validation/text-rule";
import { ExchangeRoleGroup } from "./exchange-role-group";

const ADMINISTRATIVE_UNIT = TextRule.guid("give the id of the administrative unit, as Microsoft Entra shows it");

/**
 * A management role of Exchange Online that is assigned straight to the identity: the smallest grant that there is. A role
 * named `Application …` is one for Microsoft Graph; any other one is for Exchange Online PowerShell.
 *
 * @see https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export class ExchangeManagementRole {
  /** @internal The rule for the id of an administrative unit. */
  public static readonly _ADMINISTRATIVE_UNIT: TextRule = ADMINISTRATIVE_UNIT;

  /** Reads the configuration of the organization. */
  public static readonly VIEW_ONLY_CONFIGURATION = new ExchangeManagementRole("View-Only Configuration");

  /** Reads the recipients. */
  public static readonly VIEW_ONLY_RECIPIENTS = new ExchangeManagementRole("View-Only Recipients");

  /** Manages existing recipients. */
  public static readonly MAIL_RECIPIENTS = new ExchangeManagementRole("Mail Recipients");

  /** Sends mail through Microsoft Graph, for the mailboxes of a scope. */
  public static readonly APPLICATION_MAIL_SEND = new ExchangeManagementRole("Application Mail.Send");

  /**
   * A role by its name.
   *
   * @param name as `Get-ManagementRole` shows it
   * @throws an `Error` named `ExchangeInputError` for a name that Exchange Online would refuse
   */
  public static of(name: string): ExchangeManagementRole {
    assertValid(["ExchangeManagementRole", "name"], ExchangeRoleGroup._NAME.check(name));
    return new ExchangeManagementRole(name);
  }

  /** The name of the role. */
  public readonly name: string;

  /** The name of the management scope that limits it; undefined without one. */
  public readonly recipientScope?: string;

  /** The id of the administrative unit that limits it; undefined without one. */
  public readonly administrativeUnit?: string;

  private constructor(name: string, recipientScope?: string, administrativeUnit?: string) {
    this.name = name;
    this.recipientScope = recipientScope;
    this.administrativeUnit = administrativeUnit;
  }

  /** Whether it is a role for Microsoft Graph and other protocols, which does not let the identity use PowerShell. */
  public get isForApplications(): boolean {
    return /^Application /i.test(plainText(this.name) ?? "");
  }

  /**
   * The same role for the recipients of an existing management scope.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Exchange Online would refuse, or a second limit
   */
  public scopedTo(recipientScope: string): ExchangeManagementRole {
    assertValid(["ExchangeManagementRole", "recipientScope"], ExchangeRoleGroup._NAME.check(recipientScope));
    assertValid(["ExchangeManagementRole", "recipientScope"], this.secondLimit(recipientScope));
    return new ExchangeManagementRole(this.name, recipientScope);
  }

  /**
   * The same role for the members of an administrative unit.
   *
   * @throws an `Error` named `ExchangeInputError` for an id that is no GUID, or a second limit
   */
  public inAdministrativeUnit(id: string): ExchangeManagementRole {
    assertValid(["ExchangeManagementRole", "administrativeUnit"], ADMINISTRATIVE_UNIT.check(id));
    assertValid(["ExchangeManagementRole", "administrativeUnit"], this.secondLimit(id));
    return new ExchangeManagementRole(this.name, undefined, id);
  }

  /** The role as text, with what limits it. */
  public toString(): string {
    return [this.name, this.recipientScope, this.administrativeUnit].filter((part) => part !== undefined).join(" ");
  }

  private secondLimit(given: string): Finding | undefined {
    return this.recipientScope === undefined && this.administrativeUnit === undefined
      ? undefined
      : {
          given,
          allowed: "one limit: a management scope, or an administrative unit",
          remedy: "keep one of the two",
        };
  }
}
