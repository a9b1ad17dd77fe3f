import type { IdentityStack } from "../stack/identity-stack";
import { type Explanation, explanationOf, type Step } from "./explanation";
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
  return withBuilt(config, ({ stacks, warnings }) => {
    const chosen = stacks.filter(({ name }) => only === undefined || name === only);
    if (chosen.length === 0) {
      return fail(`There is no stack ${only}. There are: ${stacks.map(({ name }) => name).join(", ")}`);
    }
    const explanations = chosen.map(({ name, stack }) => explanationOf(name, stack as IdentityStack));
    for (const warning of warnings) {
      console.error(`Warning: ${warning}`);
    }
    if (format === "json") {
      console.log(jsonText({ stacks: explanations }));
    } else {
      console.log(explanations.map(format === "markdown" ? markdownOf : textOf).join("\n\n"));
    }
    return 0;
  });
}

function textOf({
  name,
  steps,
  permissions,
  testPermissions,
  resourceProviders,
  variables,
  hints,
}: Explanation): string {
  return [
    name,
    ...steps.map(({ step, action, address }) => `  ${step}: ${ACTIONS[action]} (${address})`),
    "  The principal that deploys needs:",
    ...permissions.map((line) => `    ${line}`),
    "  The principal that tests the connection (exchange-managed-identity test) needs:",
    ...testPermissions.map((line) => `    ${line}`),
    ...(resourceProviders.length > 0
      ? [`  Resource providers of the subscription: ${resourceProviders.join(", ")}`]
      : []),
    ...(variables.length > 0 ? [`  Terraform variables to give: ${variables.join(", ")}`] : []),
    `  ${directorySentence(steps)}`,
    ...hints.map((hint) => `  Hint: ${hint}`),
  ].join("\n");
}

function markdownOf({
  name,
  steps,
  permissions,
  testPermissions,
  resourceProviders,
  variables,
  hints,
}: Explanation): string {
  return [
    `## ${name}`,
    "",
    "| step | action | address |",
    "| --- | --- | --- |",
    ...steps.map(({ step, action, address }) => `| ${step} | ${ACTIONS[action]} | \`${address}\` |`),
    "",
    directorySentence(steps),
    "",
    "The principal that deploys needs:",
    "",
    ...permissions.map((line) => `- ${line}`),
    "",
    "The principal that tests the connection (`exchange-managed-identity test`) needs:",
    "",
    ...testPermissions.map((line) => `- ${line}`),
    ...(resourceProviders.length > 0
      ? ["", `Resource providers of the subscription: ${resourceProviders.join(", ")}`]
      : []),
    ...(variables.length > 0
      ? ["", `Terraform variables to give: ${variables.map((variable) => `\`${variable}\``).join(", ")}`]
      : []),
    ...hints.flatMap((hint) => ["", `Hint: ${hint}`]),
    "",
    "```mermaid",
    "flowchart LR",
    ...diagramOf(steps),
    "```",
  ].join("\n");
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

/* One box for each step, in the order of the guide. */
function diagramOf(steps: Step[]): string[] {
  const names = [...new Set(steps.map(({ step }) => step))];
  const boxes = names.map((step, index) => {
    const actions = new Set(steps.filter((entry) => entry.step === step).map(({ action }) => ACTIONS[action]));
    return `  s${index}["${step}<br/>${[...actions].join(", ")}"]`;
  });
  return [...boxes, ...names.slice(1).map((_, index) => `  s${index} --> s${index + 1}`)];
}
