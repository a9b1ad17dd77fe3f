import type { TerraformProvider } from "cdktf";
import { ManagementLock } from "@cdktf/provider-azurerm/lib/management-lock";
import { Construct } from "constructs";
import { LOCK_IDENTITY, requireAzureRight } from "../azure/deployment-permissions";
import { Findings } from "../validation/findings";
import { addTypes, optional, providerOf } from "../validation/type-check";
import type { IUserAssignedIdentity } from "./i-user-assigned-identity";
import { OwnedResources } from "../terraform/owned-resources";

/** A lock on a user-assigned identity. */
export interface IdentityLockProps {
  /** The identity. */
  readonly identity: IUserAssignedIdentity;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;
}

/**
 * A management lock (CanNotDelete) on a user-assigned identity: whoever deletes the identity in the portal takes its
 * permission and its roles with it. A host is never locked, because an apply deletes things below it.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 */
export class IdentityLock extends Construct {
  /** The Terraform resource. */
  public readonly resource: ManagementLock;

  /** @throws an `Error` named `ExchangeInputError` for what is no user-assigned identity, or no azurerm provider */
  public constructor(scope: Construct, id: string, { identity, azurerm: provider }: IdentityLockProps) {
    super(scope, id);
    const findings = new Findings();
    addTypes(findings, { azurerm: provider }, { azurerm: optional(providerOf("azurerm")) });
    findings.add(
      "identity",
      typeof (identity as IUserAssignedIdentity | undefined)?.identityId === "string"
        ? undefined
        : { given: identity, allowed: "a user-assigned identity", remedy: "pass a UserAssignedIdentity of this stack" },
    );
    findings.report(this);
    this.resource = new ManagementLock(this, "Resource", {
      name: "ExchangeManagedIdentity",
      scope: identity.identityId,
      lockLevel: "CanNotDelete",
      notes: "This identity connects to Exchange Online. Deleting it deletes its permission and its roles.",
      provider,
    });
    OwnedResources.of(this)._add(this, {
      kind: "lock",
      names: identity.managedIdentity?._key ?? [identity.identityId],
      description: "the lock of the user-assigned identity",
      remedy: "lock the identity once",
      provider,
    });
    requireAzureRight(this, LOCK_IDENTITY);
  }
}
