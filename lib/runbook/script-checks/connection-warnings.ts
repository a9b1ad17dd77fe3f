import { ExchangeCommand, NOT_WITH_A_MANAGED_IDENTITY } from "../../exchange-online/exchange-command";
import { type CommandCall, literalOf } from "../../powershell/command-call";
import { ConnectCall } from "../../powershell/connect-call";
import { plainText } from "../../text/terraform-text";
import { linesOf, type ScriptContext } from "./script-context";

/* Any other command may connect to Exchange Online too. */
const CONNECTS_ELSEWHERE =
  /^Connect-(?:MgGraph|Graph|AzAccount|AzureAD|AzureRmAccount|MsolService|MSGraph|PnPOnline|SPOService|MicrosoftTeams|PowerBIServiceAccount|IPPSSession)$/i;

/** Warns of how a script connects by itself, and of what a managed identity cannot call. */
export function connectionWarnings(context: ScriptContext): string[] {
  const { script } = context;
  const calls = ConnectCall._inDescription(script);
  return [
    ...unavailableWarnings(context, calls),
    ...(context.connectsAt === undefined
      ? [...calls.flatMap((call) => ownConnectionWarnings(call, context)), ...withoutConnection(calls, context)]
      : calls.flatMap((call) => repeatedWarnings(call, context))),
  ];
}

function unavailableWarnings({ script }: ScriptContext, connections: readonly ConnectCall[]): string[] {
  const signsInAlone = ({ parameters, isSplatted }: CommandCall) =>
    isSplatted || parameters.some(({ name }) => /^(?:cert|acc|cred)/i.test(name));
  // A script that may connect as somebody else may call them there.
  const isOther = connections.some((call) => call.usesCertificateOrToken || call.usesCredential || call.isSplatted);
  const calls = [
    ...(isOther ? [] : script.callsOf(...NOT_WITH_A_MANAGED_IDENTITY)),
    ...script.callsOf("Connect-IPPSSession").filter((call) => !signsInAlone(call)),
  ].filter((call) => script.isCertain(call));
  const names = [...new Set(calls.map(({ name }) => name.toLowerCase()))];
  return names.map((name) => {
    const [first] = calls.filter((call) => call.name.toLowerCase() === name);
    const remedy =
      name === "connect-ippssession"
        ? "It works with an application's certificate, or with a token (-AccessToken)."
        : "Remove the call.";
    return `The script calls ${commandName(first.name)}, which does not work with a managed identity. ${remedy}`;
  });
}

function commandName(name: string): string {
  return (
    ["Connect-IPPSSession", ...NOT_WITH_A_MANAGED_IDENTITY].find(
      (known) => known.toLowerCase() === name.toLowerCase(),
    ) ?? name
  );
}

/* A call beside the inserted connection: one to somewhere else, and one in a branch, are the script's own matter. */
function repeatedWarnings(call: ConnectCall, { script, connection }: ScriptContext): string[] {
  const organization = literalOf(call.organization);
  const own = plainText(connection.organization);
  const isElsewhere =
    call.isSecondConnection ||
    (call.organization !== undefined && organization?.toLowerCase() !== own?.toLowerCase()) ||
    call.usesCertificateOrToken;
  const isAfterDisconnect = script.callsOf("Disconnect-ExchangeOnline").some(({ at }) => at < call._at);
  if (isElsewhere || call.isConditional || call.isSplatted || isAfterDisconnect) {
    return [];
  }
  const where = linesOf(script, [{ at: call._at }]);
  return [
    `The script calls Connect-ExchangeOnline itself (${where}), and is already connected at that point. Remove the call; or, if the connection has to come later, put the line "# connect: exchange" in its place. With "connect": false no connection is inserted, and the command of the output connect_command goes there.`,
  ];
}

/* A call of a script that no connection is inserted into, as `doctor` judges it in a tenant. */
function ownConnectionWarnings(call: ConnectCall, context: ScriptContext): string[] {
  const { script, connection, hasOnlyThisIdentity } = context;
  if (call.isSplatted || call.isConditional || call.isSecondConnection || call.usesCertificateOrToken) {
    return [];
  }
  const where = `Connect-ExchangeOnline ${linesOf(script, [{ at: call._at }])}`;
  const remedy = "Use the command of the output connect_command.";
  if (!call.usesManagedIdentity) {
    // A credential of the account may be a person's without a second factor: nobody knows before the job runs.
    return call.usesCredential
      ? [`${where} connects with a credential, not with the managed identity. ${remedy}`]
      : [`${where} opens a sign-in, and nobody signs in to a job. ${remedy}`];
  }
  const warnings: string[] = [];
  const organization = literalOf(call.organization);
  if (call.organization === undefined) {
    warnings.push(`${where} names no organization: a managed identity needs the tenant's initial domain. ${remedy}`);
  } else if (organization !== undefined && connection.cloud._organizationRule.check(organization) !== undefined) {
    warnings.push(`${where} names ${organization}, which is not the tenant's initial domain. ${remedy}`);
  }
  const isUserAssigned = connection._identity.clientId !== undefined;
  const carriesOnlyThis = hasOnlyThisIdentity;
  if (isUserAssigned && call.accountId === undefined && carriesOnlyThis) {
    warnings.push(
      `${where} names no -ManagedIdentityAccountId: the account has no identity of its own, and connects with the user-assigned one by its client id. ${remedy}`,
    );
  }
  if (!isUserAssigned && call.accountId !== undefined && literalOf(call.accountId) !== undefined && carriesOnlyThis) {
    warnings.push(
      `${where} names the -ManagedIdentityAccountId ${call.accountId}: the account carries no user-assigned identity. ${remedy}`,
    );
  }
  const { exchangeEnvironment } = connection.cloud;
  if (exchangeEnvironment !== undefined && call.environmentName === undefined) {
    warnings.push(`${where} names no -ExchangeEnvironmentName: this cloud needs ${exchangeEnvironment}. ${remedy}`);
  }
  return warnings;
}

/* Nothing connects although the script calls Exchange Online; what runs another file may connect there. */
function withoutConnection(calls: readonly ConnectCall[], { script }: ScriptContext): string[] {
  const connects = script.commands.some(
    ({ name }) => /^(?:Connect-|Import-PSSession$)/i.test(name) && !CONNECTS_ELSEWHERE.test(name),
  );
  const exchange = script.commands.filter(
    (call) =>
      ExchangeCommand.of(call.name)?.isExchangesAlone === true && !script.defines(call.name) && script.isCertain(call),
  );
  return calls.length > 0 || connects || script.isDynamic || exchange.length === 0
    ? []
    : [
        `The script calls ${exchange[0].name} ${linesOf(script, exchange)}, and nothing connects to Exchange Online: "connect" is false. Begin it with the command of the output connect_command, or leave "connect" out.`,
      ];
}
