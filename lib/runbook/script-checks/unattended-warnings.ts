import { type CommandCall, literalOf, parameterOf } from "../../powershell/command-call";
import type { ScriptDescription } from "../../powershell/script-description";
import { linesOf, type ScriptContext } from "./script-context";

interface AsksSomebody {
  readonly commands: readonly string[];
  /** Whether a call asks somebody; left out, every call does. */
  readonly asks?: (call: CommandCall) => boolean;
  readonly why: string;
  readonly remedy: string;
}

/* Parameters of the commands that sign in, by their shortest beginnings: with one of them nobody is asked. */
const SIGNS_IN_ALONE =
  /^(?:id|identity|managedidentity|man|accesstoken|access|token|cert|clientsecret|environmentv|serviceprincipal|service|federated|cred|msi|azurea|aada|msaccess)/i;

const signsIn = ({ parameters, isSplatted }: CommandCall) =>
  !isSplatted && !parameters.some(({ name }) => SIGNS_IN_ALONE.test(name));

/* The calls that ask somebody in every run. In a branch they may be for the person who runs the script by hand. */
function callsThatAsk(script: ScriptDescription, { commands, asks }: AsksSomebody): CommandCall[] {
  return script.callsOf(...commands).filter((call) => (asks?.(call) ?? true) && script.isCertain(call));
}

const SIGN_IN = "opens a sign-in, and nobody signs in to a job";

const ASKING: readonly AsksSomebody[] = [
  {
    commands: ["Read-Host"],
    why: "asks a person, and a job has nobody to answer: it fails there",
    remedy: "Make it a parameter of the script.",
  },
  {
    commands: ["Out-GridView", "ogv"],
    why: "opens a window, and a job has none: it fails there",
    remedy: "Write the result out, or to a file that the script sends.",
  },
  {
    commands: ["Get-Credential"],
    asks: ({ parameters, arguments: positional, isSplatted }) =>
      parameters.length === 0 && positional.length === 0 && !isSplatted,
    why: "asks a person, and a job has nobody to answer: it fails there",
    remedy: "Use the managed identity, or Get-AutomationPSCredential with a credential of the account.",
  },
  { commands: ["Connect-MgGraph"], asks: signsIn, why: SIGN_IN, remedy: "Write Connect-MgGraph -Identity." },
  {
    commands: ["Connect-AzAccount", "Login-AzAccount", "Add-AzAccount"],
    asks: signsIn,
    why: SIGN_IN,
    remedy: "Write Connect-AzAccount -Identity.",
  },
  {
    commands: ["Connect-MicrosoftTeams"],
    asks: signsIn,
    why: SIGN_IN,
    remedy: "Write Connect-MicrosoftTeams -Identity (MicrosoftTeams 5.8.1 or later, commercial clouds only).",
  },
];

/** Warns of what a job cannot do, because nobody sits in front of it. */
export function unattendedWarnings({ script }: Pick<ScriptContext, "script">): string[] {
  const asking = ASKING.flatMap((one) => {
    const calls = callsThatAsk(script, one);
    const { why, remedy } = one;
    return calls.length === 0
      ? []
      : [`The script calls ${calls[0].name} ${linesOf(script, calls)}, which ${why}. ${remedy}`];
  });
  return [...asking, ...fileWarnings(script)];
}

/* A folder of a person's machine, as a literal path begins. */
const ON_A_DRIVE = /^["']?(?:[A-Za-z]:[\\/](?!temp\b|windows\\temp\b)|\\\\[\w.$-]+\\)/i;

/* Behind a switch stands what belongs to the command. */
const SWITCH = /^(?:notypeinformation|notype|nti|force|append|noclobber)$/i;

function pathOf(call: CommandCall): string {
  const path =
    parameterOf(call, "Path", "P") ?? parameterOf(call, "FilePath", "Fi") ?? parameterOf(call, "LiteralPath", "L");
  const behindSwitch = call.parameters.find(({ name, written }) => SWITCH.test(name) && written !== undefined);
  return path?.written ?? call.arguments[0] ?? behindSwitch?.written ?? "";
}

function fileWarnings(script: ScriptDescription): string[] {
  const calls = script
    .callsOf("Export-Csv", "Export-Clixml", "Export-Excel")
    .filter((call) => ON_A_DRIVE.test(pathOf(call)) && script.isCertain(call));
  const [first] = calls;
  if (first === undefined) {
    return [];
  }
  const path = pathOf(first).replace(/^["']|["']$/g, "");
  const shown = literalOf(path) ?? path.split("$")[0];
  return [
    `The script calls ${first.name} ${linesOf(script, calls)} with a path of a person's machine (${shown}): a job has no such folder, and what it writes is gone when it ends. Write to $env:TEMP, and send or upload the file.`,
  ];
}
