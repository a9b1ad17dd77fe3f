import { commandsIn, type CommandCall } from "../powershell/command-call";

/**
 * A call of `Connect-ExchangeOnline` in a script, as it is written.
 *
 * Guide: system-assigned and user-assigned "Connect to Exchange Online PowerShell".
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ConnectCall {
  /**
   * The calls in a script, in their order. Comments and quoted texts are no calls.
   *
   * @param script a PowerShell script
   */
  public static inScript(script: string): ConnectCall[] {
    const text = script.replace(/\r\n?/g, "\n");
    return commandsIn(text, "Connect-ExchangeOnline").map((call) => new ConnectCall(call));
  }

  /** Whether it connects with the managed identity. */
  public readonly usesManagedIdentity: boolean;

  /** The organization as it is written, without quotes: a domain, or an expression such as `$domain`; undefined without one. */
  public readonly organization?: string;

  /** What stands behind `-ManagedIdentityAccountId`, without quotes: an id, or an expression; undefined without one. */
  public readonly accountId?: string;

  /** Whether parameters come from a variable (`@parameters`), so that the call does not say everything. */
  public readonly isSplatted: boolean;

  private constructor({ parameters, isSplatted }: CommandCall) {
    // PowerShell takes any beginning of a name that fits no other parameter.
    const valueOf = (pattern: RegExp) => parameters.find(({ name }) => pattern.test(name))?.value;
    this.usesManagedIdentity = parameters.some(
      ({ name, value = "" }) => /^managedidentity$/i.test(name) && !/^\$false$/i.test(value),
    );
    this.organization = valueOf(/^org(?:a(?:n(?:i(?:z(?:a(?:t(?:i(?:o(?:n)?)?)?)?)?)?)?)?)?$/i);
    this.accountId = valueOf(/^managedidentitya\w*$/i);
    this.isSplatted = isSplatted;
  }
}
