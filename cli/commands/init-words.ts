import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { slashed } from "../config/script-path";
import type { Answers } from "./answers";
import { RUNS_WITHOUT_STATE } from "../pipelines/pipeline-warnings";
import { NO_BACKEND } from "./state-answers";

/** What a person types next; the same lines in PowerShell and in a Unix shell. */
export function nextSteps(folder: string, { pipeline }: Answers): string[] {
  const command = "npx --no-install exchange-managed-identity";
  return [
    "Next:",
    ...(folder === "" ? [] : [`  cd ${/\s/.test(folder) ? `"${folder}"` : folder}`]),
    "  npm install",
    `  ${command} synth`,
    ...(pipeline === "none"
      ? []
      : [
          `  ${command} lock`,
          "Then create what the pipeline signs in with (the page about pipelines), and commit all files, package-lock.json too.",
        ]),
  ];
}

/** What a person may not expect of the folder; `warnings` are those of its configuration. */
export function wordsAbout({ pipeline, backend }: Answers, root: string, warnings: readonly string[]): string[] {
  const above = pipeline === "none" ? undefined : repositoryAbove(root);
  return [
    // The state is spoken of once, and what a script needs was said with its proposals.
    ...(pipeline !== "none" && backend === "none" ? [NO_BACKEND] : []),
    ...warnings.filter((warning) => !warning.includes(RUNS_WITHOUT_STATE) && !/^\[[^\]]*\/Runbook-/.test(warning)),
    ...(above === undefined
      ? []
      : [
          `A pipeline runs at the top of a repository, and this folder is inside of ${above}: make the folder a repository of its own.`,
        ]),
  ];
}

/* The repository that a folder is inside of, without being its top. */
function repositoryAbove(root: string): string | undefined {
  if (existsSync(join(root, ".git"))) {
    return undefined;
  }
  const above = dirname(root);
  return above === root ? undefined : existsSync(join(above, ".git")) ? slashed(above) : repositoryAbove(above);
}
