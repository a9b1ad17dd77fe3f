import { LOCK_FILE } from "../stack/output-folder";
import { type Explanation, explanationOf, type Step } from "./explanation";
import { secretFor } from "../pipelines/pipeline-commands";
import { fail, withBuilt } from "./with-built";
import { jsonText } from "./json-text";

export interface ExplainOptions {
  readonly config: string;
  readonly stack?: string;
  readonly format: "text" | "markdown" | "json";
}

const ACTIONS = { create: "created", read: "only read", adopt: "adopted", script: "a person runs the script" } as const;

/** Explains the stacks of a configuration. Returns the exit code. */
export function explain({ config, stack: only, format }: ExplainOptions): number {
  return withBuilt(config, ({ stacks, warnings, kept }) => {
    const chosen = stacks.filter(({ name }) => only === undefined || name === only);
    if (chosen.length === 0) {
      return fail(`There is no stack ${only}. There are: ${stacks.map(({ name }) => name).join(", ")}`);
    }
    const explanations = chosen.map(({ name, stack }) =>
      explanationOf(
        name,
        stack,
        kept.filter((file) => file.stack === name && file.name !== LOCK_FILE),
      ),
    );
    for (const warning of warnings) {
      console.error(`Warning: ${warning}`);
    }
    if (format === "json") {
      console.log(jsonText({ stacks: explanations.map(asJson) }));
    } else {
      console.log(explanations.map(format === "markdown" ? markdownOf : textOf).join("\n\n"));
    }
    return 0;
  });
}

/* The dependencies are for the diagram. */
function asJson({ dependencies: _, ...explanation }: Explanation): object {
  return explanation;
}

function textOf(explanation: Explanation): string {
  const { name, steps, resourceProviders, variables, hints, addedFiles } = explanation;
  return [
    name,
    ...onePerStep(steps).map(
      ({ step, action, addresses }) => `  ${step}: ${ACTIONS[action]} (${addresses.join(", ")})`,
    ),
    ...needsOf(explanation).flatMap(({ who, needs }) => [`  ${who}`, ...needs.map((line) => `    ${line}`)]),
    ...(resourceProviders.length > 0
      ? [`  Resource providers of the subscription: ${resourceProviders.join(", ")}`]
      : []),
    ...(variables.length > 0 ? [`  Terraform variables to give: ${variables.map(withSecret).join(", ")}`] : []),
    `  ${directorySentence(steps)}`,
    ...(addedFiles.length > 0 ? [`  ${addedSentence(addedFiles)}`] : []),
    ...hints.map((hint) => `  Hint: ${hint}`),
  ].join("\n");
}

function markdownOf(explanation: Explanation): string {
  const { name, steps, resourceProviders, variables, hints, addedFiles } = explanation;
  return [
    `## ${name}`,
    "",
    "| step | action | address |",
    "| --- | --- | --- |",
    ...onePerStep(steps).map(
      ({ step, action, addresses }) =>
        `| ${step} | ${ACTIONS[action]} | ${addresses.map((address) => `\`${address}\``).join("<br>")} |`,
    ),
    "",
    directorySentence(steps),
    ...(addedFiles.length > 0 ? ["", addedSentence(addedFiles)] : []),
    ...needsOf(explanation).flatMap(({ who, needs }) => ["", who, "", ...needs.map((line) => `- ${line}`)]),
    ...(resourceProviders.length > 0
      ? ["", `Resource providers of the subscription: ${resourceProviders.join(", ")}`]
      : []),
    ...(variables.length > 0 ? ["", `Terraform variables to give: ${variables.map(withSecret).join(", ")}`] : []),
    ...hints.flatMap((hint) => ["", `Hint: ${hint}`]),
    "",
    "```mermaid",
    "flowchart LR",
    ...diagramOf(explanation),
    "```",
  ].join("\n");
}

function needsOf(explanation: Explanation): { who: string; needs: readonly string[] }[] {
  return [
    { who: "The principal that deploys needs:", needs: explanation.permissions },
    { who: "A principal that only plans, as for a pull request, needs:", needs: explanation.planPermissions },
    { who: "The principal that runs `exchange-managed-identity test` needs:", needs: explanation.testPermissions },
  ];
}

function withSecret(variable: string): string {
  return `${variable} (in a pipeline the secret ${secretFor(variable)})`;
}

/* What is done in one step in one way stands in one line. */
function onePerStep(steps: readonly Step[]): { step: string; action: Step["action"]; addresses: string[] }[] {
  const lines = new Map<string, { step: string; action: Step["action"]; addresses: string[] }>();
  for (const { step, action, address } of steps) {
    const key = `${step} ${action}`;
    const line = lines.get(key) ?? { step, action, addresses: [] };
    line.addresses.push(address);
    lines.set(key, line);
  }
  return [...lines.values()];
}

function directorySentence(steps: Step[]): string {
  const inDirectory = steps.filter(({ address }) => address.startsWith("azuread_"));
  const sentences = (["create", "adopt"] as const).flatMap((action) => {
    const found = inDirectory.filter((entry) => entry.action === action);
    const names = [...new Set(found.map(({ step }) => step))].join(", ");
    const count = found.length === 1 ? "one assignment is" : `${found.length} assignments are`;
    const verb = action === "create" ? "created" : "imported, and not changed";
    return found.length === 0 ? [] : [`In the directory ${count} ${verb}: ${names}.`];
  });
  return sentences.length > 0 ? sentences.join(" ") : "Nothing changes in the directory.";
}

function addedSentence(files: readonly string[]): string {
  return `Added as they are, and not part of this explanation: ${files.join(", ")}.`;
}

/* One box for each step, and an arrow wherever one really waits for the other. */
function diagramOf({ steps, dependencies }: Explanation): string[] {
  const names = [...new Set(steps.map(({ step }) => step))];
  const boxes = names.map((step, index) => {
    const actions = new Set(steps.filter((entry) => entry.step === step).map(({ action }) => ACTIONS[action]));
    return `  s${index}["${step}<br/>${[...actions].join(", ")}"]`;
  });
  const arrows = dependencies.map(({ step, on }) => `  s${names.indexOf(on)} --> s${names.indexOf(step)}`);
  return [...boxes, ...arrows];
}
