import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { hostKindOf } from "../hosts/host-kinds";
import { type Loaded, load, UnreadableFile } from "../config/load";
import { describeProblem, type Problem } from "../config/problem";
import { slashed } from "../config/script-path";
import { build } from "../stack/build";
import { variablesOf } from "../stack/stack-variables";
import { withScratchFolder } from "../stack/write";
import { addEntry } from "./add-entry";
import { type Answers, defaultsFor, entryOf } from "./answers";
import { Cancelled } from "./cancelled";
import type { Surroundings } from "./questions";
import { proposalsFor, scriptNeeds } from "./script-proposals";
import { ALWAYS_WRITTEN, filesOf } from "./starter-files";
import { stateRefusal } from "./state-answers";
import { nextSteps, wordsAbout } from "./init-words";
import { type StarterFiles, StarterFolder } from "./starter-folder";
import { INVALID, NOT_DONE } from "./exit-codes";
import { fail } from "./with-built";

/** What `init` and `add` take. */
export type InitOptions = Partial<Answers> & { readonly yes?: boolean; readonly config?: string };

/** Writes a folder that works at once. Returns the exit code. */
export async function init(folder: string, options: InitOptions): Promise<number> {
  const root = resolve(folder);
  // What is in the way of every answer is said before the questions.
  const early = new StarterFolder(root).refusalOf(Object.fromEntries(ALWAYS_WRITTEN.map((name) => [name, ""])));
  if (early !== undefined) {
    return fail(early);
  }
  return withAnswers(options, { folder: root }, (answers) => {
    const script = answers.script === undefined ? undefined : slashed(answers.script);
    const starter = new StarterFolder(root, script);
    const wrong = stateRefusal(answers) ?? packageRefusal(answers.package);
    if (wrong !== undefined) {
      return fail(wrong);
    }
    const ready = filesOf(answers);
    const refused = starter.refusalOf(ready);
    if (refused !== undefined) {
      return fail(refused);
    }
    const { problems, warnings, variables } = tried(starter.withOwnScript(ready));
    if (problems.length > 0) {
      console.error(problems.map(describeProblem).join("\n\n"));
      return INVALID;
    }
    const files = starter.withOwnScript(filesOf(answers, variables));
    let written: string[];
    try {
      written = starter.write(files);
    } catch (error) {
      return fail(`${root} cannot be written (${(error as NodeJS.ErrnoException).code}). To do: name another folder`);
    }
    const shown = relative("", root).replace(/\\/g, "/");
    console.log(`Wrote ${written.join(", ")} in ${shown || "this folder"}`);
    console.log(nextSteps(shown, answers).join("\n"));
    wordsAbout(answers, root, warnings).forEach((word) => console.error(`Warning: ${word}`));
    return 0;
  });
}

/** Adds one more identity to a configuration; the rest of the file keeps every byte. Returns the exit code. */
export async function add(options: InitOptions): Promise<number> {
  const file = resolve(options.config ?? "exchange.config.json");
  let loaded: Loaded;
  try {
    loaded = load(file);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return fail(error.message);
    }
    throw error;
  }
  const stacks = loaded.identities.map(({ name }) => name);
  const cloud = loaded.file.provider?.cloud ?? "public";
  return withAnswers({ cloud, ...options }, { folder: dirname(file), stacks }, (answers) =>
    addEntry(
      file,
      answers.stack,
      answers.cloud === cloud ? entryOf(answers) : { ...entryOf(answers), provider: { cloud: answers.cloud } },
      `Added ${answers.stack} to ${relative("", file).replace(/\\/g, "/")}.`,
    ),
  );
}

async function withAnswers(
  { yes, config: _, ...given }: InitOptions,
  surroundings: Surroundings,
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
      ? await (await import("./questions")).ask(given, surroundings)
      : withNeeds(given, { ...defaultsFor(given), ...leastRoles(given), ...defined(given) }, surroundings.folder);
    const orphan = orphanOf(answers);
    if (orphan !== undefined) {
      return fail(orphan);
    }
    if ((answers.existing || answers.adopt) && given.location !== undefined) {
      console.error("--location is not used: the host exists, and so does its resource group.");
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

/* An option that has nothing to belong to. */
function orphanOf(answers: Answers): string | undefined {
  const isGiven = (option: keyof Answers) => answers[option] !== undefined;
  if (answers.identityName !== undefined && answers.identity === "systemAssigned") {
    return "--identity-name is for a user-assigned identity: choose one with --identity userAssigned.";
  }
  const ofRunbook = (["script", "schedule", "parameter"] as const).find(isGiven);
  if (ofRunbook !== undefined && answers.runbook === undefined) {
    return `--${ofRunbook} is for a runbook: name it with --runbook.`;
  }
  const ofSchedule = (["at", "timeZone", "weekDay", "monthDay"] as const).find(isGiven);
  return ofSchedule !== undefined && answers.schedule === undefined
    ? `--${ofSchedule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is for a schedule: say how often with --schedule.`
    : undefined;
}

/* What the script needs and no option says is taken with a word: whoever wants something else gives the option. */
function withNeeds(given: Partial<Answers>, answers: Answers, folder: string): Answers {
  const needs = hostKindOf(answers.host).resource.runsRunbooks ? scriptNeeds(folder, answers.script) : undefined;
  const proposed = needs && proposalsFor(needs, given);
  proposed?.words.forEach((word) => console.error(word));
  return { ...answers, ...proposed?.answers };
}

function withIdentityName(answers: Answers): Answers {
  return answers.identity === "systemAssigned"
    ? answers
    : { ...answers, identityName: answers.identityName ?? "ContosoMI1" };
}

/* A management role is enough; one that is named "Application …" lets nobody sign in. */
function leastRoles({ exchangeRole }: Partial<Answers>): Partial<Answers> {
  return exchangeRole?.some((role) => !/^application /i.test(role)) ? { role: [] } : {};
}

function defined(given: Partial<Answers>): Partial<Answers> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/* What is wrong with the configuration, and which Terraform variables its stack has. */
function tried(files: StarterFiles): { problems: Problem[]; warnings: string[]; variables: string[] } {
  return withScratchFolder((scratch) => {
    new StarterFolder(scratch).write(files);
    mkdirSync(join(scratch, "out"));
    const { problems, warnings, stacks } = build(join(scratch, "exchange.config.json"), {
      folder: scratch,
      scratch: join(scratch, "out"),
    });
    return {
      problems,
      warnings,
      variables: problems.length > 0 ? [] : stacks.flatMap(({ stack }) => variablesOf(stack)),
    };
  });
}

function packageRefusal(file: string | undefined): string | undefined {
  return file === undefined || isArchive(file)
    ? undefined
    : `--package ${file} is no file of npm pack that can be read. To do: name the .tgz file that "npm pack --workspace exchange-managed-identity" wrote.`;
}

/* Whether it begins as a file of gzip does. */
function isArchive(file: string): boolean {
  try {
    return (
      file.endsWith(".tgz") &&
      readFileSync(file)
        .subarray(0, 2)
        .equals(Buffer.from([0x1f, 0x8b]))
    );
  } catch {
    return false;
  }
}
