# A root that exists: it has the providers and the state, and calls the synthesized modules.
terraform {
  required_version = ">= 1.6.0"

  backend "local" {
    path = "terraform.tfstate"
  }

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.69.0, < 6.0.0"
    }
    azuread = {
      source  = "hashicorp/azuread"
      version = ">= 3.7.0, < 4.0.0"
    }
  }
}

provider "azurerm" {
  alias                           = "messaging"
  resource_provider_registrations = "none"
  features {}
}

provider "azuread" {
  alias = "messaging"
}

# The module twice, with names of its own for each place. What a root does not give is as in the configuration.
module "reader" {
  for_each  = toset(["Berlin", "Paris"])
  source    = "../modules/exchange-reader"
  providers = { azurerm = azurerm.messaging, azuread = azuread.messaging }

  resource_group_name = "ContosoReader${each.key}"
  host_name           = "ContosoReader${each.key}"
  tags                = { place = each.key }
}

module "writer" {
  source    = "../modules/exchange-writer"
  providers = { azurerm = azurerm.messaging, azuread = azuread.messaging }
}

output "connect_commands" {
  value = [for reader in module.reader : reader.connect_command]
}
