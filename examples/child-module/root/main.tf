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

module "reader" {
  source    = "../modules/exchange-reader"
  providers = { azurerm = azurerm.messaging, azuread = azuread.messaging }
}

module "writer" {
  source     = "../modules/exchange-writer"
  providers  = { azurerm = azurerm.messaging, azuread = azuread.messaging }
  depends_on = [module.reader]
}

output "connect_commands" {
  value = [module.reader.connect_command, module.writer.connect_command]
}
