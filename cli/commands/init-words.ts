import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { slashed } from "../config/script-path";
import type { Answers } from "./answers";
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

/** What a person may not expect of the folder. */
export function wordsAbout({ pipeline, backend }: Answers, root: string): string[] {
  const above = pipeline === "github" ? repositoryAbove(root) : undefined;
  return [
    ...(pipeline !== "none" && backend === "none" ? [`Warning: ${NO_BACKEND}`] : []),
    ...(above === undefined
      ? []
      : [
          `Warning: GitHub reads workflows only at the top of a repository, and this folder is inside of ${above}: make the folder a repository of its own, or move .github there.`,
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
