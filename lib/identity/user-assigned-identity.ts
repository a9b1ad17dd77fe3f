import type { TerraformProvider } from "cdktf";
import { UserAssignedIdentity as AzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import { HostResourceGroup } from "../resource-group/host-resource-group";
import { literalTexts } from "../text/terraform-text";
import { Findings } from "../validation/findings";
import type { TextRule } from "../validation/text-rule";
import { addTypes, TRUE_OR_FALSE, instanceOf, optional, providerOf } from "../validation/type-check";
import { AdoptedUserAssignedIdentity, type AdoptedUserAssignedIdentityProps } from "./adopted-user-assigned-identity";
import {
  ExistingUserAssignedIdentity,
  type ExistingUserAssignedIdentityProps,
} from "./existing-user-assigned-identity";
import type { IUserAssignedIdentity } from "./i-user-assigned-identity";
import { IDENTITY_NAME, identityKey, registerIdentity } from "./identity-name";
import { ManagedIdentity } from "./managed-identity";
import { addTagFindings } from "../azure/tags";

/** A new user-assigned identity. */
export interface UserAssignedIdentityProps {
  /** The name: 3 to 128 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /** Its resource group. */
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
  readonly azurerm?: TerraformProvider;
}

/**
 * A user-assigned managed identity.
 *
 * Guide: user-assigned step 1: create a user-assigned managed identity; step 3: its principal id.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class UserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  /** @internal The rule for the name of a user-assigned identity. */
  public static readonly _NAME: TextRule = IDENTITY_NAME;

  /**
   * An existing identity, which is only read.
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
   * An existing identity that Terraform imports without changing it.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedUserAssignedIdentityProps): IUserAssignedIdentity {
    return new AdoptedUserAssignedIdentity(scope, id, props);
  }

  public readonly identityId: string;
  public readonly managedIdentity: ManagedIdentity;

  /** The Terraform resource. */
  public readonly resource: AzurermUserAssignedIdentity;

  /** @throws an `Error` named `ExchangeInputError` for a name or a location that Azure would refuse */
  public constructor(scope: Construct, id: string, props: UserAssignedIdentityProps) {
    super(scope, id);
    const { name, azurerm: provider, protect } = props;
    const findings = new Findings();
    findings.add("name", IDENTITY_NAME.check(name));
    findings.add("location", HostResourceGroup._LOCATION._checkOptional(props.location));
    addTagFindings(findings, props.tags);
    addTypes(findings, props, {
      protect: optional(TRUE_OR_FALSE),
      azurerm: optional(providerOf("azurerm")),
      resourceGroup: instanceOf(HostResourceGroup, "HostResourceGroup.create({ … })"),
    });
    findings.report(this);

    const tags = literalTexts(props.tags);
    const group = props.resourceGroup._bind(this, "ResourceGroup", { azurerm: provider, tags: props.tags });
    this.resource = new AzurermUserAssignedIdentity(this, "Resource", {
      name,
      resourceGroupName: group.name,
      location: props.location ?? group.location,
      tags,
      lifecycle: protect ? { preventDestroy: true } : undefined,
      provider,
    });
    this.identityId = this.resource.id;
    this.managedIdentity = ManagedIdentity._of(this.resource, this, identityKey(group.givenName, name, provider));
    registerIdentity(this, group.givenName, name, provider);
  }
}
