/*
 * The pipelines that `init` writes need no clone of this repository: the command is a package that package.json pins.
 * `--no-install` keeps npx from running whatever has the name if it is not installed.
 */
const COMMAND = "npx --no-install exchange-managed-identity";

/** The calls of the command in both pipelines. Where a stack is named, it is the variable STACK. */
export const PIPELINE_COMMANDS = {
  install: "npm ci --ignore-scripts --no-audit --no-fund",
  check: `${COMMAND} check`,
  explain: `${COMMAND} explain --format markdown`,
  list: `${COMMAND} list`,
  synth: `${COMMAND} synth`,
  /* The Terraform variables of the stack that the variable of bash names. */
  variablesOf: (stack: string) =>
    `${COMMAND} explain "$${stack}" --format json | node -p 'JSON.parse(fs.readFileSync(0)).stacks[0].variables.join(" ")'`,
  /* For a stack without "verify" it says so, and ends with 0. */
  test: `${COMMAND} test "$STACK" --verified --yes`,
} as const;

/** The name of the pipeline's secret for a Terraform variable of a stack. */
export function secretFor(variable: string): string {
  return variable.toUpperCase();
}

/** The Terraform variables of every pipeline; a configuration may name more. */
export const USUAL_VARIABLES = ["admin_password", "admin_ssh_public_key", "module_content_uri"] as const;

/** The text, each line that is not empty indented by a number of blanks. */
export function indented(text: string, blanks: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(blanks));
}
