import type { UserAssignedIdentity as AzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { Construct } from "constructs";
import type { ExistingResourceProps } from "../azure/existing-resource-props";
import { ATTACH_IDENTITY, requireAzureRight } from "../azure/deployment-permissions";
import type { BoundResourceGroup, HostResourceGroup } from "../resource-group/host-resource-group";
import { OncePerStack } from "../terraform/once-per-stack";
import { copyOf } from "../validation/copy-of";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { asUserAssigned } from "./as-user-assigned";
import { AdoptedUserAssignedIdentity } from "./adopted-user-assigned-identity";
import { ExistingUserAssignedIdentity } from "./existing-user-assigned-identity";
import { groupFindings } from "./identity-group-rules";
import type { BoundHostIdentity, IdentityBindOptions, UserAssignedSource } from "./bound-host-identity";
import type { ExistingHostIdentityProps, NewHostIdentityProps } from "./host-identity-props";
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
    const given = copyOf("HostIdentity.userAssigned", props);
    return new HostIdentity(false, {
      name: given.name,
      origin: "new",
      group: given.resourceGroup?._given,
      bind: (scope, id, { resourceGroup, tags, protect, azurerm: provider }) =>
        new UserAssignedIdentity(scope, id, {
          ...given,
          resourceGroup: given.resourceGroup ?? resourceGroup,
          tags,
          protect,
          azurerm: provider,
        }),
    });
  }

  /** An existing user-assigned identity, which is only read. */
  public static fromExistingUserAssigned(props: ExistingHostIdentityProps): HostIdentity {
    const given = copyOf("HostIdentity.fromExistingUserAssigned", props);
    return new HostIdentity(false, {
      name: given.name,
      origin: "existing",
      group: groupOf(given),
      bind: (scope, id, { group, resourceGroup, azurerm: provider }) =>
        new ExistingUserAssignedIdentity(
          scope,
          id,
          { ...existing(given, group), azurerm: provider },
          sharedGroup(given, resourceGroup),
        ),
    });
  }

  /** An existing user-assigned identity that Terraform imports without changing it. */
  public static adoptUserAssigned(props: ExistingHostIdentityProps): HostIdentity {
    const given = copyOf("HostIdentity.adoptUserAssigned", props);
    return new HostIdentity(false, {
      name: given.name,
      origin: "adopt",
      group: groupOf(given),
      bind: (scope, id, { group, resourceGroup, protect, azurerm: provider }) =>
        new AdoptedUserAssignedIdentity(
          scope,
          id,
          { ...existing(given, group), protect, azurerm: provider },
          sharedGroup(given, resourceGroup),
        ),
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
      groupFindings(source, options.resourceGroup).report(scope);
      return source.bind(scope, id, options);
    });
    if (source.group) {
      requireAzureRight(scope, ATTACH_IDENTITY);
    }
    return { systemAssigned: this.carriesOwn, userAssigned };
  }
}

function groupOf({ resourceGroupName }: ExistingHostIdentityProps): UserAssignedSource["group"] {
  return resourceGroupName === undefined ? undefined : { name: resourceGroupName, isNew: false };
}

function existing(props: ExistingHostIdentityProps, group: BoundResourceGroup): ExistingResourceProps {
  return { name: props.name, resourceGroupName: props.resourceGroupName ?? group.name };
}

/* The host's group, where the identity has none of its own. */
function sharedGroup(
  props: ExistingHostIdentityProps,
  resourceGroup: HostResourceGroup,
): HostResourceGroup | undefined {
  return props.resourceGroupName === undefined ? resourceGroup : undefined;
}
