import { type TerraformDataSource, Token } from "cdktf";
import type { BoundHostIdentity } from "../identity/bound-host-identity";
import type { IUserAssignedIdentity } from "../identity/i-user-assigned-identity";
import { dataAddress } from "../terraform/address";
import { inExpression } from "../text/terraform-text";

/** What these expressions read of an `identity` block. */
export interface IdentityAttributes {
  readonly principalId: string;
}

/** Why a host is read again after its update, for the reader of the JSON. */
export const AFTER_UPDATE_COMMENT =
  "If an identity is switched on at an existing host, azurerm plans its principal_id as empty instead of unknown. The id is then read here, after the update.";

/**
 * The principal of a host's own identity: from the host itself, so that no other change of the host touches a grant;
 * only if azurerm plans it as empty, from a read after the update.
 */
export function systemAssignedPrincipalId(host: IdentityAttributes, afterUpdate: IdentityAttributes): string {
  const own = host.principalId;
  return `\${try(length(${own}), 0) > 0 ? ${own} : ${afterUpdate.principalId}}`;
}

/** The `identity` block of a new host. */
export function newIdentity({ systemAssigned, userAssigned }: BoundHostIdentity) {
  if (!userAssigned) {
    return { type: "SystemAssigned" };
  }
  return {
    type: systemAssigned ? "SystemAssigned, UserAssigned" : "UserAssigned",
    identityIds: [userAssigned.identityId],
  };
}

/** The `identity` block of an adopted host: every identity that the host carries, and the requested ones. */
export function mergedIdentity(
  current: TerraformDataSource,
  { systemAssigned, userAssigned }: BoundHostIdentity,
): { readonly type: string; readonly identityIds: string[] } {
  const identity = `${dataAddress(current)}.identity[0]`;
  const ids = `try(${identity}.identity_ids, [])`;
  if (!userAssigned) {
    return {
      type: `\${length(${ids}) > 0 ? "SystemAssigned, UserAssigned" : "SystemAssigned"}`,
      identityIds: Token.asList(`\${length(${ids}) > 0 ? ${ids} : null}`),
    };
  }
  // Azure may return an id with other upper and lower case letters.
  const isNew = `!contains([for known in ${ids} : lower(known)], lower(id))`;
  const added = `[for id in [${inExpression(userAssigned.identityId)}] : id if ${isNew}]`;
  const system = `try(length(${identity}.principal_id), 0) > 0`;
  return {
    type: systemAssigned
      ? "SystemAssigned, UserAssigned"
      : `\${${system} ? "SystemAssigned, UserAssigned" : "UserAssigned"}`,
    identityIds: Token.asList(`\${concat(${ids}, ${added})}`),
  };
}

const USE_ADOPT = '"adopt": true instead of "existing": true (in code: adopt instead of fromExisting)';

/** The conditions that an existing host carries its identities. Terraform checks them before it writes anything. */
export function identityPostconditions({ systemAssigned, userAssigned }: BoundHostIdentity) {
  return [
    ...(userAssigned ? [carriesUserAssigned(userAssigned)] : []),
    ...(systemAssigned
      ? [
          {
            condition: "${try(length(self.identity[0].principal_id), 0) > 0}",
            errorMessage: `The host \${self.name} has no system-assigned managed identity. Switch it on in Azure, or let Terraform adopt the host and do it: ${USE_ADOPT}.`,
          },
        ]
      : []),
  ];
}

function carriesUserAssigned(identity: IUserAssignedIdentity) {
  const carried = "[for id in try(self.identity[0].identity_ids, []) : lower(id)]";
  return {
    condition: `\${contains(${carried}, lower(${inExpression(identity.identityId)}))}`,
    errorMessage: `The host \${self.name} does not carry the requested user-assigned managed identity. Attach the identity in Azure, or let Terraform adopt the host and do it: ${USE_ADOPT}.`,
  };
}
