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

const TENANTS = [
  {
    name: "contoso",
    tenantId: "00000000-0000-0000-0000-00000000aaaa",
    subscriptionId: "11111111-2222-3333-4444-555555555555",
  },
  {
    name: "fabrikam",
    tenantId: "00000000-0000-0000-0000-00000000bbbb",
    subscriptionId: "66666666-7777-8888-9999-000000000000",
  },
];

const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? "cdktf.out", stackTraces: false });
const stack = new TerraformStack(app, "several-tenants");
ProviderVersions.tested().applyTo(stack);
// Without a backend cdktf writes this machine's own path into the JSON.
new LocalBackend(stack, { path: "../../../terraform.several-tenants.tfstate" });

for (const { name, tenantId, subscriptionId } of TENANTS) {
  const azurerm = new AzurermProvider(stack, `azurerm-${name}`, {
    alias: name,
    features: [{}],
    tenantId,
    subscriptionId,
  });
  const azuread = new AzureadProvider(stack, `azuread-${name}`, { alias: name, tenantId });

  const exchange = new ExchangeManagedIdentity(stack, `Exchange-${name}`, {
    organization: `${name}.onmicrosoft.com`,
    host: ExchangeHost.automationAccount({
      name: `${name}-exchange`,
      resourceGroup: HostResourceGroup.create({ name: `${name}-exchange`, location: "West Europe" }),
    }),
    identity: HostIdentity.systemAssigned(),
    module: { version: ModuleVersion.V3_9_2 },
    directoryRoles: [DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR],
    azurerm,
    azuread,
  });
  new TerraformOutput(stack, `connect-${name}`, { value: exchange.connectCommand, staticId: true });
}

app.synth();
