import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { isObject } from "../config/fields";
import type { Loaded } from "../config/load";
import type { KeptFile } from "../stack/kept-files";
import { requiredVariablesIn } from "../stack/kept-variables";
import { variablesOf } from "../stack/stack-variables";
import { secretFor } from "./pipeline-commands";
import { DEFAULT_CONNECTION, type PlannedStack, plannedStacks, TooManyStages } from "./planned-stacks";

/* A larger file is no pipeline. */
const MOST_BYTES = 1_000_000;

/** The words for a pipeline whose runs do not share a state. */
export const RUNS_WITHOUT_STATE = "runs without a state";

interface Pipeline {
  readonly path: string;
  readonly text: string;
}

/** The stacks of a configuration, and what is kept beside them. */
export interface Deployed {
  readonly folder: string;
  readonly loaded: Loaded;
  readonly stacks: readonly { readonly name: string; readonly stack: TerraformStack; readonly isModule: boolean }[];
  readonly kept: readonly KeptFile[];
}

/** Warns where a pipeline beside the configuration would lose the state, or does not know all of the stacks. */
export function pipelineWarnings({ folder, loaded, stacks, kept }: Deployed): string[] {
  const roots = stacks.filter(({ isModule }) => !isModule);
  return roots.length === 0
    ? []
    : pipelinesIn(folder).flatMap((pipeline) => [
        ...stateWarnings(pipeline, loaded, roots, kept),
        ...roots.flatMap(({ name, stack }) =>
          variableWarnings(pipeline, name, [
            ...variablesOf(stack),
            ...requiredVariablesIn(kept.filter((file) => file.stack === name)),
          ]),
        ),
        ...stageWarnings(pipeline, loaded),
        ...tenantWarnings(pipeline, loaded, kept),
      ]);
}

function stateWarnings(
  { path }: Pipeline,
  { file }: Loaded,
  roots: Deployed["stacks"],
  kept: readonly KeptFile[],
): string[] {
  const isLocal = (stack: string) => !kept.some((entry) => entry.stack === stack && keepsState(entry));
  const names = file.backend && file.backend.type !== "local" ? [] : roots.map(({ name }) => name).filter(isLocal);
  return names.length === 0
    ? []
    : [
        `[${names.join(", ")}] ${path} ${RUNS_WITHOUT_STATE}: no "backend" keeps it from one run to the next, so the second apply fails because what it would create exists. Add a "backend" to the configuration.`,
      ];
}

/* Whether a file replaces the backend by one that is no file. Only an override may name a backend a second time. */
function keepsState({ name, text }: KeptFile): boolean {
  if (!/(?:^|_)override\.tf(?:\.json)?$/.test(name)) {
    return false;
  }
  if (!name.endsWith(".json")) {
    return /\b(?:backend\s+"?(?!local\b)\w+"?|cloud)\s*\{/.test(text.replace(/\/\*[^]*?\*\/|(?:#|\/\/).*$/gm, ""));
  }
  try {
    // A block of Terraform JSON may be a list of them.
    const blocks = (value: unknown): object[] => [value].flat(2).filter(isObject);
    const terraform = blocks((JSON.parse(text) as { terraform?: unknown }).terraform) as {
      backend?: unknown;
      cloud?: unknown;
    }[];
    const kinds = terraform.flatMap(({ backend }) => blocks(backend).flatMap((block) => Object.keys(block)));
    return terraform.some(({ cloud }) => cloud !== undefined) || (kinds.length > 0 && !kinds.includes("local"));
  } catch {
    return false;
  }
}

function variableWarnings({ path, text }: Pipeline, stack: string, variables: readonly string[]): string[] {
  return variables.flatMap((name) => {
    if (!isGivenBySecret(name)) {
      return [
        `[${stack}] ${path} cannot give the Terraform variable ${name}: no secret and no variable of the environment has such a name. Rename it, with letters, digits and '_'.`,
      ];
    }
    const value = isAzureDevOps(path) ? `$(${secretFor(name)})` : `\${{ secrets.${secretFor(name)} }}`;
    return new RegExp(`\\bTF_VAR_${name}\\b`).test(text)
      ? []
      : [
          `[${stack}] ${path} does not give the Terraform variable ${name}: add the line TF_VAR_${name}: ${value} wherever it has TF_VAR_admin_password.`,
        ];
  });
}

/* GitHub reserves names, and one secret is the pipeline's own. */
function isGivenBySecret(variable: string): boolean {
  return /^[a-z_]\w*$/i.test(variable) && !/^(?:github_|plan_passphrase$)/i.test(variable);
}

/* A storage account belongs to one tenant, and each stack signs in at its own. */
function tenantWarnings({ path }: Pipeline, loaded: Loaded, kept: readonly KeptFile[]): string[] {
  if (loaded.file.backend?.type !== "azurerm") {
    return [];
  }
  const others = planned(loaded).filter(
    ({ connection, stack }) =>
      connection !== DEFAULT_CONNECTION && !kept.some((file) => file.stack === stack && keepsState(file)),
  );
  return others.length === 0
    ? []
    : [
        `[${others.map(({ stack }) => stack).join(", ")}] ${path} signs in at another tenant than the one of the storage account of "backend": give each of these stacks a state there, in stacks/<stack>/backend_override.tf.json.`,
      ];
}

function planned(loaded: Loaded): PlannedStack[] {
  try {
    return plannedStacks(loaded);
  } catch {
    // Told as a problem of the stages.
    return [];
  }
}

/* GitHub Actions reads the tenants from the configuration; the stages of Azure DevOps are fixed before it runs. */
function stageWarnings({ path, text }: Pipeline, loaded: Loaded): string[] {
  try {
    const others = new Set(plannedStacks(loaded).map(({ connection }) => connection));
    others.delete(DEFAULT_CONNECTION);
    return isAzureDevOps(path)
      ? [...others]
          .filter((connection) => !text.toLowerCase().includes(connection))
          .map(
            (connection) =>
              `${path} does not apply the stacks of the tenant ${connection}: add - { name: ${connection}, suffix: -${connection} } to its connections.`,
          )
      : [];
  } catch (error) {
    if (error instanceof TooManyStages) {
      return [`${path}: ${error.message}.`];
    }
    throw error;
  }
}

function isAzureDevOps(path: string): boolean {
  return !path.startsWith(".github/");
}

/* What runs a synth of this command. */
function pipelinesIn(folder: string): Pipeline[] {
  const names = [
    ...filesIn(folder, "").filter((name) => /^azure-pipelines.*\.ya?ml$/.test(name)),
    ...filesIn(folder, ".github/workflows/").filter((name) => /\.ya?ml$/.test(name)),
  ];
  return names
    .map((path) => ({ path, text: contentOf(join(folder, path)) }))
    .filter(({ text }) => text.includes("exchange-managed-identity synth"));
}

/* Nothing is said of what cannot be read: it may be anybody's. */
function contentOf(file: string): string {
  try {
    return statSync(file).size <= MOST_BYTES ? readFileSync(file, "utf8") : "";
  } catch {
    return "";
  }
}

function filesIn(folder: string, below: string): string[] {
  try {
    return readdirSync(join(folder, below), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `${below}${name}`)
      .sort();
  } catch {
    return [];
  }
}
