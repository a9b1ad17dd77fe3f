import { isObject } from "../config/fields";
import type { KeptVariable } from "./kept-variables";

/* As terraform-docs writes a table of Markdown, between the marks that it looks for. */

/** The README of a child module: what it requires, its inputs and its outputs. */
export function moduleReadme(
  name: string,
  module: { readonly [block: string]: unknown },
  others: readonly KeptVariable[],
): string {
  const { terraform, variable, output } = module;
  const { required_version: version, required_providers: providers } = blockOf(terraform);
  const providerRows = Object.entries(blockOf(providers)).map(([provider, value]) =>
    row(anchored("requirement", provider), text(blockOf(value).version)),
  );
  const variables = [
    ...Object.entries(blockOf(variable)).map(([input, value]) => inputRow(input, blockOf(value))),
    ...others
      .filter(({ name: input }) => !Object.hasOwn(blockOf(variable), input))
      .map(({ name: input, isRequired }) => row(anchored("input", input), "n/a", "", "", isRequired ? "yes" : "no")),
  ].sort();
  const outputs = Object.entries(blockOf(output)).map(([key, value]) =>
    row(anchored("output", key), cell(text(blockOf(value).description))),
  );
  return `# ${name}

<!-- BEGIN_TF_DOCS -->
## Requirements

| Name | Version |
|------|---------|
${[row(anchored("requirement", "terraform"), text(version)), ...providerRows].join("\n")}

## Inputs

${variables.length === 0 ? "No inputs." : `| Name | Description | Type | Default | Required |\n|------|-------------|------|---------|:--------:|\n${variables.join("\n")}`}

## Outputs

| Name | Description |
|------|-------------|
${outputs.join("\n")}
<!-- END_TF_DOCS -->
`;
}

function inputRow(name: string, { description, type, default: value }: { [key: string]: unknown }): string {
  const isRequired = value === undefined;
  const json = JSON.stringify(value) ?? "";
  // Inside of a code span a backtick needs a longer fence.
  const fence = "`".repeat(Math.max(0, ...(json.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  const shown = isRequired ? "n/a" : `${fence}${json}${fence}`;
  return row(
    anchored("input", name),
    cell(text(description)),
    `\`${text(type)}\``,
    cell(shown),
    isRequired ? "yes" : "no",
  );
}

function row(...cells: string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function anchored(kind: string, name: string): string {
  const escaped = name.replace(/_/g, "\\_");
  return `<a name="${kind}_${name}"></a> [${escaped}](#${kind}\\_${escaped})`;
}

function cell(words: string): string {
  return words.replace(/\|/g, "\\|").replace(/\n/g, "<br/>");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function blockOf(value: unknown): { [key: string]: unknown } {
  return isObject(value) ? value : {};
}
