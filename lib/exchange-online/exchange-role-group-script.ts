import type { TerraformProvider } from "cdktf";
import { DataAzureadServicePrincipals } from "@cdktf/provider-azuread/lib/data-azuread-service-principals";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalPropagation } from "../directory-rights/principal-propagation";
import { READ_PRINCIPAL, requireDirectoryRight } from "../azure/deployment-permissions";
import { setPurpose } from "../terraform/purpose";
import { Findings } from "../validation/findings";
import type { ExchangeConnection } from "./exchange-connection";
import type { ExchangeManagementRole } from "./exchange-management-role";
import type { ExchangeRoleGroup } from "./exchange-role-group";
import { managementRoleSteps, roleGroupSteps, scriptHeader } from "./exchange-role-group-steps";
import { warnAboutExchangeRoles } from "./exchange-role-warnings";

/** The script for role groups and management roles. */
export interface ExchangeRoleGroupScriptProps {
  /** The identity that becomes a member. */
  readonly identity: ManagedIdentity;

  /** The tenant. The script checks that it is connected to this organization before it changes anything. */
  readonly connection: ExchangeConnection;

  /** The name that Exchange Online shows for the identity. */
  readonly displayName: string;

  /**
   * The groups that the identity becomes a member of, each once.
   *
   * @default - none, which is allowed only with `managementRoles`
   */
  readonly roleGroups?: ExchangeRoleGroup[];

  /**
   * The management roles that are assigned straight to the identity, each once.
   *
   * @default - none
   */
  readonly managementRoles?: ExchangeManagementRole[];

  /**
   * The azuread provider, which knows the client id of a system-assigned identity.
   *
   * @default - the stack's default one
   */
  readonly azuread?: TerraformProvider;
}

/**
 * The PowerShell script that makes a managed identity a member of role groups of Exchange Online, and assigns management
 * roles to it. No provider can do it: an Exchange administrator runs the script once. A second run changes nothing.
 *
 * @see https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
 */
export class ExchangeRoleGroupScript extends Construct {
  /** The script. Terraform fills in the ids. */
  public readonly script: string;

  /** @throws an `Error` named `ExchangeInputError` for neither group nor role, or one that is named twice */
  public constructor(scope: Construct, id: string, props: ExchangeRoleGroupScriptProps) {
    super(scope, id);
    const { roleGroups = [], managementRoles = [] } = props;
    const findings = new Findings();
    addEmpty(findings, "roleGroups", props.roleGroups ?? (props.managementRoles ? undefined : []), "role group");
    addEmpty(findings, "managementRoles", props.managementRoles, "management role");
    addTwice(findings, "roleGroups", roleGroups, ({ name }) => [name], "role group");
    addTwice(
      findings,
      "managementRoles",
      managementRoles,
      ({ name, recipientScope, administrativeUnit }) => [name, recipientScope, administrativeUnit],
      "management role",
    );
    findings.report(this);
    warnAboutExchangeRoles(this, roleGroups, managementRoles);
    const clientId = props.identity._clientIdInScript ?? this.readClientId(props);
    this.script = [
      scriptHeader({ ...props, clientId, roleGroups, managementRoles }),
      ...roleGroupSteps(roleGroups),
      ...managementRoleSteps(managementRoles),
    ].join("\n");
  }

  /* Only its service principal has the client id of a system-assigned identity. */
  private readClientId({ identity, azuread: provider }: ExchangeRoleGroupScriptProps): string {
    const principals = new DataAzureadServicePrincipals(this, "Principal", {
      objectIds: [identity.principalId],
      ignoreMissing: true,
      provider,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.service_principals) == 1}",
            errorMessage:
              "The identity is not in the directory yet, which takes seconds to minutes after its creation. Apply again in a minute.",
          },
        ],
      },
    });
    setPurpose(principals, "client id of the identity");
    principals.dependsOn = PrincipalPropagation.of(this).dependsOn(identity);
    requireDirectoryRight(this, READ_PRINCIPAL);
    return principals.servicePrincipals.get(0).clientId;
  }
}

function addEmpty(findings: Findings, property: string, list: unknown[] | undefined, kind: string): void {
  const allowed = `one ${kind} or more, each once`;
  findings.add(
    property,
    list?.length === 0 ? { given: [], allowed, remedy: `name a ${kind}, or leave the property out` } : undefined,
  );
}

function addTwice<T extends { readonly name: string }>(
  findings: Findings,
  property: string,
  list: T[],
  partsOf: (entry: T) => (string | undefined)[],
  kind: string,
): void {
  const keys = list.map((entry) => JSON.stringify(partsOf(entry)).toLowerCase());
  keys.forEach((key, index) => {
    const isTwice = keys.indexOf(key) !== index;
    const allowed = `one ${kind} or more, each once`;
    findings.add(
      [property, index],
      isTwice ? { given: list[index].name, allowed, remedy: `name each ${kind} once` } : undefined,
    );
  });
}
