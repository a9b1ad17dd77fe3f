/** What the clouds differ in. */
interface CloudAttributes {
  readonly azurermEnvironment: string;
  readonly azureadEnvironment: string;
  readonly domain: string;
  readonly exchangeEnvironment?: string;
}

/** The Microsoft cloud that a tenant lives in. */
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
  });

  /** Microsoft 365 DoD. */
  public static readonly US_GOV_DOD = new ExchangeCloud("usGovDod", {
    azurermEnvironment: "usgovernment",
    azureadEnvironment: "usgovernmentl5",
    domain: "onmicrosoft.us",
    exchangeEnvironment: "O365USGovDoD",
  });

  /** Office 365 operated by 21Vianet. */
  public static readonly CHINA = new ExchangeCloud("china", {
    azurermEnvironment: "china",
    azureadEnvironment: "china",
    domain: "partner.onmschina.cn",
    exchangeEnvironment: "O365China",
  });

  /** All of them. */
  public static all(): ExchangeCloud[] {
    return [ExchangeCloud.PUBLIC, ExchangeCloud.US_GOV_GCC_HIGH, ExchangeCloud.US_GOV_DOD, ExchangeCloud.CHINA];
  }

  /** The name that the configuration file has for it. */
  public readonly name: string;

  /** The `environment` of the azurerm provider. */
  public readonly azurermEnvironment: string;

  /** The `environment` of the azuread provider. */
  public readonly azureadEnvironment: string;

  /** What the initial domain of every tenant ends with, without the dot in front. */
  public readonly domain: string;

  /** The `-ExchangeEnvironmentName` of `Connect-ExchangeOnline`; undefined in the public cloud, where it is the default. */
  public readonly exchangeEnvironment?: string;

  private constructor(name: string, attributes: CloudAttributes) {
    this.name = name;
    this.azurermEnvironment = attributes.azurermEnvironment;
    this.azureadEnvironment = attributes.azureadEnvironment;
    this.domain = attributes.domain;
    this.exchangeEnvironment = attributes.exchangeEnvironment;
  }

  /** The cloud as text. */
  public toString(): string {
    return this.name;
  }
}
