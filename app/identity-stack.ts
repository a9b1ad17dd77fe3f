import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ExchangeManagedIdentity } from "../lib/exchange-managed-identity";
import type { DeploymentPermissions } from "../lib/deployment/deployment-permissions";
import type { ExchangeModuleChoice } from "../lib/exchange-module/exchange-module-choice";
import { ProviderVersions } from "../lib/provider-versions";
import { literalMap, literalText } from "../lib/terraform/literal-text";
import type { Configuration, IdentityConfiguration, ModuleConfiguration } from "./configuration";
import { exchangeHost, hostIdentity } from "./host-from-configuration";
import type { ManageAsAppGrant } from "../lib/exchange-online/manage-as-app-grant";
import { GrantsBy } from "../lib/exchange-managed-identity-props";
import { StackBackend } from "./stack-backend";
import { StackVariables } from "./stack-variables";

/* Import blocks whose id is computed came with 1.6, and so did OpenTofu. */
const OLDEST_TERRAFORM = ">= 1.6.0";

/** The stack of one identity of the configuration file: providers, the procedure, outputs. */
export class IdentityStack extends TerraformStack {
  /** What the principal needs that applies the stack. */
  public readonly permissions: DeploymentPermissions;

  public constructor(scope: Construct, configuration: Configuration, identity: IdentityConfiguration) {
    super(scope, identity.name);
    const { cloud, subscriptionId, tenantId, resourceProviderRegistrations } = configuration.provider;
    new StackBackend(this, configuration.backend);
    new AzurermProvider(this, "azurerm", {
      features: [{}],
      environment: cloud.azurermEnvironment,
      subscriptionId,
      tenantId,
      resourceProviderRegistrations,
    });
    if (usesDirectory(identity)) {
      new AzureadProvider(this, "azuread", { environment: cloud.azureadEnvironment, tenantId });
    }
    ProviderVersions.of(configuration.providerVersions).applyTo(this);
    this.addOverride("terraform.required_version", OLDEST_TERRAFORM);

    const variables = new StackVariables(this);
    const exchange = new ExchangeManagedIdentity(this, "Exchange", {
      organization: identity.organization,
      cloud,
      host: exchangeHost(identity.host, variables),
      identity: hostIdentity(identity.identity),
      module: moduleChoice(identity.module, variables),
      directoryRoles: identity.roles,
      exchangeRoleGroups: identity.exchangeRoleGroups,
      grants: identity.grants,
      adopt: identity.adopt,
      runbook: identity.runbook,
      tags: identity.tags && literalMap(identity.tags),
      protect: identity.protect,
    });
    this.permissions = exchange.requiredDeploymentPermissions;
    this.putOut(exchange);
  }

  private putOut(exchange: ExchangeManagedIdentity): void {
    this.output("principal_id", exchange.identity.principalId, "The object id of the identity's service principal.");
    if (exchange.identity.clientId !== undefined) {
      this.output(
        "client_id",
        exchange.identity.clientId,
        "The application (client) id of the user-assigned identity.",
      );
    }
    this.output("host_id", exchange.host.hostId, "The Azure resource id of the host.");
    this.output("connect_command", exchange.connectCommand, "The first command of every script that connects.");
    if (exchange.grant) {
      this.putOutGrants(exchange, exchange.grant);
    }
    if (exchange.grantScript !== undefined) {
      this.output("grant_script", exchange.grantScript, "What an administrator of the directory runs once.");
    }
    if (exchange.roleGroupScript !== undefined) {
      this.output("exchange_role_group_script", exchange.roleGroupScript, "What an Exchange administrator runs once.");
    }
    this.putOutEnvironments(exchange);
  }

  private putOutGrants(exchange: ExchangeManagedIdentity, grant: ManageAsAppGrant): void {
    this.output("manage_as_app_assignment_id", grant.assignmentId, "The id of the Exchange.ManageAsApp assignment.");
    this.output(
      "role_assignment_ids",
      Object.fromEntries(exchange.roleAssignments.map(({ role, assignmentId }) => [role.label, assignmentId])),
      "The ids of the role assignments, by role.",
    );
  }

  private putOutEnvironments(exchange: ExchangeManagedIdentity): void {
    const environments = exchange.modules.flatMap(({ runtime, runtimeEnvironmentName }) =>
      runtimeEnvironmentName === undefined ? [] : [[runtime.version, runtimeEnvironmentName]],
    );
    if (environments.length > 0) {
      this.output(
        "runtime_environment_names",
        Object.fromEntries(environments),
        "The names of the runtime environments, by runtime, for other runbooks.",
      );
    }
  }

  private output(id: string, value: string | { [key: string]: string }, description: string): void {
    new TerraformOutput(this, id, { value, description, staticId: true });
  }
}

function moduleChoice(module: ModuleConfiguration, variables: StackVariables): ExchangeModuleChoice {
  const { contentUri, contentUriVariable, ...choice } = module;
  return {
    ...choice,
    contentUri: contentUriVariable ? variables.contentUri(contentUriVariable) : contentUri && literalText(contentUri),
  };
}

/* A provider that nothing needs would still want to sign in. */
function usesDirectory({ grants, exchangeRoleGroups, identity }: IdentityConfiguration): boolean {
  return grants === GrantsBy.TERRAFORM || (exchangeRoleGroups !== undefined && !identity.userAssigned);
}
