import type { TerraformProvider, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Problems } from "../problem/problems";
import { checkLocation, type HostResourceGroup } from "../resource-group/host-resource-group";
import { azurerm } from "../terraform/bindings";
import { AdoptedUserAssignedIdentity } from "./adopted-user-assigned-identity";
import { ExistingUserAssignedIdentity } from "./existing-user-assigned-identity";
import { checkIdentityName } from "./identity-name";
import { ManagedIdentity } from "./managed-identity";

/** A user-assigned managed identity, made here or read. */
export interface IUserAssignedIdentity extends IConstruct {
  /** The Azure resource id, by which a host carries the identity. */
  readonly identityId: string;
  /** The identity as the directory knows it. */
  readonly managedIdentity: ManagedIdentity;
}

/** What a new user-assigned identity is made of. */
export interface UserAssignedIdentityProps {
  /** The name: 3 to 128 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;
  /** The group that it lies in. */
  readonly resourceGroup: HostResourceGroup;
  /**
   * The Azure location.
   *
   * @default - the group's
   */
  readonly location?: string;
  /**
   * Tags of the identity.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };
  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default false
   */
  readonly protect?: boolean;
  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/** Where a user-assigned identity is that exists. */
export interface ExistingUserAssignedIdentityProps {
  /** The name of the identity. */
  readonly name: string;
  /** The name of its resource group. */
  readonly resourceGroupName: string;
  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/** A user-assigned identity that exists and that Terraform takes over. */
export interface AdoptedUserAssignedIdentityProps extends ExistingUserAssignedIdentityProps {
  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * A user-assigned managed identity.
 *
 * @see guide, user-assigned step 1: create a user-assigned managed identity; step 3: its principal id
 */
export class UserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  /**
   * An identity that exists and is only read.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static fromExisting(
    scope: Construct,
    id: string,
    props: ExistingUserAssignedIdentityProps,
  ): IUserAssignedIdentity {
    return new ExistingUserAssignedIdentity(scope, id, props);
  }

  /**
   * An identity that exists and that Terraform takes over; nothing of it is changed.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedUserAssignedIdentityProps): IUserAssignedIdentity {
    return new AdoptedUserAssignedIdentity(scope, id, props);
  }

  public readonly identityId: string;
  public readonly managedIdentity: ManagedIdentity;

  /** The Terraform resource. */
  public readonly resource: TerraformResource;

  /** @throws an `Error` named `ExchangeInputError` for a name or a location that Azure would refuse */
  public constructor(scope: Construct, id: string, props: UserAssignedIdentityProps) {
    const problems = new Problems();
    problems.note("name", checkIdentityName(props.name));
    problems.note("location", props.location === undefined ? undefined : checkLocation(props.location));
    props.resourceGroup._check(problems, "resourceGroup");
    problems.raise(scope, id);
    super(scope, id);

    const { provider, tags } = props;
    const group = props.resourceGroup._bind(this, "ResourceGroup", { provider, tags });
    const identity = new azurerm.UserAssignedIdentity(this, "Resource", {
      name: props.name,
      resourceGroupName: group.name,
      location: props.location ?? group.location,
      tags,
      lifecycle: props.protect ? { preventDestroy: true } : undefined,
      provider,
    });
    this.resource = identity;
    this.identityId = identity.id;
    this.managedIdentity = ManagedIdentity.fromPrincipal(identity);
  }
}
