"""The guide's Contoso account with a system-assigned identity, as a program in Python."""

import os

from cdktf import App, TerraformStack
from cdktf_cdktf_provider_azuread.provider import AzureadProvider
from cdktf_cdktf_provider_azurerm.provider import AzurermProvider, AzurermProviderFeatures
from cdktf_exchange_managed_identity import (
    DirectoryRole,
    ExchangeHost,
    ExchangeManagedIdentity,
    HostIdentity,
    HostResourceGroup,
    ModuleVersion,
    ProviderVersions,
)

app = App(outdir=os.environ.get("CDKTF_OUTDIR", os.path.join(os.path.dirname(__file__), "cdktf.out")))
stack = TerraformStack(app, "contoso-system")
AzurermProvider(stack, "azurerm", features=[AzurermProviderFeatures()])
AzureadProvider(stack, "azuread")
ProviderVersions.tested().apply_to(stack)

exchange = ExchangeManagedIdentity(
    stack,
    "Exchange",
    organization="contoso.onmicrosoft.com",
    host=ExchangeHost.automation_account(
        name="ContosoAzAuto1",
        resource_group=HostResourceGroup.create(name="ContosoRG", location="West US"),
    ),
    identity=HostIdentity.system_assigned(),
    module={"version": ModuleVersion.V3_9_2},
    directory_roles=[DirectoryRole.EXCHANGE_ADMINISTRATOR],
)
print(exchange.connect_command)  # the first command of every script

app.synth()
