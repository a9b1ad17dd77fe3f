import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { DirectoryRole } from "../directory-rights/directory-role";
import { ExchangeCommand } from "../exchange-online/exchange-command";
import { ConnectCall } from "../powershell/connect-call";
import type { ScriptDescription } from "../powershell/script-description";
import { RunbookScript } from "../runbook/runbook-script";
import { plainText } from "../text/terraform-text";
import { type ExchangeManagedIdentityProps, GrantsBy } from "./exchange-managed-identity-props";
import { type PlacedRunbook, runbooksOf } from "./runbook-findings";

/* The roles that read only. */
const READERS = [DirectoryRole.GLOBAL_READER, DirectoryRole.SECURITY_READER].map(({ templateId }) => templateId);

/* The roles that change whatever a script may want to. */
const ADMINISTRATORS = [DirectoryRole.EXCHANGE_ADMINISTRATOR, DirectoryRole.GLOBAL_ADMINISTRATOR].map(
  ({ templateId }) => templateId,
);

/** Warns of scripts that change Exchange Online, where every role of the identity reads only. */
export function warnAboutRoles(scope: Construct, props: ExchangeManagedIdentityProps): void {
  if (!readsOnly(props)) {
    return;
  }
  for (const { name, script } of scriptsOf(props)) {
    const changing = changesIn(script);
    if (changing.length > 0) {
      const names = [...new Set(changing.map((command) => command.name))];
      const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
      Annotations.of(scope).addWarning(
        `The script of ${name} calls ${shown}, and every role of the identity only reads: Exchange Online refuses the call. The least role that covers it: ${leastRoleFor(changing).name}.`,
      );
    }
  }
}

/** What could be less: a role that changes, where no script does. */
export function roleHints(props: ExchangeManagedIdentityProps): string[] {
  const role = props.directoryRoles?.find(({ templateId }) => ADMINISTRATORS.includes(templateId));
  const scripts = scriptsOf(props);
  // The verification reads; a script that only Terraform knows, or that does not say how it connects, may do anything.
  const others = runbooksOf(props).filter(({ runbook }) => runbook.script !== undefined);
  const areKnown = scripts.length > 0 && scripts.length === others.length;
  const onlyRead = scripts.every(
    ({ script }) =>
      !script.isDynamic &&
      changesIn(script).length === 0 &&
      script.commands.some(({ name }) => ExchangeCommand.of(name) !== undefined),
  );
  return role !== undefined && areKnown && onlyRead
    ? [
        `The scripts only read Exchange Online, and the identity holds ${role.name}: Global Reader would do, if no other script uses the identity.`,
      ]
    : [];
}

/* Whether it is known that nothing but reading is granted. */
function readsOnly({
  grants,
  directoryRoles = [],
  exchangeRoleGroups = [],
  exchangeRoles = [],
}: ExchangeManagedIdentityProps) {
  const areGroupsReaders = exchangeRoleGroups.every(
    ({ name, roles }) => /^View-Only /i.test(plainText(name) ?? "") || (roles !== undefined && roles.every(isViewOnly)),
  );
  const powerShellRoles = exchangeRoles.map(({ name }) => name).filter((role) => !/^Application /i.test(role));
  const count = directoryRoles.length + exchangeRoleGroups.length + powerShellRoles.length;
  return (
    grants !== GrantsBy.ELSEWHERE &&
    count > 0 &&
    directoryRoles.every(({ templateId }) => READERS.includes(templateId)) &&
    areGroupsReaders &&
    powerShellRoles.every(isViewOnly)
  );
}

function isViewOnly(role: string): boolean {
  return /^View-Only /i.test(plainText(role) ?? "");
}

interface NamedScript {
  readonly name: string;
  readonly script: ScriptDescription;
}

/* The scripts that connect with the identity. */
function scriptsOf(props: ExchangeManagedIdentityProps): NamedScript[] {
  return runbooksOf(props).flatMap(({ runbook }: PlacedRunbook): NamedScript[] => {
    const script = runbook.script instanceof RunbookScript ? runbook.script._description : undefined;
    const connects =
      script !== undefined &&
      (runbook.connect !== false ||
        ConnectCall._inDescription(script).some(({ usesManagedIdentity }) => usesManagedIdentity));
    return script && connects ? [{ name: plainText(runbook.name) ?? "the runbook", script }] : [];
  });
}

function changesIn(script: ScriptDescription): ExchangeCommand[] {
  return script.commands.flatMap((call) => {
    const command = ExchangeCommand.of(call.name);
    return command?.changes && !command.isRefused && !script.defines(call.name) && script.canRun(call) ? [command] : [];
  });
}

/** The least role that covers some commands which change Exchange Online. */
export function leastRoleFor(commands: readonly ExchangeCommand[]): DirectoryRole {
  return commands.every((command) => command.isAboutRecipients)
    ? DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR
    : DirectoryRole.EXCHANGE_ADMINISTRATOR;
}
