/*
 * The resources of the bench's configuration written by hand, with the same bindings and nothing of the library:
 * what `npm run bench` compares with.
 */
import { mkdirSync } from "node:fs";
import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { DataAzureadServicePrincipals } from "@cdktf/provider-azuread/lib/data-azuread-service-principals";
import { DirectoryRoleAssignment } from "@cdktf/provider-azuread/lib/directory-role-assignment";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import { AutomationModule } from "@cdktf/provider-azurerm/lib/automation-module";
import { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";

const GALLERY = "https://www.powershellgallery.com/api/v2/package";
const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
mkdirSync(outdir, { recursive: true });
const app = new App({ outdir, stackTraces: false });

for (let index = 0; index < Number(process.env.BENCH_IDENTITIES ?? "2"); index++) {
  const isUser = index % 2 === 1;
  const name = `identity-${index}`;
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  new AzurermProvider(stack, "azurerm", { features: [{}], environment: "public" });
  new AzureadProvider(stack, "azuread", { environment: "global" });
  stack.addOverride("terraform.required_providers.azurerm.version", ">= 4.69.0, < 6.0.0");
  stack.addOverride("terraform.required_providers.azuread.version", ">= 3.7.0, < 4.0.0");
  stack.addOverride("terraform.required_version", ">= 1.6.0");

  const group = new ResourceGroup(stack, "group", { name: `ContosoRG${index}`, location: "West US" });
  const identity = isUser
    ? new UserAssignedIdentity(stack, "identity", {
        name: `ContosoMI${index}`,
        resourceGroupName: group.name,
        location: group.location,
      })
    : undefined;
  const account = new AutomationAccount(stack, "account", {
    name: `ContosoAzAuto${index}`,
    resourceGroupName: group.name,
    location: group.location,
    skuName: "Basic",
    localAuthenticationEnabled: false,
    publicNetworkAccessEnabled: true,
    identity: identity ? { type: "UserAssigned", identityIds: [identity.id] } : { type: "SystemAssigned" },
  });
  let previous: AutomationModule | undefined;
  for (const [module, version] of [
    ["PackageManagement", "1.4.8.1"],
    ["PowerShellGet", "2.2.5"],
    ["ExchangeOnlineManagement", "3.9.2"],
  ]) {
    previous = new AutomationModule(stack, module, {
      name: module,
      automationAccountName: account.name,
      resourceGroupName: account.resourceGroupName,
      moduleLink: { uri: `${GALLERY}/${module}/${version}` },
      dependsOn: previous && [previous],
    });
  }
  const exchange = new DataAzureadServicePrincipals(stack, "exchange", {
    clientIds: ["00000002-0000-0ff1-ce00-000000000000"],
    ignoreMissing: true,
    lifecycle: {
      postcondition: [
        { condition: "${length(self.service_principals) == 1}", errorMessage: "No Exchange Online in this tenant." },
      ],
    },
  });
  let principalObjectId = identity?.principalId;
  if (principalObjectId === undefined) {
    const late = new DataAzurermAutomationAccount(stack, "late", {
      name: account.name,
      resourceGroupName: account.resourceGroupName,
      dependsOn: [account],
    });
    const own = account.identity.principalId;
    principalObjectId = `\${try(length(${own}), 0) > 0 ? ${own} : ${late.identity.get(0).principalId}}`;
  }
  const grant = new AppRoleAssignment(stack, "grant", {
    appRoleId: "dc50a0fb-09a3-484d-be87-e023b12c6440",
    principalObjectId,
    resourceObjectId: exchange.servicePrincipals.get(0).objectId,
  });
  const role = new DirectoryRoleAssignment(stack, "role", {
    roleId: "29232cdf-9323-42fd-ade2-1d097af3e4de",
    principalObjectId,
    directoryScopeId: "/",
    dependsOn: [grant],
  });
  const client = identity ? ` -ManagedIdentityAccountId ${identity.clientId}` : "";
  const outputs = {
    principal_id: principalObjectId,
    ...(identity ? { client_id: identity.clientId } : {}),
    host_id: account.id,
    connect_command: `Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com${client}`,
    manage_as_app_assignment_id: grant.id,
    role_assignment_ids: { "Exchange Administrator": role.id },
  };
  for (const [id, value] of Object.entries(outputs)) {
    new TerraformOutput(stack, id, { value, staticId: true });
  }
}
app.synth();
