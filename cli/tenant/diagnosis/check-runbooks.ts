import type { StepFinding } from "../findings/finding";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import type { RunbookState } from "../reading/automation-account";
import { valueOr } from "../reading/reading";
import type { IdentityRights } from "../reading/tenant";
import { connectCommand } from "./connect-command";
import { connectingRunbooks } from "./connecting-runbooks";
import { type Context, dayOf } from "./context";
import { type Fault, judgeCall } from "./judge-call";
import { exchangeModuleIn, retiredSince, runtimeName } from "./runtimes";

/** The runbooks that connect, and those that the configuration names. */
export function checkRunbooks(context: Context, identity: IdentityRights | undefined): readonly StepFinding[] {
  const { state, expectation, findings } = context;
  const { runbooks } = state;
  if (runbooks.state === "unreadable") {
    const { reason, remedy } = runbooks;
    return [findings.of(SCRIPT_FINDINGS.runbookUnreadable, { what: "the runbooks", reason, remedy })];
  }
  const all = valueOr(runbooks, []);
  const expected = (expectation.configuration?.runbooks ?? []).flatMap((name) => {
    const runbook = all.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    return runbook?.isPublished
      ? []
      : [
          findings.of(runbook ? SCRIPT_FINDINGS.runbookNotPublished : SCRIPT_FINDINGS.runbookMissing, {
            runbook: name,
          }),
        ];
  });
  const unread = all.flatMap(({ name, script }) =>
    script.state === "unreadable"
      ? [
          findings.of(SCRIPT_FINDINGS.runbookUnreadable, {
            what: `the script of ${name}`,
            reason: script.reason,
            remedy: script.remedy,
          }),
        ]
      : [],
  );
  const command = connectCommand(context, identity);
  const judged = connectingRunbooks(state).map(({ runbook, calls }) => ({
    name: runbook.name,
    faults: [
      ...(calls?.flatMap((call) => judgeCall(call, context, identity)) ?? [tooDeep(runbook)]),
      ...runtimeFaults(runbook, context),
    ],
  }));
  const connecting = judged.flatMap(({ name, faults }) => {
    const found = faults
      .filter(([kind]) => kind !== SCRIPT_FINDINGS.runbookIdentityUnread)
      .map(([kind, words]) => findings.of(kind, { runbook: name, command, ...words }));
    const isNew = (one: StepFinding, index: number) => found.findIndex(({ seen }) => seen === one.seen) === index;
    return faults.length > 0
      ? found.filter(isNew)
      : [findings.inOrder("runbook", `${name} connects with the managed identity`)];
  });
  // What several runbooks have in common is said once.
  const once = connecting.filter((one, index) => connecting.findIndex(({ seen }) => seen === one.seen) === index);
  return [...expected, ...unread, ...once, ...unreadIdentities(context, judged)];
}

/* What could not be read of an identity says the same of every runbook that connects with it. */
function unreadIdentities({ findings }: Context, judged: readonly JudgedRunbook[]): readonly StepFinding[] {
  const names = new Map<string, { readonly words: Fault[1]; readonly runbooks: string[] }>();
  for (const { name, faults } of judged) {
    for (const [, words] of faults.filter(([kind]) => kind === SCRIPT_FINDINGS.runbookIdentityUnread)) {
      const known = names.get(words.reason) ?? { words, runbooks: [] };
      known.runbooks.push(name);
      names.set(words.reason, known);
    }
  }
  return [...names.values()].map(({ words, runbooks }) => {
    const unique = [...new Set(runbooks)];
    const more = unique.length > 5 ? ` and ${unique.length - 5} more` : "";
    const runbook = `${unique.slice(0, 5).join(", ")}${more}`;
    return findings.of(SCRIPT_FINDINGS.runbookIdentityUnread, { ...words, runbook });
  });
}

interface JudgedRunbook {
  readonly name: string;
  readonly faults: readonly Fault[];
}

function tooDeep({ name }: RunbookState): Fault {
  const words = {
    what: `the script of ${name}`,
    reason: "its brackets are nested too deeply",
    remedy: "look at the script: a bracket may not be closed",
  };
  return [SCRIPT_FINDINGS.runbookUnreadable, words];
}

function runtimeFaults({ name, version, environment }: RunbookState, context: Context): readonly Fault[] {
  const { runtimes } = context.state;
  if (version === undefined) {
    return [];
  }
  const words = { runtime: runtimeName({ version, environment }), version };
  const runtime = runtimes.find(
    (candidate) => candidate.version === version && candidate.environment?.toLowerCase() === environment?.toLowerCase(),
  );
  const unread = [runtime, ...(runtime ? [] : runtimes.filter((candidate) => candidate.environment === undefined))]
    .map((candidate) => candidate?.modules)
    .find((modules) => modules?.state === "unreadable");
  const retired = retiredSince(version, dayOf(context));
  const module = runtime && exchangeModuleIn(runtime);
  const isUsable = module !== undefined && !/^(?:failed|cancel)/i.test(module.provisioningState);
  const fault: readonly Fault[] =
    unread?.state === "unreadable"
      ? [
          [
            SCRIPT_FINDINGS.runbookUnreadable,
            {
              what: `whether ${name} finds the module in ${words.runtime}`,
              reason: unread.reason,
              remedy: unread.remedy,
            },
          ],
        ]
      : isUsable
        ? []
        : [[SCRIPT_FINDINGS.runbookWithoutModule, words]];
  return [
    ...fault,
    ...(retired === undefined ? [] : [[SCRIPT_FINDINGS.runbookRetired, { ...words, day: retired }] as const]),
  ];
}
