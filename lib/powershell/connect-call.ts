import { type CommandCall, parameterOf } from "./command-call";
import { ScriptDescription } from "./script-description";
import { startOfTooDeep } from "./script-tokens";

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
   * @throws a `RangeError` for a script whose brackets are nested too deeply, or whose chains are too long, to be read
   */
  public static inScript(script: string): ConnectCall[] {
    const text = script.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    if (startOfTooDeep(text) !== undefined) {
      throw new RangeError("The brackets of the script are nested too deeply.");
    }
    const description = ScriptDescription.of(text);
    if (description.isTooLong) {
      throw new RangeError("A chain of commands or assignments in the script is too long.");
    }
    return ConnectCall._inDescription(description);
  }

  /** @internal The calls in a script that was read before. */
  public static _inDescription(script: ScriptDescription): ConnectCall[] {
    const [guard] = script.callsOf("Get-ConnectionInformation");
    const isGuarded = (call: CommandCall) => guard !== undefined && guard.at < call.at;
    return script
      .callsOf("Connect-ExchangeOnline")
      .map((call) => new ConnectCall(call, !script.isCertain(call) || isGuarded(call)));
  }

  /** Whether it connects with the managed identity. */
  public readonly usesManagedIdentity: boolean;

  /** The organization as it is written, without quotes: a domain, or an expression such as `$domain`; undefined without one. */
  public readonly organization?: string;

  /** What stands behind `-ManagedIdentityAccountId`, without quotes: an id, or an expression; undefined without one. */
  public readonly accountId?: string;

  /** Whether it connects with an application's certificate or with a token. */
  public readonly usesCertificateOrToken: boolean;

  /** Whether it connects with a credential. */
  public readonly usesCredential: boolean;

  /** What stands behind `-ExchangeEnvironmentName`, without quotes; undefined without one. */
  public readonly environmentName?: string;

  /** Whether it is a connection beside another one: to an address of its own, or with a prefix for its commands. */
  public readonly isSecondConnection: boolean;

  /** Whether it may run or not: in a branch, in a function that nothing calls, or where the script asked for a connection. */
  public readonly isConditional: boolean;

  /** Whether parameters come from a variable (`@parameters`), so that the call does not say everything. */
  public readonly isSplatted: boolean;

  /** @internal Where it stands in the script. */
  public readonly _at: number;

  private constructor(call: CommandCall, isConditional: boolean) {
    const { parameters, isSplatted, at } = call;
    this.usesManagedIdentity = parameters.some(
      ({ name, value = "" }) => /^managedidentity$/i.test(name) && !/^\$false$/i.test(value),
    );
    this.organization = parameterOf(call, "Organization", "Org")?.value;
    this.accountId = parameterOf(call, "ManagedIdentityAccountId", "ManagedIdentityA")?.value;
    this.environmentName = parameterOf(call, "ExchangeEnvironmentName", "ExchangeE")?.value;
    this.usesCertificateOrToken = parameters.some(({ name }) => /^(?:cert|acc|appid)/i.test(name));
    this.usesCredential = parameterOf(call, "Credential", "Cred") !== undefined;
    this.isSecondConnection = [
      parameterOf(call, "ConnectionUri", "Connect"),
      parameterOf(call, "Prefix", "Pr"),
      parameterOf(call, "DelegatedOrganization", "Del"),
    ].some((parameter) => parameter !== undefined);
    this.isConditional = isConditional;
    this.isSplatted = isSplatted;
    this._at = at;
  }
}
