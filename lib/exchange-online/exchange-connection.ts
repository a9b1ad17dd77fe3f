import { Fn, Token } from "cdktf";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { Finding } from "../problem/finding";
import { refuse } from "../problem/problems";
import { ExchangeCloud } from "./exchange-cloud";

/** Which tenant is connected to, and as whom. */
export interface ExchangeConnectionProps {
  /** The tenant's initial domain, such as `contoso.onmicrosoft.com`; never a custom one. */
  readonly organization: string;

  /** The identity that connects. */
  readonly identity: ManagedIdentity;

  /**
   * The cloud that the tenant lives in.
   *
   * @default ExchangeCloud.PUBLIC
   */
  readonly cloud?: ExchangeCloud;
}

/** What is wrong with a text as the organization of a cloud, if anything. */
export function checkOrganization(organization: string, cloud: ExchangeCloud): Finding | undefined {
  const initialDomain = new RegExp(
    `^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.${cloud.domain.replace(/\./g, "\\.")}$`,
    "i",
  );
  if (Token.isUnresolved(organization) || (typeof organization === "string" && initialDomain.test(organization))) {
    return undefined;
  }
  return {
    given: organization,
    allowed: `the tenant's initial domain in the cloud ${cloud.name}, such as contoso.${cloud.domain}`,
    remedy: `give the domain that ends in .${cloud.domain}: the Microsoft 365 admin center shows it under Settings, Domains; a custom domain does not work`,
  };
}

/**
 * The connection to Exchange Online PowerShell with a managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeConnection {
  /** The tenant's initial domain. */
  public readonly organization: string;

  /** The cloud that the tenant lives in. */
  public readonly cloud: ExchangeCloud;

  /**
   * The command that has to be the first of every script: `Connect-ExchangeOnline` with all it needs. It holds nothing
   * that has to be quoted.
   */
  public readonly command: string;

  /** @throws an `Error` named `ExchangeInputError` for an organization that is not an initial domain of the cloud */
  public constructor(props: ExchangeConnectionProps) {
    this.cloud = props.cloud ?? ExchangeCloud.PUBLIC;
    refuse("ExchangeConnection.organization", checkOrganization(props.organization, this.cloud));
    this.organization = props.organization;
    this.command = [
      `Connect-ExchangeOnline -ManagedIdentity -Organization ${plain(props.organization)}`,
      props.identity.clientId === undefined ? undefined : `-ManagedIdentityAccountId ${props.identity.clientId}`,
      this.cloud.exchangeEnvironment === undefined
        ? undefined
        : `-ExchangeEnvironmentName ${this.cloud.exchangeEnvironment}`,
    ]
      .filter((part) => part !== undefined)
      .join(" ");
  }
}

/* The command is not quoted, so what only Terraform knows has to pass there what a literal passes here. */
function plain(organization: string): string {
  return Token.isUnresolved(organization)
    ? Token.asString(Fn.regex("^[A-Za-z0-9][A-Za-z0-9.-]*$", organization))
    : organization;
}
