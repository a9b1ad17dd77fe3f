import type { Construct } from "constructs";
import {
  ApplicationPermissionGrant,
  type PermissionGrantProps,
} from "../directory-rights/application-permission-grant";
import type { IApplication } from "../directory-rights/i-application";
import { MANAGE_AS_APP } from "../azure/deployment-permissions";

/** A grant of Exchange.ManageAsApp. */
export interface ManageAsAppGrantProps extends PermissionGrantProps {
  /** The tenant's Exchange Online. */
  readonly exchangeOnline: IApplication;
}

/** The id of the app role Exchange.ManageAsApp, the same in every tenant. */
export const MANAGE_AS_APP_ROLE_ID = "dc50a0fb-09a3-484d-be87-e023b12c6440";

/**
 * The API permission Exchange.ManageAsApp of a managed identity. It allows the identity to connect. What it may do there
 * depends on its directory roles and role groups.
 *
 * Guide: system-assigned step 4 and user-assigned step 5.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ManageAsAppGrant extends ApplicationPermissionGrant {
  /** @throws an `Error` named `ExchangeInputError` for an invalid assignment id */
  public constructor(scope: Construct, id: string, { exchangeOnline, ...props }: ManageAsAppGrantProps) {
    super(scope, id, {
      ...props,
      application: exchangeOnline,
      permission: MANAGE_AS_APP,
      appRoleId: MANAGE_AS_APP_ROLE_ID,
    });
  }
}
