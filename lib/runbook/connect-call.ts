import { commandsIn, type CommandCall } from "../powershell/command-call";
import { startOfTooDeep } from "../powershell/script-text";

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
   * @throws a `RangeError` for a script whose brackets are nested too deeply to be read
   */
  public static inScript(script: string): ConnectCall[] {
    const text = script.replace(/\r\n?/g, "\n");
    if (startOfTooDeep(text) !== undefined) {
      throw new RangeError("The brackets of the script are nested too deeply.");
    }
    return commandsIn(text, "Connect-ExchangeOnline").map((call) => new ConnectCall(call));
  }

  /** Whether it connects with the managed identity. */
  public readonly usesManagedIdentity: boolean;

  /** The organization as it is written, without quotes: a domain, or an expression such as `$domain`; undefined without one. */
  public readonly organization?: string;

  /** What stands behind `-ManagedIdentityAccountId`, without quotes: an id, or an expression; undefined without one. */
  public readonly accountId?: string;

  /** Whether it connects with an application's certificate or with a token. */
  public readonly usesCertificateOrToken: boolean;

  /** What stands behind `-ExchangeEnvironmentName`, without quotes; undefined without one. */
  public readonly environmentName?: string;

  /** Whether parameters come from a variable (`@parameters`), so that the call does not say everything. */
  public readonly isSplatted: boolean;

  private constructor({ parameters, isSplatted }: CommandCall) {
    // PowerShell takes the beginning of a name for the whole.
    const find = (full: string, shortest: string) =>
      parameters.find(({ name }) => {
        const given = name.toLowerCase();
        return full.toLowerCase().startsWith(given) && given.startsWith(shortest.toLowerCase());
      });
    this.usesManagedIdentity = parameters.some(
      ({ name, value = "" }) => /^managedidentity$/i.test(name) && !/^\$false$/i.test(value),
    );
    this.organization = find("Organization", "Org")?.value;
    this.accountId = find("ManagedIdentityAccountId", "ManagedIdentityA")?.value;
    this.environmentName = find("ExchangeEnvironmentName", "ExchangeE")?.value;
    this.usesCertificateOrToken = parameters.some(({ name }) => /^(?:cert|acc|appid)/i.test(name));
    this.isSplatted = isSplatted;
  }
}
