import type { TerraformDataSource } from "cdktf";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { CARRIES_SYSTEM_ASSIGNED, carriesUserAssigned } from "./host-identity-expressions";

/** Terraform stops, before it writes anything, if a host that is read has no identity of its own. */
export function requireSystemAssigned(host: TerraformDataSource): void {
  require_(host, {
    condition: CARRIES_SYSTEM_ASSIGNED,
    errorMessage:
      'The host ${self.name} has no system-assigned managed identity. Switch it on in Azure, or let Terraform take the host over and do it: "adopt": true in place of "existing": true (in code: adopt in place of fromExisting).',
  });
}

/** Terraform stops, before it writes anything, if a host that is read does not carry a user-assigned identity. */
export function requireUserAssigned(host: TerraformDataSource, identity: IUserAssignedIdentity): void {
  require_(host, {
    condition: carriesUserAssigned(identity),
    errorMessage:
      'The host ${self.name} does not carry the user-assigned managed identity that is asked of it. Attach the identity in Azure, or let Terraform take the host over and do it: "adopt": true in place of "existing": true (in code: adopt in place of fromExisting).',
  });
}

interface Condition {
  readonly condition: string;
  readonly errorMessage: string;
}

function require_(host: TerraformDataSource, postcondition: Condition): void {
  host.lifecycle = {
    ...host.lifecycle,
    postcondition: [...(host.lifecycle?.postcondition ?? []), postcondition],
  };
}
