import type { UserAssignedIdentity as AzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { Construct } from "constructs";
import { ATTACH_IDENTITY, requireAzureRight } from "../azure/deployment-permissions";
import { HostResourceGroup } from "../resource-group/host-resource-group";
import { OncePerStack } from "../terraform/once-per-stack";
import { assertType, copyOf, instanceOf, optional } from "../validation/type-check";
import type { Finding, Place } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { asUserAssigned } from "./as-user-assigned";
import { AdoptedUserAssignedIdentity } from "./adopted-user-assigned-identity";
import { ExistingUserAssignedIdentity } from "./existing-user-assigned-identity";
import { groupFindings } from "./identity-group-rules";
import type { BoundHostIdentity, IdentityBindOptions, UserAssignedSource } from "./bound-host-identity";
import type { HostIdentityProps, NewHostIdentityProps } from "./host-identity-props";
import type { IUserAssignedIdentity } from "./i-user-assigned-identity";
import { ManagedIdentity } from "./managed-identity";
import { UserAssignedIdentity } from "./user-assigned-identity";

/**
 * The identity that a host carries: its own, a user-assigned one, or both.
 *
 * Guide: system-assigned step 1; user-assigned steps 1 and 2.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class HostIdentity {
  /** The host's own identity, which is created and deleted with the host. */
  public static systemAssigned(): HostIdentity {
    return new HostIdentity(true);
  }

  /** A new user-assigned identity. */
  public static userAssigned(props: NewHostIdentityProps): HostIdentity {
    const given = givenOf("HostIdentity.userAssigned", props);
    return new HostIdentity(false, {
      name: given.name,
      origin: "new",
      group: given.resourceGroup,
      bind: (scope, id, { resourceGroup, tags, protect, azurerm: provider }) =>
        new UserAssignedIdentity(scope, id, {
          ...given,
          resourceGroup,
          tags,
          protect,
          azurerm: provider,
        }),
    });
  }

  /** An existing user-assigned identity, which is only read. */
  public static fromExistingUserAssigned(props: HostIdentityProps): HostIdentity {
    const given = givenOf("HostIdentity.fromExistingUserAssigned", props);
    return new HostIdentity(false, {
      name: given.name,
      origin: "existing",
      group: given.resourceGroup,
      bind: (scope, id, { resourceGroup, azurerm }) =>
        new ExistingUserAssignedIdentity(scope, id, {
          ...given,
          resourceGroup,
          azurerm,
        }),
    });
  }

  /** An existing user-assigned identity that Terraform imports without changing it. */
  public static adoptUserAssigned(props: HostIdentityProps): HostIdentity {
    const given = givenOf("HostIdentity.adoptUserAssigned", props);
    return new HostIdentity(false, {
      name: given.name,
      origin: "adopt",
      group: given.resourceGroup,
      bind: (scope, id, { resourceGroup, protect, azurerm }) =>
        new AdoptedUserAssignedIdentity(scope, id, {
          ...given,
          resourceGroup,
          protect,
          azurerm,
        }),
    });
  }

  /**
   * A user-assigned identity that the program has already: a construct of this library, or azurerm's own
   * `UserAssignedIdentity`.
   *
   * @throws an `Error` named `ExchangeInputError` for anything else
   */
  public static fromUserAssigned(identity: IUserAssignedIdentity | AzurermUserAssignedIdentity): HostIdentity {
    const userAssigned = asUserAssigned(identity);
    assertValid(
      ["HostIdentity", "fromUserAssigned"],
      typeof userAssigned?.identityId === "string" && userAssigned.managedIdentity instanceof ManagedIdentity
        ? undefined
        : {
            given: identity,
            allowed: "a user-assigned identity of this library or of @cdktf/provider-azurerm",
            remedy: "pass a UserAssignedIdentity, or HostIdentity.systemAssigned() for the host's own identity",
          },
    );
    return new HostIdentity(false, { known: userAssigned, bind: () => userAssigned });
  }

  private constructor(
    private readonly carriesOwn: boolean,
    private readonly source?: UserAssignedSource,
    private readonly bound: OncePerStack<IUserAssignedIdentity> = new OncePerStack(),
  ) {}

  /** The same, and the host's own identity too. The permission and the roles stay with the user-assigned one. */
  public withSystemAssigned(): HostIdentity {
    return new HostIdentity(true, this.source, this.bound);
  }

  /** @internal The name of a user-assigned identity; undefined for a system-assigned one, which has its host's name. */
  public get _name(): string | undefined {
    return this.source && (this.source.name ?? "user-assigned identity");
  }

  /** @internal Whether it is, or has, a user-assigned identity. */
  public get _isUserAssigned(): boolean {
    return this.source !== undefined;
  }

  /** @internal Whether this stack creates or adopts the user-assigned identity. */
  public get _isOwned(): boolean {
    return this.source?.origin === "new" || this.source?.origin === "adopt";
  }

  /** @internal Where the identity says that it exists, among the properties of what has it. */
  public get _place(): Place {
    return this.source?.origin === "adopt" ? ["identity", "adopt"] : ["identity"];
  }

  /** @internal What is wrong with the identity on an existing host, if anything. */
  public _checkOnExistingHost(): Finding | undefined {
    return this._isOwned
      ? {
          given: "a user-assigned identity that this stack creates or adopts",
          allowed: "an existing identity, on a host that is only read",
          remedy:
            "use an existing identity that the host carries already, or adopt the host so that Terraform attaches the identity",
        }
      : undefined;
  }

  /** @internal The user-assigned identity in the stack of `scope`; undefined for a system-assigned one. */
  public _userAssignedIn(scope: Construct): IUserAssignedIdentity | undefined {
    return this.bound.in(scope) ?? this.source?.known;
  }

  /** @internal The identities in the stack of `scope`, created or read there the first time. */
  public _bind(scope: Construct, id: string, options: IdentityBindOptions): BoundHostIdentity {
    const { source } = this;
    if (!source) {
      return { systemAssigned: true };
    }
    const userAssigned = this.bound.getOrMake(scope, () => {
      const findings = groupFindings(source, options.resourceGroup);
      findings.report(scope);
      const group = source.group ?? options.resourceGroup;
      // What is refused goes on as if its group existed: it is one problem.
      const resourceGroup = findings.isEmpty ? group : HostResourceGroup.fromExisting(group._given.name);
      return source.bind(scope, id, { ...options, resourceGroup });
    });
    if (source.group) {
      requireAzureRight(scope, ATTACH_IDENTITY);
    }
    return { systemAssigned: this.carriesOwn, userAssigned };
  }
}

function givenOf<T extends HostIdentityProps>(where: string, props: T): T {
  const given = copyOf(where, props);
  assertType(
    [where, "resourceGroup"],
    given.resourceGroup,
    optional(instanceOf(HostResourceGroup, 'HostResourceGroup.fromExisting("ContosoRG")')),
  );
  return given;
}
