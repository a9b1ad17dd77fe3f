import { isReference, plainText } from "../text/terraform-text";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { TextRule } from "../validation/text-rule";

/* Terraform looks a permission up by a reference, but not by one that text stands beside. */
function checkMixture(name: string): Finding | undefined {
  return plainText(name) === undefined && !isReference(name)
    ? {
        given: "a reference with text beside it",
        allowed: "the name of a permission, or a reference that is the whole name",
        remedy: "put the name together where the reference comes from, or write it",
      }
    : undefined;
}

/**
 * An application permission of Microsoft Graph, by its name.
 *
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export class GraphPermission {
  /** @internal The rule for the name of a permission. */
  public static readonly _NAME: TextRule = TextRule.of({
    pattern: "^[A-Za-z][0-9A-Za-z]*(?:[._\\-][0-9A-Za-z]+)*$",
    allowed: "the name of an application permission of Microsoft Graph, such as User.Read.All",
    remedy: "write the name as Microsoft Graph does",
  });

  /** Reads every user. */
  public static readonly USER_READ_ALL = new GraphPermission("User.Read.All");

  /** Reads every group. */
  public static readonly GROUP_READ_ALL = new GraphPermission("Group.Read.All");

  /** Sends mail as anybody. `ExchangeManagementRole` grants the same for some mailboxes. */
  public static readonly MAIL_SEND = new GraphPermission("Mail.Send");

  /** Reads the usage reports of Microsoft 365. */
  public static readonly REPORTS_READ_ALL = new GraphPermission("Reports.Read.All");

  /**
   * Any permission. Terraform looks it up in the tenant, and stops before it writes anything if there is none.
   *
   * @throws an `Error` named `ExchangeInputError` for a text that is no name of a permission
   */
  public static of(name: string): GraphPermission {
    assertValid("GraphPermission", GraphPermission._NAME.check(name) ?? checkMixture(name));
    return new GraphPermission(name);
  }

  /** The name, such as `User.Read.All`. */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /** The permission as text. */
  public toString(): string {
    return this.name;
  }
}
