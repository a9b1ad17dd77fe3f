import { ExchangeCloud } from "cdktf-exchange-managed-identity";
import { TextRule } from "cdktf-exchange-managed-identity/internal";
import { choice, object, ownText } from "./fields";

const CLOUD_WORDS: { readonly [name: string]: string } = {
  public: "The worldwide cloud.",
  usGovGccHigh: "Microsoft 365 GCC High.",
  usGovDod: "Microsoft 365 DoD.",
  china: "Office 365 operated by 21Vianet.",
};

/** The clouds, each with a sentence. */
export const CLOUDS = Object.fromEntries(ExchangeCloud.all().map(({ name }) => [name, CLOUD_WORDS[name] ?? name]));

/** What a stack's providers are configured with. */
export const provider = (description: string) =>
  object(
    {
      subscriptionId: ownText(
        TextRule.guid("give the id of the Azure subscription"),
        "The id of the Azure subscription.",
        "the environment variable ARM_SUBSCRIPTION_ID, or the Azure CLI's",
      ).optional(),
      tenantId: ownText(
        TextRule.guid("give the id of the Microsoft Entra tenant"),
        "The id of the Microsoft Entra tenant.",
        "the environment variable ARM_TENANT_ID, or the Azure CLI's",
      ).optional(),
      cloud: choice(CLOUDS, "The cloud. The providers, the organization's domain and the connect command follow it.", {
        default: "public",
      }).optional(),
      resourceProviderRegistrations: choice(
        {
          none: "Registers nothing: for a principal without rights on the subscription. Somebody has registered what the stack needs.",
          core: "Registers the core resource providers.",
          extended: "Registers the core resource providers and more.",
          all: "Registers every resource provider that azurerm supports.",
          legacy: "Registers what azurerm 3 did.",
        },
        "Which Azure resource providers azurerm registers on the subscription.",
        { default: "exactly those that the stack's resources need, in azurerm 4 and 5 alike" },
      ).optional(),
    },
    description,
  );
