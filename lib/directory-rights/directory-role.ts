import type { IConstruct } from "constructs";
import { resolvedText } from "../text/terraform-text";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { GUID, NOT_SHOWN, TextRule } from "../validation/text-rule";

const TENANT_WIDE = "/";

/** A Microsoft Entra role that is not among the guide's eight. */
export interface DirectoryRoleProps {
  /** The name of the role, unique among the roles of one identity: it becomes part of the Terraform address. */
  readonly name: string;
  /** The template id of a built-in role, or the id of a custom one; a GUID. */
  readonly templateId: string;
}

const ROLE_NAME = TextRule.of({
  pattern: `^(?!\\s)[^${NOT_SHOWN}]{0,255}[^${NOT_SHOWN}\\s]$`,
  allowed: "the name of a role: 1 to 256 characters, no blank at either end",
  remedy: "write the name as Microsoft Entra shows it",
  // It is part of the Terraform address.
  takesReference: false,
});

const TEMPLATE_ID = TextRule.guid("give the template id of the role");

/**
 * A Microsoft Entra role of the guide's list, tenant-wide or for one administrative unit.
 *
 * Guide: system-assigned step 5 and user-assigned step 6: the supported roles.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class DirectoryRole {
  /** @internal The rule for the scope of a role assignment. */
  public static readonly _SCOPE: TextRule = TextRule.of({
    pattern: `^/administrativeUnits/${GUID}$`,
    allowed: "/administrativeUnits/ and the id of the unit, a GUID",
    remedy: "write the scope as Microsoft Graph does: /administrativeUnits/00000000-1111-2222-3333-444444444444",
    takesExpression: true,
  });

  /** Compliance Administrator. */
  public static readonly COMPLIANCE_ADMINISTRATOR = new DirectoryRole(
    "Compliance Administrator",
    "17315797-102d-40b4-93e0-432062caca18",
  );

  /** Exchange Administrator. It is enough for any task in Exchange Online PowerShell. */
  public static readonly EXCHANGE_ADMINISTRATOR = new DirectoryRole(
    "Exchange Administrator",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
  );

  /** Exchange Recipient Administrator. */
  public static readonly EXCHANGE_RECIPIENT_ADMINISTRATOR = new DirectoryRole(
    "Exchange Recipient Administrator",
    "31392ffb-586c-42d1-9346-e59415a2cc4e",
  );

  /** Global Administrator. It is enough for any task, and highly privileged: Microsoft advises against it. */
  public static readonly GLOBAL_ADMINISTRATOR = new DirectoryRole(
    "Global Administrator",
    "62e90394-69f5-4237-9190-012177145e10",
  );

  /** Global Reader. */
  public static readonly GLOBAL_READER = new DirectoryRole("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451");

  /** Helpdesk Administrator. The only one of the eight that takes an administrative unit as its scope. */
  public static readonly HELPDESK_ADMINISTRATOR = new DirectoryRole(
    "Helpdesk Administrator",
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    TENANT_WIDE,
    true,
  );

  /** Security Administrator. It does not cover what Exchange Administrator covers. */
  public static readonly SECURITY_ADMINISTRATOR = new DirectoryRole(
    "Security Administrator",
    "194ae4cb-b126-40b2-bd5b-6091b380977d",
  );

  /** Security Reader. */
  public static readonly SECURITY_READER = new DirectoryRole("Security Reader", "5d6b6bb7-de71-4623-b4af-96380a352509");

  /** The guide's eight roles, in its order. */
  public static supported(): DirectoryRole[] {
    return Object.values(DirectoryRole).filter((value) => value instanceof DirectoryRole);
  }

  /**
   * Another role. The guide does not say that Exchange Online honours it.
   *
   * @throws an `Error` named `ExchangeInputError` for an id that is no GUID, or a name that is a reference
   */
  public static of(props: DirectoryRoleProps): DirectoryRole {
    assertValid(["DirectoryRole", "name"], ROLE_NAME.check(props.name));
    assertValid(["DirectoryRole", "templateId"], TEMPLATE_ID.check(props.templateId));
    return new DirectoryRole(props.name, props.templateId, TENANT_WIDE, true);
  }

  /** The name of the role. */
  public readonly name: string;

  /** Its template id, the same in every tenant. */
  public readonly templateId: string;

  /** The directory scope that it is assigned for: `/` for the tenant, or an administrative unit. */
  public readonly scope: string;

  /** Whether Microsoft Entra takes an administrative unit as its scope. */
  public readonly takesScope: boolean;

  private constructor(name: string, templateId: string, scope: string = TENANT_WIDE, takesScope: boolean = false) {
    this.name = name;
    this.templateId = templateId;
    this.scope = scope;
    this.takesScope = takesScope;
  }

  /** The role's name, and its scope where it has one: what tells the assignments of one identity apart. */
  public get label(): string {
    return this.isScoped ? `${this.name} ${this.scope}` : this.name;
  }

  /** Whether it is assigned for less than the tenant. */
  public get isScoped(): boolean {
    return this.scope !== TENANT_WIDE;
  }

  /**
   * The same role for one administrative unit only. That Exchange Online honours the scope is not verified.
   *
   * @param administrativeUnit `/administrativeUnits/` and the id of the unit
   * @throws an `Error` named `ExchangeInputError` for a role that takes no scope, or what is no administrative unit
   */
  public scopedTo(administrativeUnit: string): DirectoryRole {
    assertValid(["DirectoryRole", "scopedTo"], this.checkScope(administrativeUnit));
    return new DirectoryRole(this.name, this.templateId, administrativeUnit, true);
  }

  /** @internal The part of a construct id that this assignment's address is made of. */
  public _key(scope: IConstruct): string {
    const unit = resolvedText(scope, this.scope).toLowerCase().replace("/administrativeunits/", "");
    return this.isScoped ? `${this.name}-${unit.replace(/[^a-z0-9_.-]+/g, "")}` : this.name;
  }

  private checkScope(scope: string): Finding | undefined {
    if (!this.takesScope) {
      const scopable = DirectoryRole.supported().filter((role) => role.takesScope);
      return {
        given: `${this.name} for ${scope}`,
        allowed: `a scope on ${scopable.map((role) => role.name).join(", ")} only`,
        remedy: `leave the scope of ${this.name} out, which assigns it for the tenant; Microsoft Entra refuses it otherwise`,
      };
    }
    return DirectoryRole._SCOPE.check(scope);
  }
}
