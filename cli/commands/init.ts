import { mkdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { load, UnreadableFile } from "../config/load";
import { CLOUDS } from "../config/provider-schema";
import { describeProblem, type Problem } from "../config/problem";
import { slashed } from "../config/script-path";
import { build } from "../stack/build";
import { withScratchFolder } from "../stack/write";
import { addEntry } from "./add-entry";
import { type Answers, DEFAULTS, entryOf } from "./answers";
import { Cancelled } from "./cancelled";
import { parameterValue, proposalsFor, scriptNeeds } from "./script-proposals";
import { filesOf } from "./starter-files";
import { type StarterFiles, StarterFolder } from "./starter-folder";
import { fail, NOT_DONE, NOT_IN_ORDER } from "./with-built";

/** What `init` and `add` take. */
export type InitOptions = Partial<Answers> & { readonly yes?: boolean; readonly config?: string };

/** For an option that may be given again: all of its values. */
export function again(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** The options of `init` and `add`: every answer, by the words of the configuration. */
export function initOptions(): Option[] {
  return [
    new Option("--stack <name>", "the name of the stack"),
    new Option("--organization <domain>", "the tenant's initial domain"),
    new Option("--cloud <cloud>", "the cloud of the tenant").choices(Object.keys(CLOUDS)),
    new Option("--resource-group <name>", "the resource group of the host"),
    new Option("--location <location>", "the location of a new group"),
    new Option("--host <type>", "the kind of host").choices([
      "automationAccount",
      "windowsVirtualMachine",
      "linuxVirtualMachine",
    ]),
    new Option("--host-name <name>", "the name of the host"),
    new Option("--existing", "the host exists, and is only read").conflicts("adopt"),
    new Option("--adopt", "the host exists, and Terraform adds the identity"),
    new Option("--identity <type>", "the identity").choices([
      "systemAssigned",
      "userAssigned",
      "systemAndUserAssigned",
    ]),
    new Option("--identity-name <name>", "the name of a user-assigned identity"),
    new Option("--runtime <version>", "a PowerShell runtime (again for more)").argParser(again),
    new Option("--role <name>", "a Microsoft Entra role (again for more)").argParser(again),
    new Option("--runbook <name>", "a runbook; without a script it verifies the connection"),
    new Option("--script <path>", "the script of the runbook"),
    new Option("--schedule <every>", "when the runbook starts").choices(["hour", "day", "week"]),
    new Option("--parameter <name=value>", "a parameter of the scheduled runs (again for more)").argParser(
      parameterOption,
    ),
    new Option("--pipeline <kind>", "a pipeline").choices(["github", "azure-devops", "none"]),
    new Option("--yes", "take the default for every answer that is not given"),
  ];
}

function parameterOption(text: string, previous: Answers["parameter"]): NonNullable<Answers["parameter"]> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError("Write it as name=value.");
  }
  return { ...previous, [name]: parameterValue(value) };
}

/** Writes a folder that works at once. Returns the exit code. */
export async function init(folder: string, options: InitOptions): Promise<number> {
  const root = resolve(folder);
  return withAnswers(options, false, root, (answers) => {
    const script = answers.script === undefined ? undefined : slashed(answers.script);
    const starter = new StarterFolder(root, script);
    const ready = filesOf(answers);
    const refused = starter.refusalOf(ready);
    if (refused !== undefined) {
      return fail(refused);
    }
    const files = starter.withOwnScript(ready);
    const problems = problemsOf(files);
    if (problems.length > 0) {
      console.error(problems.map(describeProblem).join("\n\n"));
      return NOT_IN_ORDER;
    }
    let written: string[];
    try {
      written = starter.write(files);
    } catch (error) {
      return fail(`${root} cannot be written (${(error as NodeJS.ErrnoException).code}). To do: name another folder`);
    }
    const shown = relative("", root).replace(/\\/g, "/") || "this folder";
    console.log(`Wrote ${written.join(", ")} in ${shown}`);
    console.log("Next: npm install, then npx exchange-managed-identity synth");
    return 0;
  });
}

/** Adds one more identity to a configuration; the rest of the file keeps every byte. Returns the exit code. */
export async function add(options: InitOptions): Promise<number> {
  const file = resolve(options.config ?? "exchange.config.json");
  try {
    load(file);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return fail(error.message);
    }
    throw error;
  }
  return withAnswers(options, true, dirname(file), (answers) =>
    addEntry(
      file,
      answers.stack,
      entryOf(answers),
      `Added ${answers.stack} to ${relative("", file).replace(/\\/g, "/")}.`,
    ),
  );
}

async function withAnswers(
  { yes, config: _, ...given }: InitOptions,
  isAdd: boolean,
  folder: string,
  command: (answers: Answers) => number,
): Promise<number> {
  try {
    const isAsked = yes !== true && process.stdin.isTTY && process.stdout.isTTY;
    if (!isAsked && yes !== true && given.organization === undefined) {
      return fail(
        "Not in a terminal: give the answers as options, at least --organization, or take the defaults with --yes.",
      );
    }
    // What only the questions need is loaded only then.
    const answers = isAsked
      ? await (await import("./questions")).ask(given, isAdd, folder)
      : withNeeds(given, { ...DEFAULTS, ...defined(given) }, folder);
    const orphan = (["script", "schedule", "parameter"] as const).find((option) => answers[option] !== undefined);
    if (orphan !== undefined && answers.runbook === undefined) {
      return fail(`--${orphan} is for a runbook: name it with --runbook.`);
    }
    return command(withIdentityName(answers));
  } catch (error) {
    if (error instanceof Cancelled) {
      console.error(error.message);
      return NOT_DONE;
    }
    throw error;
  }
}

/* What the script needs and no option says is taken with a word: whoever wants something else gives the option. */
function withNeeds(given: Partial<Answers>, answers: Answers, folder: string): Answers {
  const needs = answers.host === "automationAccount" ? scriptNeeds(folder, answers.script) : undefined;
  const proposed = needs && proposalsFor(needs, given);
  proposed?.words.forEach((word) => console.error(word));
  return { ...answers, ...proposed?.answers };
}

function withIdentityName(answers: Answers): Answers {
  return answers.identity === "systemAssigned"
    ? answers
    : { ...answers, identityName: answers.identityName ?? "ContosoMI1" };
}

function defined(given: Partial<Answers>): Partial<Answers> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function problemsOf(files: StarterFiles): Problem[] {
  return withScratchFolder((scratch) => {
    new StarterFolder(scratch).write(files);
    mkdirSync(join(scratch, "out"));
    return build(join(scratch, "exchange.config.json"), { folder: scratch, scratch: join(scratch, "out") }).problems;
  });
}
