/* The same as `by-hand.ts`, by the constructs of this package: what a person's own program costs. */
import { mkdirSync } from "node:fs";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import {
  DirectoryRole,
  ExchangeHost,
  ExchangeManagedIdentity,
  HostIdentity,
  HostResourceGroup,
  ModuleVersion,
  ProviderVersions,
} from "cdktf-exchange-managed-identity";

const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
mkdirSync(outdir, { recursive: true });
const app = new App({ outdir, stackTraces: false });

for (let index = 0; index < Number(process.env.BENCH_IDENTITIES ?? "2"); index++) {
  const name = `identity-${index}`;
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  new AzurermProvider(stack, "azurerm", { features: [{}], environment: "public" });
  new AzureadProvider(stack, "azuread", { environment: "global" });
  ProviderVersions.of({}).applyTo(stack);
  const exchange = new ExchangeManagedIdentity(stack, "Exchange", {
    organization: "contoso.onmicrosoft.com",
    host: ExchangeHost.automationAccount({
      name: `ContosoAzAuto${index}`,
      resourceGroup: HostResourceGroup.create({ name: `ContosoRG${index}`, location: "West US" }),
    }),
    identity:
      index % 2 === 1 ? HostIdentity.userAssigned({ name: `ContosoMI${index}` }) : HostIdentity.systemAssigned(),
    module: { version: ModuleVersion.V3_9_2 },
    directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR],
  });
  const { clientId } = exchange.identity;
  const outputs = {
    principal_id: exchange.identity.principalId,
    ...(clientId === undefined ? {} : { client_id: clientId }),
    host_id: exchange.host.hostId,
    connect_command: exchange.connectCommand,
    manage_as_app_assignment_id: exchange.grant?.assignmentId,
    role_assignment_ids: Object.fromEntries(
      exchange.roleAssignments.map(({ role, assignmentId }) => [role.label, assignmentId]),
    ) as object,
  };
  for (const [id, value] of Object.entries(outputs)) {
    new TerraformOutput(stack, id, { value, staticId: true });
  }
}

app.synth();
