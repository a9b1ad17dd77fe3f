import { Fn, Token } from "cdktf";
import { ManagedIdentity } from "../identity/managed-identity";
import { assertValid } from "../validation/input-validation";
import { assertType, instanceOf, objectOf, optional } from "../validation/type-check";
import { ExchangeCloud } from "./exchange-cloud";
import { plainText } from "../text/terraform-text";

/** The tenant and the identity of a connection. */
export interface ExchangeConnectionProps {
  /** The tenant's initial domain, such as `contoso.onmicrosoft.com`; never a custom one. */
  readonly organization: string;

  /** The identity that connects. */
  readonly identity: ManagedIdentity;

  /**
   * The tenant's cloud.
   *
   * @default ExchangeCloud.PUBLIC
   */
  readonly cloud?: ExchangeCloud;
}

/**
 * The connection to Exchange Online PowerShell with a managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeConnection {
  /** The tenant's initial domain. */
  public readonly organization: string;

  /** The tenant's cloud. */
  public readonly cloud: ExchangeCloud;

  /** @internal The identity that connects. */
  public readonly _identity: ManagedIdentity;

  /**
   * The command that has to be the first of every script: `Connect-ExchangeOnline` with its parameters. No value in it
   * needs quotes.
   */
  public readonly command: string;

  /** @throws an `Error` named `ExchangeInputError` for an organization that is not an initial domain of the cloud */
  public constructor(props: ExchangeConnectionProps) {
    assertType(["ExchangeConnection"], props, CONNECTION);
    this.cloud = props.cloud ?? ExchangeCloud.PUBLIC;
    assertValid(["ExchangeConnection", "organization"], this.cloud._organizationRule.check(props.organization));
    this.organization = props.organization;
    this._identity = props.identity;
    this.command = [
      `Connect-ExchangeOnline -ManagedIdentity -Organization ${plain(props.organization)}`,
      props.identity._clientIdInScript === undefined
        ? undefined
        : `-ManagedIdentityAccountId ${props.identity._clientIdInScript}`,
      this.cloud.exchangeEnvironment === undefined
        ? undefined
        : `-ExchangeEnvironmentName ${this.cloud.exchangeEnvironment}`,
    ]
      .filter((part) => part !== undefined)
      .join(" ");
  }
}

const CONNECTION = objectOf(
  {
    cloud: optional(instanceOf(ExchangeCloud, "ExchangeCloud.PUBLIC")),
    identity: instanceOf(ManagedIdentity, "the managedIdentity of a construct"),
  },
  "{ organization, identity }",
);

/* The command has no quotes, so Terraform has to check a value that only it knows. */
function plain(organization: string): string {
  return plainText(organization) === undefined
    ? Token.asString(Fn.regex("^[A-Za-z0-9][A-Za-z0-9.-]*$", organization))
    : organization;
}
