#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { CheckOptions } from "./commands/check";
import type { DiscoverOptions } from "./commands/discover";
import type { DoctorOptions } from "./commands/doctor";
import type { ExplainOptions } from "./commands/explain";
import { config, format, notEmpty, path } from "./commands/file-options";
import type { InitOptions } from "./commands/init";
import { collectValues, answerOptions, folderOptions } from "./commands/init-options";
import type { ListOptions } from "./commands/list";
import type { LockOptions } from "./commands/lock";
import type { SynthOptions } from "./commands/synth";
import { tenantOptions } from "./commands/tenant-options";
import type { TestOptions } from "./commands/test";
import { testOptions } from "./commands/test-options";
import { NOT_DONE } from "./commands/exit-codes";
import { version } from "./package.json";
import { STAGES } from "./pipelines/planned-stacks";

/** What a command does. Returns the exit code. */
type Work = () => number | Promise<number>;

/* The command line. It only chooses: the work begins when the arguments are parsed. */
function program(choose: (work: Work) => void): Command {
  /* What commander gives to an action, the options last. */
  const exit =
    <Values extends unknown[]>(action: (...values: Values) => number | Promise<number>) =>
    (...values: Values): void =>
      choose(() => action(...values));
  const command = new Command("exchange-managed-identity")
    .description(
      "Connects an Azure managed identity to Exchange Online PowerShell: a configuration file becomes Terraform.",
    )
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError("(--help shows the options)")
    .exitOverride();

  command
    .command("init [folder]")
    .description("write a folder that works at once: asks, or takes every answer as an option")
    .action(
      exit(async (folder: string | undefined, options: InitOptions) =>
        (await import("./commands/init")).init(folder ?? ".", options),
      ),
    );
  command
    .command("add")
    .description("ask for one more identity, and add it to the configuration file")
    .addOption(config())
    .action(exit(async (options: InitOptions) => (await import("./commands/init")).add(options)));
  command
    .command("synth")
    .description("write the Terraform JSON of every stack")
    .addOption(config())
    .addOption(path("--out <folder>", "the output folder", "CDKTF_OUTDIR", "cdktf.out"))
    .addOption(
      new Option("--shape <shape>", "of every stack: a root module, or a child module").choices(["root", "module"]),
    )
    .option("--watch", "synthesize again whenever a file of the configuration changes")
    .action(
      exit(async (options: SynthOptions & { watch?: boolean }) =>
        options.watch
          ? (await import("./commands/watch")).watch(options)
          : (await import("./commands/synth")).synth(options),
      ),
    );
  command
    .command("check")
    .description("read and check the configuration, and write nothing")
    .addOption(config())
    .addOption(format("text", "json", "github", "azure-devops"))
    .action(exit(async (options: CheckOptions) => (await import("./commands/check")).check(options)));
  command
    .command("explain [stack]")
    .description("say what is created, read and adopted, and which rights the deployment needs")
    .addOption(config())
    .addOption(format("text", "markdown", "json"))
    .action(
      exit(async (stack: string | undefined, options: ExplainOptions) =>
        (await import("./commands/explain")).explain({ ...options, stack }),
      ),
    );
  command
    .command("list")
    .description("print the names of the stacks")
    .addOption(config())
    .addOption(format("text", "json", "github", "azure-devops"))
    .addOption(new Option("--stage <stage>", "only those that a pipeline plans in this stage").choices(STAGES))
    .option("--connection <name>", "only those that sign in with this connection: default, or the id of a tenant")
    .option("--before <stack>", "only those that create what this stack reads")
    .option("--reads <stack>", "instead of stacks, the kinds of resources that this stack reads")
    .action(exit(async (options: ListOptions) => (await import("./commands/list")).list(options)));
  command
    .command("lock")
    .description("write Terraform's lock file of the providers for each stack, to be committed")
    .addOption(config())
    .addOption(
      new Option("--terraform <program>", "the program: terraform, or tofu").default("terraform").argParser(notEmpty),
    )
    .addOption(
      new Option(
        "--platform <name>",
        "a system that applies the stacks, such as linux_amd64 (again for more)",
      ).argParser(collectValues),
    )
    .option("--upgrade", "take the newest versions that the constraints allow, whatever was locked before")
    .addOption(new Option("--mirror <folder>", "a folder with the providers, where no registry can be reached"))
    .action(exit(async (options: LockOptions) => (await import("./commands/lock")).lock(options)));
  command
    .command("schema")
    .description("print the JSON Schema of the configuration file")
    .action(exit(async () => (await import("./commands/schema")).schema()));
  const discovery = command
    .command("discover")
    .description("read a set-up that exists, and print the configuration that adopts it; without names, list the hosts")
    .addOption(config())
    .addOption(format("text", "json"))
    .option("--stack <name>", "the name of the stack; made of the host's, if left out")
    .addOption(
      new Option("--role <name>", "a Microsoft Entra role to add where there is none (again for more)").argParser(
        collectValues,
      ),
    )
    .option("--write", "put the entry into the configuration file")
    .action(exit(async (options: DiscoverOptions) => (await import("./commands/discover")).discover(options)));
  const diagnosis = command
    .command("doctor [stack]")
    .description("look at a configuration's set-up, or at a host, and say what is missing or wrong and what to do")
    .addOption(config())
    .addOption(format("text", "json", "html"))
    .action(
      exit(async (stack: string | undefined, options: DoctorOptions) =>
        (await import("./commands/doctor")).doctor({ ...options, stack }),
      ),
    );
  const proof = command
    .command("test [stack]")
    .description("start the verification of a stack, follow it, and say whether it connected and what to do if not")
    .addOption(config())
    .addOption(format("text", "json", "html"))
    .action(
      exit(async (stack: string | undefined, options: TestOptions) =>
        (await import("./commands/test")).test({ ...options, stack }),
      ),
    );
  testOptions().forEach((option) => proof.addOption(option));
  tenantOptions()
    .filter(({ long }) => long === "--subscription" || long === "--tenant")
    .forEach((option) => proof.addOption(option));
  for (const sub of [discovery, diagnosis]) {
    tenantOptions().forEach((option) => sub.addOption(option));
  }
  for (const sub of command.commands.filter((entry) => ["init", "add"].includes(entry.name()))) {
    // A pipeline belongs to the folder, which `add` does not write.
    const options = [...answerOptions(), ...(sub.name() === "init" ? folderOptions() : [])];
    options.forEach((option) => sub.addOption(option));
  }
  return command;
}

export async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    // console ignores what cannot be written. Whoever closes a pipe early, as `head` does, has seen enough.
    stream.on("error", ({ code }: NodeJS.ErrnoException) => {
      process.exitCode = NOT_DONE;
      if (code !== "EPIPE" && stream === process.stdout) {
        console.error(`The result could not be written (${code}).`);
      }
    });
  }
  let work: Work = () => 0;
  try {
    await program((chosen) => (work = chosen)).parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError) && !(error instanceof InvalidArgumentError)) {
      throw error;
    }
    // Help and version are no failure.
    process.exitCode = error.exitCode === 0 ? 0 : NOT_DONE;
    return;
  }
  const exitCode = await work();
  process.exitCode ??= exitCode;
}

void main();
