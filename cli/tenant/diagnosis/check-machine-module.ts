import { ModuleVersion } from "cdktf-exchange-managed-identity";
import type { StepFinding } from "../findings/finding";
import { MODULE_FINDINGS } from "../findings/module-findings";
import { valueOr } from "../reading/reading";
import { shownText } from "../findings/shown-text";
import type { RunCommandState } from "../reading/run-commands";
import type { TenantState } from "../reading/tenant";
import type { Context } from "./context";

/** The module of a virtual machine, as far as a stack's run command tells. */
export function checkMachineModule({ state, findings }: Context): readonly StepFinding[] {
  const words = { runtime: "the machine" };
  if (state.commands.state === "unreadable") {
    return [
      findings.of(MODULE_FINDINGS.moduleUnreadable, {
        ...words,
        reason: state.commands.reason,
        remedy: state.commands.remedy,
      }),
    ];
  }
  const found = installingCommands(state);
  if (found.length === 0) {
    return [findings.of(MODULE_FINDINGS.commandNone)];
  }
  // Only the last one counts: an update of the configuration runs another command.
  const time = ({ endTime }: RunCommandState) => Date.parse(endTime ?? "") || Infinity;
  const newest = [...found].sort((one, other) => (time(one) === time(other) ? 0 : time(other) - time(one)));
  return newest.slice(0, 1).map(({ name, executionState, error = "no reason given", unread }) => {
    if (unread) {
      const { reason, remedy } = unread;
      return findings.of(MODULE_FINDINGS.commandUnread, { command: name, reason, remedy });
    }
    if (executionState === undefined) {
      return findings.of(MODULE_FINDINGS.commandUnknown, { command: name });
    }
    if (/^succeeded$/i.test(executionState)) {
      return findings.inOrder("Exchange Online module", `installed by the run command ${name}`);
    }
    return /^(?:failed|timedout|cancell?ed)$/i.test(executionState)
      ? findings.of(MODULE_FINDINGS.commandFailed, { command: name, result: executionState, error: shownText(error) })
      : findings.of(MODULE_FINDINGS.moduleImporting, { ...words, importing: executionState });
  });
}

/** The run commands of a machine that install the module, as a stack names them. */
export function installingCommands({ commands }: Pick<TenantState, "commands">): readonly RunCommandState[] {
  const start = `${ModuleVersion.MODULE_NAME}-`.toLowerCase();
  return valueOr(commands, []).filter(({ name }) => name.toLowerCase().startsWith(start));
}
