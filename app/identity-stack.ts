import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { ExchangeManagedIdentity } from "../lib/exchange-managed-identity";
import type { ExchangeModuleChoice } from "../lib/exchange-module/exchange-module-choice";
import { ProviderVersions } from "../lib/provider-versions";
import { literalMap, literalText } from "../lib/terraform/literal-text";
import type { Configuration, IdentityConfiguration, ModuleConfiguration } from "./configuration";
import { exchangeHost, hostIdentity } from "./host-from-configuration";
import { StackBackend } from "./stack-backend";

/* Import blocks whose id is computed came with 1.6, and so did OpenTofu. */
const OLDEST_TERRAFORM = ">= 1.6.0";

/** The stack of one identity of the configuration file: providers, the procedure, outputs. */
export class IdentityStack extends TerraformStack {
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
    new AzureadProvider(this, "azuread", { environment: cloud.azureadEnvironment, tenantId });
    ProviderVersions.of(configuration.providerVersions).applyTo(this);
    this.addOverride("terraform.required_version", OLDEST_TERRAFORM);

    const exchange = new ExchangeManagedIdentity(this, "Exchange", {
      organization: identity.organization,
      cloud,
      host: exchangeHost(identity.host),
      identity: hostIdentity(identity.identity),
      module: this.moduleChoice(identity.module),
      directoryRoles: identity.roles,
      tags: identity.tags && literalMap(identity.tags),
      protect: identity.protect,
    });
    this.putOut(exchange);
  }

  private moduleChoice(module: ModuleConfiguration): ExchangeModuleChoice {
    const { contentUri, contentUriVariable, ...choice } = module;
    return {
      ...choice,
      contentUri: contentUriVariable ? this.secretAddress(contentUriVariable) : contentUri && literalText(contentUri),
    };
  }

  private secretAddress(name: string): string {
    const variable = new TerraformVariable(this, name, {
      type: "string",
      sensitive: true,
      description: "The https address of the ExchangeOnlineManagement package, with what it takes to read it.",
    });
    variable.overrideLogicalId(name);
    return variable.stringValue;
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
    this.output(
      "manage_as_app_assignment_id",
      exchange.grant.assignmentId,
      "The id of the Exchange.ManageAsApp assignment.",
    );
    this.output(
      "role_assignment_ids",
      Object.fromEntries(exchange.roleAssignments.map(({ role, assignmentId }) => [role.label, assignmentId])),
      "The ids of the role assignments, by role.",
    );
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
