// Two Automation accounts that share one user-assigned identity: it is granted once, and each account runs its own report.
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import {
  DirectoryRole,
  ExchangeHost,
  ExchangeManagedIdentity,
  GrantsBy,
  HostIdentity,
  HostResourceGroup,
  ModuleVersion,
  ProviderVersions,
  RunbookSchedule,
  RunbookScript,
  UserAssignedIdentity,
} from "cdktf-exchange-managed-identity";

const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? join(__dirname, "cdktf.out") });
const stack = new TerraformStack(app, "reports");
new AzurermProvider(stack, "azurerm", { features: [{}] });
new AzureadProvider(stack, "azuread");
ProviderVersions.tested().applyTo(stack);

const identity = new UserAssignedIdentity(stack, "Identity", {
  name: "ContosoReports",
  resourceGroup: HostResourceGroup.create({ name: "ContosoIdentities", location: "West US" }),
});

for (const [place, location] of [
  ["Americas", "West US"],
  ["Europe", "West Europe"],
] as const) {
  const exchange = new ExchangeManagedIdentity(stack, place, {
    organization: "contoso.onmicrosoft.com",
    host: ExchangeHost.automationAccount({
      name: `ContosoReports${place}`,
      resourceGroup: HostResourceGroup.create({ name: `ContosoReports${place}`, location }),
    }),
    identity: HostIdentity.fromUserAssigned(identity),
    module: { version: ModuleVersion.V3_9_2 },
    // The first one grants; the others only connect.
    ...(place === "Americas" ? { directoryRoles: [DirectoryRole.GLOBAL_READER] } : { grants: GrantsBy.ELSEWHERE }),
    runbooks: [
      {
        name: "Report-Mailboxes",
        script: RunbookScript.inline("Get-EXOMailbox -ResultSize 10 | Format-Table DisplayName, PrimarySmtpAddress"),
        schedule: RunbookSchedule.daily({ at: "02:00", timeZone: "Etc/UTC" }),
      },
    ],
  });
  console.log(`${place} needs the resource providers ${exchange.requiredResourceProviders.join(", ")}`);
}

app.synth();
