import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { App, TerraformStack } from "cdktf";
import { describeProblem, type Problem } from "../lib/problem/finding";
import { INVALID_INPUT } from "../lib/problem/problems";
import type { Configuration } from "./configuration";
import { IdentityStack } from "./identity-stack";
import { readJson } from "./json-text";
import { permissionsText } from "./permissions-text";
import { readConfiguration } from "./read-configuration";

/** What came of a configuration file: the warnings of a synth, or everything that is wrong. */
export interface Synthesis {
  readonly warnings: string[];
  readonly errors: string[];
  /** What the principal needs that applies each stack. */
  readonly permissions: string[];
  /** The names of the stacks that were written. */
  readonly stacks: string[];
}

/**
 * Synthesizes one stack for each identity of a configuration file. Nothing is written unless all of it is right.
 */
export function synthesize(file: string, outdir: string): Synthesis {
  const { configuration, problems } = read(file);
  if (!configuration) {
    return { warnings: [], permissions: [], stacks: [], errors: problems.map(describeProblem) };
  }
  // App makes the last folder of the path only, and stack traces hold paths of this machine.
  try {
    mkdirSync(outdir, { recursive: true });
  } catch {
    return { warnings: [], permissions: [], stacks: [], errors: [describeProblem(notAFolder(outdir))] };
  }
  // It would write the first stacks before it validates the last; build() has validated all of them.
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  const errors = build(app, configuration);
  if (errors.length > 0) {
    return { warnings: [], permissions: [], stacks: [], errors };
  }
  app.synth();
  const stacks = configuration.identities.map(({ name }) => name);
  return { warnings: warningsOf(app), permissions: permissionsOf(app), stacks, errors: [] };
}

function notAFolder(outdir: string): Problem {
  return {
    where: "CDKTF_OUTDIR",
    given: outdir,
    allowed: "a folder that can be written",
    remedy: "name another folder, or make room for this one",
  };
}

function read(file: string): { configuration?: Configuration; problems: Problem[] } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return {
      problems: [
        {
          where: file,
          given: `a file that cannot be read (${error instanceof Error && "code" in error ? String(error.code) : String(error)})`,
          allowed: "a configuration file that can be read",
          remedy:
            "write exchange.config.json beside cdktf.json, or name another file in the environment variable EXCHANGE_CONFIG",
        },
      ],
    };
  }
  const json = readJson(text);
  return json.problems.length > 0 ? json : readConfiguration(json.value, dirname(file));
}

function build(app: App, configuration: Configuration): string[] {
  return configuration.identities.flatMap((identity) => {
    try {
      const stack = new IdentityStack(app, configuration, identity);
      return stack.node.findAll().flatMap(({ node }) => node.validate().map((text) => `${node.path}: ${text}`));
    } catch (error) {
      if (error instanceof Error && error.name === INVALID_INPUT) {
        return [error.message];
      }
      throw error;
    }
  });
}

function permissionsOf(app: App): string[] {
  return app.node.children.flatMap((stack) =>
    stack instanceof IdentityStack ? [permissionsText(stack.node.id, stack.permissions)] : [],
  );
}

function warningsOf(app: App): string[] {
  const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
  return stacks.flatMap((stack) =>
    stack.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => `[${node.path}] ${String(data)}`),
      ),
  );
}
