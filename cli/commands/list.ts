import {
  DEFAULT_CONNECTION,
  type PlannedStack,
  plannedStacks,
  type Stage,
  STAGES,
  TooManyStages,
} from "../pipelines/planned-stacks";
import { INVALID } from "./exit-codes";
import { fail, withBuilt } from "./with-built";

/** Which configuration, which stacks, and the form of the result. */
export interface ListOptions {
  readonly config: string;
  readonly format: "text" | "json" | "github" | "azure-devops";
  /** Only the stacks that a pipeline plans in this stage. */
  readonly stage?: Stage;
  /** Only the stacks that sign in with this connection. */
  readonly connection?: string;
  /** Only the stacks that create what this one reads. */
  readonly before?: string;
  /** Instead of stacks, the ends of the Terraform types of what this one reads. */
  readonly reads?: string;
}

/** Prints the names of the stacks, or what a pipeline needs to know of them. Returns the exit code. */
export function list(options: ListOptions): number {
  const { config, format, stage, connection, before, reads } = options;
  const isForPipeline =
    [stage, connection, before, reads].some((value) => value !== undefined) || /^(?:github|azure)/.test(format);
  return withBuilt(config, ({ stacks, loaded }) => {
    if (!isForPipeline) {
      return print(
        stacks.map(({ name }) => name),
        format,
      );
    }
    try {
      const planned = plannedStacks(loaded);
      const asked = before ?? reads;
      const reader = planned.find((entry) => entry.stack === asked);
      if (asked !== undefined && reader === undefined) {
        return fail(
          `There is no stack ${asked} that a pipeline plans. There are: ${planned.map((entry) => entry.stack).join(", ") || "none"}`,
        );
      }
      if (reads !== undefined) {
        return print(reader?.reads.split(" ").filter((type) => type !== "") ?? [], format);
      }
      // A misspelled tenant would plan nothing, and pass.
      if (
        connection !== undefined &&
        ![DEFAULT_CONNECTION, ...planned.map((entry) => entry.connection)].includes(connection.toLowerCase())
      ) {
        return fail(`No stack signs in with the connection ${connection}.`);
      }
      const chosen = planned.filter(
        (entry) =>
          (stage ?? entry.stage) === entry.stage &&
          (connection?.toLowerCase() ?? entry.connection) === entry.connection &&
          (reader === undefined || reader.after.split(" ").includes(entry.stack)),
      );
      switch (format) {
        case "github":
          console.log(githubOutputs(chosen).join("\n"));
          return 0;
        case "azure-devops":
          console.log(azureDevOpsVariables(chosen).join("\n"));
          return 0;
        default:
          return print(
            chosen.map((entry) => entry.stack),
            format,
          );
      }
    } catch (error) {
      if (error instanceof TooManyStages) {
        console.error(error.message);
        return INVALID;
      }
      throw error;
    }
  });
}

/* As JSON, the names are one array. */
function print(names: readonly string[], format: ListOptions["format"]): number {
  if (format === "json" || names.length > 0) {
    console.log(format === "json" ? JSON.stringify(names) : names.join("\n"));
  }
  return 0;
}

/* The outputs of a step of GitHub Actions: one matrix for each stage, and one for all. */
function githubOutputs(stacks: readonly PlannedStack[]): string[] {
  const matrix = (entries: readonly PlannedStack[]) => JSON.stringify(entries);
  return [
    ...STAGES.map((stage) => `${stage}=${matrix(stacks.filter((entry) => entry.stage === stage))}`),
    `all=${matrix(stacks)}`,
  ];
}

/* The output variables of a step of Azure DevOps: the names, by stage and connection. A variable's name has no hyphen. */
function azureDevOpsVariables(stacks: readonly PlannedStack[]): string[] {
  const connections = [...new Set([DEFAULT_CONNECTION, ...stacks.map(({ connection }) => connection)])];
  return connections.flatMap((connection) =>
    STAGES.map((stage) => {
      const names = stacks.filter((entry) => entry.stage === stage && entry.connection === connection);
      const variable = `${stage}_${connection.replace(/-/g, "_")}`;
      return `##vso[task.setvariable variable=${variable};isOutput=true]${names.map((entry) => entry.stack).join(" ")}`;
    }),
  );
}
