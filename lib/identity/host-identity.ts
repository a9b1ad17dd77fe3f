import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { Problems } from "../problem/problems";
import {
  checkLocation,
  checkResourceGroupName,
  HostResourceGroup,
  type BoundResourceGroup,
} from "../resource-group/host-resource-group";
import { AdoptedUserAssignedIdentity } from "./adopted-user-assigned-identity";
import { checkIdentityName } from "./identity-name";
import { UserAssignedIdentity, type IUserAssignedIdentity } from "./user-assigned-identity";

/** A user-assigned identity that is made for a host. */
export interface NewHostIdentityProps {
  /** The name: 3 to 128 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;
  /**
   * The group that it lies in.
   *
   * @default - the host's
   */
  readonly resourceGroup?: HostResourceGroup;
  /**
   * The Azure location.
   *
   * @default - the group's
   */
  readonly location?: string;
}

/** Where a user-assigned identity is that exists. */
export interface ExistingHostIdentityProps {
  /** The name of the identity. */
  readonly name: string;
  /**
   * The name of its resource group.
   *
   * @default - the host's group
   */
  readonly resourceGroupName?: string;
}

/** What an identity is bound with. Internal. */
export interface IdentityBindOptions {
  readonly group: BoundResourceGroup;
  readonly groupOfHost?: HostResourceGroup;
  readonly tags?: { [name: string]: string };
  readonly protect?: boolean;
  readonly provider?: TerraformProvider;
}

/* A user-assigned identity before it is in a stack. */
interface UserAssignedSource {
  /* Whether it is there without this stack. */
  readonly exists: boolean;
  readonly name?: string;
  /* Whether it lies in another group than the host. */
  readonly isElsewhere?: boolean;
  readonly createsGroup?: boolean;
  check?(problems: Problems, property: string): void;
  make(scope: Construct, id: string, options: IdentityBindOptions): IUserAssignedIdentity;
}

/**
 * The identity that a host carries: its own, a user-assigned one, or both.
 *
 * @see guide, system-assigned step 1; user-assigned steps 1 and 2
 */
export class HostIdentity {
  /** The host's own identity, which lives and dies with it. */
  public static systemAssigned(): HostIdentity {
    return new HostIdentity(true);
  }

  /** A new user-assigned identity. */
  public static userAssigned(props: NewHostIdentityProps): HostIdentity {
    return new HostIdentity(false, {
      exists: false,
      name: props.name,
      isElsewhere: props.resourceGroup !== undefined,
      createsGroup: props.resourceGroup?._isCreated,
      check: (problems, property) => {
        problems.note(`${property}.name`, checkIdentityName(props.name));
        problems.note(`${property}.location`, props.location === undefined ? undefined : checkLocation(props.location));
        props.resourceGroup?._check(problems, `${property}.resourceGroup`);
      },
      make: (scope, id, { group, groupOfHost, ...options }) =>
        new UserAssignedIdentity(scope, id, {
          ...options,
          name: props.name,
          location: props.location,
          // The group that the host has already is not made a second time.
          resourceGroup:
            props.resourceGroup && props.resourceGroup !== groupOfHost
              ? props.resourceGroup
              : HostResourceGroup._of(group),
        }),
    });
  }

  /** A user-assigned identity that exists and is only read. */
  public static existingUserAssigned(props: ExistingHostIdentityProps): HostIdentity {
    return new HostIdentity(false, {
      exists: true,
      name: props.name,
      isElsewhere: props.resourceGroupName !== undefined,
      check: (problems, property) => checkPlace(problems, property, props),
      make: (scope, id, { group, provider }) =>
        UserAssignedIdentity.fromExisting(scope, id, { ...placeOf(props, group), provider }),
    });
  }

  /** A user-assigned identity that exists and that Terraform takes over, without changing it. */
  public static adoptedUserAssigned(props: ExistingHostIdentityProps): HostIdentity {
    return new HostIdentity(false, {
      exists: false,
      name: props.name,
      isElsewhere: props.resourceGroupName !== undefined,
      check: (problems, property) => checkPlace(problems, property, props),
      make: (scope, id, { group, protect, provider }) =>
        new AdoptedUserAssignedIdentity(
          scope,
          id,
          { ...placeOf(props, group), protect, provider },
          props.resourceGroupName === undefined ? group : undefined,
        ),
    });
  }

  /** A user-assigned identity that the program has already. */
  public static fromUserAssigned(identity: IUserAssignedIdentity): HostIdentity {
    return new HostIdentity(false, { exists: true, make: () => identity });
  }

  /** @internal An identity that is in the stack already. */
  public static _of({ systemAssigned, userAssigned }: BoundHostIdentity): HostIdentity {
    return new HostIdentity(systemAssigned, userAssigned && { exists: true, make: () => userAssigned });
  }

  private constructor(
    private readonly system: boolean,
    private readonly source?: UserAssignedSource,
  ) {}

  /** @internal Whether a user-assigned identity is only there once this stack is applied. */
  public get _isMadeHere(): boolean {
    return this.source?.exists === false;
  }

  /** @internal The name of a user-assigned identity; undefined for a system-assigned one, which is called as its host. */
  public get _name(): string | undefined {
    return this.source && (this.source.name ?? "user-assigned identity");
  }

  /** @internal Whether a user-assigned identity lies in another group than its host. */
  public get _isElsewhere(): boolean {
    return this.source?.isElsewhere ?? false;
  }

  /** @internal Whether a group is made for it. */
  public get _createsGroup(): boolean {
    return this.source?.createsGroup ?? false;
  }

  /** The same, and the host's own identity beside it. Permission and roles stay the user-assigned one's. */
  public withSystemAssigned(): HostIdentity {
    return new HostIdentity(true, this.source);
  }

  /** @internal Notes what Azure would refuse of a user-assigned identity. */
  public _check(problems: Problems, property: string): void {
    this.source?.check?.(problems, property);
  }

  /** @internal */
  public _bind(scope: Construct, id: string, options: IdentityBindOptions): BoundHostIdentity {
    return { systemAssigned: this.system, userAssigned: this.source?.make(scope, id, options) };
  }
}

/** What a `HostIdentity` becomes in a stack. Internal. */
export interface BoundHostIdentity {
  readonly systemAssigned: boolean;
  readonly userAssigned?: IUserAssignedIdentity;
}

function placeOf(props: ExistingHostIdentityProps, group: BoundResourceGroup) {
  return { name: props.name, resourceGroupName: props.resourceGroupName ?? group.name };
}

function checkPlace(problems: Problems, property: string, props: ExistingHostIdentityProps): void {
  problems.note(`${property}.name`, checkIdentityName(props.name));
  if (props.resourceGroupName !== undefined) {
    problems.note(`${property}.resourceGroupName`, checkResourceGroupName(props.resourceGroupName));
  }
}
