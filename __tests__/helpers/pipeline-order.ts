/*
 * What runs, and in which order, as the services read it from the YAML: what a job needs, its condition, and whether the rest
 * of a matrix is started after a failure.
 */

/** How a job ended. */
export type Result = "success" | "failure" | "skipped";

/** The jobs that ended, and what they put out. */
export interface Ended {
  readonly result: Result;
  readonly outputs: { readonly [name: string]: string };
}

/** A job of GitHub Actions, as far as its order is concerned. */
export interface OrderedJob {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly strategy?: { readonly "max-parallel"?: number; readonly "fail-fast"?: boolean };
}

/** Whether GitHub Actions runs a job now: without a function of its own a condition also asks for the success of all it needs. */
export function runsOnGitHub(job: OrderedJob, ended: { readonly [job: string]: Ended }, github: object): boolean {
  const needed = [job.needs ?? []].flat();
  const all = needed.every((name) => ended[name]?.result === "success");
  const condition = job.if ?? "true";
  const asksItself = /\b(?:always|success|failure|cancelled)\(\)/.test(condition);
  return (
    (asksItself || all) &&
    evaluated(condition, { github, needs: ended, always: () => true, success: () => all }) === true
  );
}

/** Whether the rest of a matrix is left out after a failure: nothing else is running then, and what waits is cancelled. */
export function stopsAtFailure({ strategy = {} }: OrderedJob): boolean {
  return strategy["max-parallel"] === 1 && strategy["fail-fast"] !== false;
}

/** A stage of Azure DevOps, as far as its order is concerned. */
export interface OrderedStage {
  readonly stage: string;
  readonly dependsOn?: string | readonly string[];
  readonly condition?: string;
}

/** Whether Azure DevOps runs a stage now. */
export function runsOnAzure(
  stage: OrderedStage,
  ended: { readonly [stage: string]: Ended },
  variables: { readonly [name: string]: string },
): boolean {
  const needed = [stage.dependsOn ?? []].flat();
  const all = needed.every((name) => ended[name]?.result === "success");
  const condition = (stage.condition ?? "succeeded()").replace(/\bin\(/g, "isIn(");
  return (
    evaluated(condition, {
      variables,
      dependencies: ended,
      succeeded: () => all,
      always: () => true,
      and: (...values: boolean[]) => values.every(Boolean),
      eq: (one: string, other: string) => one === other,
      ne: (one: string, other: string) => one !== other,
      isIn: (one: string, ...others: string[]) => others.includes(one),
    }) === true
  );
}

/* The expressions of both services are JavaScript, as far as the pipelines use them. */
function evaluated(expression: string, names: { readonly [name: string]: unknown }): unknown {
  return (new Function(...Object.keys(names), `return (${expression});`) as (...values: unknown[]) => unknown)(
    ...Object.values(names),
  );
}
