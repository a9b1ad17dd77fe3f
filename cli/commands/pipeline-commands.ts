/*
 * The pipelines that `init` writes need no clone of this repository: the command comes from npm, in the version that
 * package.json pins.
 */

/** The calls of the command in both pipelines. */
export const PIPELINE_COMMANDS = {
  check: "npx exchange-managed-identity check --format github",
  explain: "npx exchange-managed-identity explain --format markdown",
  list: "npx exchange-managed-identity list --format json",
  synth: "npx exchange-managed-identity synth",
  /* For a stack without "verify" it says so, and ends with 0. */
  test: 'npx exchange-managed-identity test "$STACK" --verified --yes',
} as const;
