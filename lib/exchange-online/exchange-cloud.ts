import { assertValid } from "../validation/input-validation";
import { anyCase, TextRule } from "../validation/text-rule";

/** How the clouds differ. */
interface CloudAttributes {
  readonly azurermEnvironment: string;
  readonly azureadEnvironment: string;
  readonly domain: string;
  readonly exchangeEnvironment?: string;
  readonly graphEnvironment?: string;
}

/** The Microsoft cloud of a tenant. */
export class ExchangeCloud {
  /** The worldwide cloud. */
  public static readonly PUBLIC = new ExchangeCloud("public", {
    azurermEnvironment: "public",
    azureadEnvironment: "global",
    domain: "onmicrosoft.com",
  });

  /** Microsoft 365 GCC High. */
  public static readonly US_GOV_GCC_HIGH = new ExchangeCloud("usGovGccHigh", {
    azurermEnvironment: "usgovernment",
    azureadEnvironment: "usgovernmentl4",
    domain: "onmicrosoft.us",
    exchangeEnvironment: "O365USGovGCCHigh",
    graphEnvironment: "USGov",
  });

  /** Microsoft 365 DoD. */
  public static readonly US_GOV_DOD = new ExchangeCloud("usGovDod", {
    azurermEnvironment: "usgovernment",
    azureadEnvironment: "usgovernmentl5",
    domain: "onmicrosoft.us",
    exchangeEnvironment: "O365USGovDoD",
    graphEnvironment: "USGovDoD",
  });

  /** Office 365 operated by 21Vianet. */
  public static readonly CHINA = new ExchangeCloud("china", {
    azurermEnvironment: "china",
    azureadEnvironment: "china",
    domain: "partner.onmschina.cn",
    exchangeEnvironment: "O365China",
    graphEnvironment: "China",
  });

  /** All of them. */
  public static all(): ExchangeCloud[] {
    return [ExchangeCloud.PUBLIC, ExchangeCloud.US_GOV_GCC_HIGH, ExchangeCloud.US_GOV_DOD, ExchangeCloud.CHINA];
  }

  /**
   * A cloud by its name in the configuration file.
   *
   * @throws an `Error` named `ExchangeInputError` for an unknown name
   */
  public static of(name: string): ExchangeCloud {
    const cloud = ExchangeCloud.all().find((known) => known.name === name);
    if (!cloud) {
      const allowed = ExchangeCloud.all().join(", ");
      assertValid("ExchangeCloud", { given: name, allowed, remedy: "choose one of these" });
    }
    return cloud ?? ExchangeCloud.PUBLIC;
  }

  /** The name in the configuration file. */
  public readonly name: string;

  /** The `environment` of the azurerm provider. */
  public readonly azurermEnvironment: string;

  /** The `environment` of the azuread provider. */
  public readonly azureadEnvironment: string;

  /** What the initial domain of every tenant ends with, without the dot in front. */
  public readonly domain: string;

  /** The `-ExchangeEnvironmentName` of `Connect-ExchangeOnline`; undefined in the public cloud, where it is the default. */
  public readonly exchangeEnvironment?: string;

  /** The `-Environment` of `Connect-MgGraph`; undefined in the public cloud, where it is the default. */
  public readonly graphEnvironment?: string;

  /** @internal The rule for an organization in this cloud: the initial domain of a tenant, such as `contoso.onmicrosoft.com`. */
  public readonly _organizationRule: TextRule;

  private constructor(name: string, attributes: CloudAttributes) {
    this.name = name;
    this.azurermEnvironment = attributes.azurermEnvironment;
    this.azureadEnvironment = attributes.azureadEnvironment;
    this.domain = attributes.domain;
    this.exchangeEnvironment = attributes.exchangeEnvironment;
    this.graphEnvironment = attributes.graphEnvironment;
    this._organizationRule = TextRule.of({
      pattern: `^[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?\\.${anyCase(this.domain)}$`,
      allowed: `the tenant's initial domain in the cloud ${this.name}, such as contoso.${this.domain}`,
      remedy: `give the domain that ends in .${this.domain}: the Microsoft 365 admin center shows it under Settings, Domains; a custom domain does not work`,
    });
  }

  /** The cloud as text. */
  public toString(): string {
    return this.name;
  }
}
