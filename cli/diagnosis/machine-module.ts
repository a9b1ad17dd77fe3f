import { type Finding, finding, inOrder } from "../findings/finding";
import { MODULE_FINDINGS } from "../findings/module-findings";
import type { Reading } from "../tenant/reading";
import type { RunCommandState } from "../tenant/run-commands";

/** The module of a virtual machine, as far as a stack's run command tells. */
export function judgeCommands(commands: Reading<RunCommandState[]>): Finding[] {
  if (commands.state === "unreadable") {
    return [finding(MODULE_FINDINGS.moduleUnreadable, { runtime: "the machine", reason: commands.reason })];
  }
  const found = commands.state === "read" ? commands.value.filter(({ name }) => INSTALLS.test(name)) : [];
  if (found.length === 0) {
    return [finding(MODULE_FINDINGS.commandNone)];
  }
  return found.map(({ name, executionState, error }) => {
    if (/^succeeded$/i.test(executionState)) {
      return inOrder("Exchange Online module", `installed by the run command ${name}`);
    }
    return /^(?:failed|timedout|canceled)$/i.test(executionState)
      ? finding(MODULE_FINDINGS.commandFailed, {
          command: name,
          result: executionState,
          error: error ?? "no reason given",
        })
      : finding(MODULE_FINDINGS.moduleImporting, { runtime: "the machine", importing: executionState });
  });
}

/* As the library names the commands that install the module. */
const INSTALLS = /^ExchangeOnlineManagement/i;
