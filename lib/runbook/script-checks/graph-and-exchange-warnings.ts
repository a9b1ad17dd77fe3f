import { ModuleCombination } from "../../exchange-module/module-combination";
import { ConnectCall } from "../../powershell/connect-call";
import { plainText } from "../../text/terraform-text";
import { linesOf, type ScriptContext } from "./script-context";

/* The modules that bring the authentication library along, and what shows that a script uses them. */
const OTHERS = [
  { module: /^Microsoft\.Graph(?:\.|$)/i, command: /^[A-Za-z]+-Mg[A-Z]/i },
  {
    module: /^Az\.Accounts$/i,
    command: /^(?:[A-Za-z]+-Az(?!ure)[A-Z]\w*)$/i,
  },
];

/** Warns of modules in one session that are known to fail together, where the script uses both. */
export function graphAndExchangeWarnings(context: ScriptContext): string[] {
  const { script, modules = [], runtime, exchangeVersion, connectsAt } = context;
  const exchangeAt = connectsAt ?? ConnectCall._inDescription(script)[0]?._at;
  if (exchangeAt === undefined) {
    return [];
  }
  return OTHERS.flatMap(({ module, command }) => {
    const required = script.requires.modules.filter(({ name }) => module.test(name));
    const calls = script.commands.filter(
      (call) => command.test(call.name) && !script.defines(call.name) && script.canRun(call),
    );
    // `#Requires` imports before the script begins, wherever it stands.
    const used = [
      ...required.map(({ at }) => ({ at, runsAt: -1 })),
      ...calls.map((call) => ({ at: call.at, runsAt: script.runsAt(call) })),
      ...script.modules.flatMap(({ name, at }) => (module.test(name) ? [{ at, runsAt: at }] : [])),
    ].sort((one, other) => one.runsAt - other.runsAt);
    if (used.length === 0) {
      return [];
    }
    const comesFirst = used[0].runsAt < exchangeAt;
    const conflicts = modules
      .filter(({ name }) => module.test(plainText(name) ?? ""))
      .map(({ name, version }) => ModuleCombination._conflicts(runtime, exchangeVersion, name, version, comesFirst));
    // The modules of one family come together, and fail together.
    const [conflict] = conflicts.find(({ length }) => length > 0) ?? [];
    return conflict === undefined ? [] : [`The script uses both (${linesOf(script, [used[0]])}): ${conflict}`];
  });
}
