import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ExchangeCloud, ExchangeManagedIdentity, ProviderVersions } from "cdktf-exchange-managed-identity";
import { App, TerraformOutput, TerraformStack, Token } from "cdktf";
import { InputValidation } from "cdktf-exchange-managed-identity/internal";
import type { Construct } from "constructs";
import type { Configuration } from "../config/configuration-schema";
import type { IdentityConfiguration } from "../config/identity-schema";
import { hostKindOf, type KnownHostKind } from "../hosts/host-kinds";
import type { Problem } from "../config/problem";
import { ProblemPlaces } from "../config/problem-places";
import { PropsOfIdentity } from "./to-props";
import { ModuleVariables } from "./module-variables";
import { StackBackend } from "./stack-backend";
import { StackVariables } from "./stack-variables";

/* Import blocks with a computed id came with 1.6, and so did OpenTofu. */
const REQUIRED_TERRAFORM = ">= 1.6.0";

/** The stack of one identity of the configuration: providers, the procedure, outputs. */
export class IdentityStack extends TerraformStack {
  /** The procedure. */
  public readonly exchange: ExchangeManagedIdentity;

  /** The kind of the host. */
  public readonly hostKind: KnownHostKind;

  /** The resource providers that the stack registers where they are not; none if the configuration says so. */
  public readonly resourceProvidersToRegister: string[];

  /** The defaults of a child module's variables, as the configuration has them; none for a root module. */
  public readonly moduleDefaults: { readonly [variable: string]: unknown };

  /** Whether nothing was left out because it was refused. */
  public readonly isWhole: boolean;

  /** What is wrong with the identity, by paths in the configuration. */
  public readonly problems: Problem[];

  public constructor(
    scope: Construct,
    name: string,
    file: Omit<Configuration, "identities">,
    identity: IdentityConfiguration,
    folder: string,
    statePath: (stack: string) => string,
  ) {
    super(scope, name);
    this.hostKind = hostKindOf(identity.host.type);
    const provider = { ...file.provider, ...identity.provider };
    const cloud = ExchangeCloud.of(provider.cloud ?? ExchangeCloud.PUBLIC.name);
    const { subscriptionId, tenantId, resourceProviderRegistrations } = provider;
    new StackBackend(this, statePath, file.backend);
    const azurerm = new AzurermProvider(this, "azurerm", {
      features: [{}],
      environment: cloud.azurermEnvironment,
      subscriptionId,
      tenantId,
      // Left out, exactly those that the stack needs: azurerm 4 would register some sixty, and azurerm 5 none.
      resourceProviderRegistrations: resourceProviderRegistrations ?? "none",
    });
    if (usesDirectory(identity)) {
      new AzureadProvider(this, "azuread", { environment: cloud.azureadEnvironment, tenantId });
    }
    if (ProviderVersions._check(file.providerVersions ?? {}).length === 0) {
      ProviderVersions.of(file.providerVersions ?? {}).applyTo(this);
    }
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);

    const moduleVariables = identity.shape === "module" ? new ModuleVariables(this) : undefined;
    const converter = new PropsOfIdentity(identity, folder, new StackVariables(this), moduleVariables);
    const validation = InputValidation.collect(this);
    this.exchange = new ExchangeManagedIdentity(this, "Exchange", { ...converter.props(), cloud });
    const found = validation.close();
    this.resourceProvidersToRegister =
      resourceProviderRegistrations === undefined ? this.exchange.requiredResourceProviders : [];
    if (this.resourceProvidersToRegister.length > 0) {
      azurerm.resourceProvidersToRegister = this.resourceProvidersToRegister;
    }
    this.moduleDefaults = moduleVariables ? ModuleVariables.defaultsOf(identity) : {};
    const path = ["identities", name];
    const below = (problem: Problem) => ({ ...problem, path: [...path, ...problem.path] });
    const refused = converter.problems.map(below);
    this.isWhole = refused.length === 0;
    // What was refused was left out: that it is missing is no problem.
    const places = new ProblemPlaces(refused);
    this.problems = [
      ...refused,
      ...found
        .map(({ place, ...finding }) => below({ ...finding, path: converter.pathOf(place) }))
        .filter((problem) => !places.touches(problem.path)),
      ...(moduleVariables ? this.problemsOfDefaults(file, identity, folder, statePath) : []),
    ];
    this.addOutputs();
  }

  /* The library checks no variable. What the defaults of a child module are, a root of the same identity shows. */
  private problemsOfDefaults(
    file: Omit<Configuration, "identities">,
    identity: IdentityConfiguration,
    folder: string,
    statePath: (stack: string) => string,
  ): Problem[] {
    const app = new App({ outdir: App.of(this).outdir, stackTraces: false, skipValidation: true });
    const root = new IdentityStack(app, this.node.id, file, { ...identity, shape: "root" }, folder, statePath);
    return root.problems;
  }

  private addOutputs(): void {
    const { exchange } = this;
    const { grant } = exchange;
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
    if (grant) {
      const roles = exchange.roleAssignments.map(({ role, assignmentId }) => [role.label, assignmentId]);
      this.output("manage_as_app_assignment_id", grant.assignmentId, "The id of the Exchange.ManageAsApp assignment.");
      this.output("role_assignment_ids", Object.fromEntries(roles), "The ids of the role assignments, by role.");
    }
    if (exchange.graphPermissionGrants.length > 0) {
      const permissions = exchange.graphPermissionGrants.map(({ permission, assignmentId }) => [
        permission,
        assignmentId,
      ]);
      const description = "The ids of the assignments of Microsoft Graph permissions, by permission.";
      this.output("graph_permission_assignment_ids", Object.fromEntries(permissions), description);
    }
    if (exchange.grantScript !== undefined) {
      this.output("grant_script", exchange.grantScript, "A script that an administrator of the directory runs once.");
    }
    if (exchange.roleGroupScript !== undefined) {
      const description = "A script that an Exchange administrator runs once.";
      this.output("exchange_role_group_script", exchange.roleGroupScript, description);
    }
    const environments = exchange.modules.flatMap(({ runtime, runtimeEnvironmentName: environment }) =>
      environment === undefined ? [] : [[runtime.version, environment]],
    );
    if (environments.length > 0) {
      const description = "The names of the runtime environments, by runtime, for other runbooks.";
      this.output("runtime_environment_names", Object.fromEntries(environments), description);
    }
  }

  private output(id: string, value: string | { [key: string]: string }, description: string): void {
    // As a token: of a plain object cdktf asks something deprecated, which Node 22 and later print a warning about.
    new TerraformOutput(this, id, { value: Token.asAny(value), description, staticId: true });
  }
}

/* A provider that nothing uses would still sign in. */
function usesDirectory({ grants, exchangeRoleGroups, exchangeRoles, identity }: IdentityConfiguration): boolean {
  const isGrantedHere = grants === undefined || grants === "terraform";
  return isGrantedHere || ((exchangeRoleGroups ?? exchangeRoles) !== undefined && identity.type === "systemAssigned");
}
