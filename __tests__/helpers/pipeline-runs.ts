import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { explain } from "../../cli/commands/explain";
import { list } from "../../cli/commands/list";
import type { PlannedStack } from "../../cli/pipelines/planned-stacks";
import { PipelineStandIns, type Ran, type Trouble } from "./pipeline-stand-ins";
import { temporaryFolder } from "./stack";

interface Step {
  readonly run?: string;
  readonly script?: string;
  readonly bash?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly publish?: string;
  readonly download?: string;
  readonly artifact?: string;
  readonly env?: { readonly [name: string]: string };
  readonly with?: { readonly [name: string]: string };
  readonly inputs?: { readonly inlineScript?: string; readonly azureSubscription?: string };
}

interface GitHubJob {
  readonly environment?: string;
  readonly permissions?: { readonly [name: string]: string };
  readonly steps: readonly Step[];
}

interface AzureStage {
  readonly stage: string;
  readonly jobs: readonly {
    readonly steps?: readonly Step[];
    readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } } };
  }[];
}

const ID = "99999999-8888-7777-6666-555555555555";

/** A folder with a configuration, as a run of a pipeline has it after its checkout; the stacks are synthesized and locked. */
export class PipelineRuns {
  public readonly folder = temporaryFolder();
  public readonly stacks: readonly PlannedStack[];
  private readonly standIns: PipelineStandIns;
  private readonly artifacts = temporaryFolder();

  public constructor(configuration: object) {
    const config = join(this.folder, "exchange.config.json");
    writeFileSync(config, JSON.stringify(configuration));
    const github = printed(() => list({ config, format: "github" }));
    this.stacks = JSON.parse(/^all=(.*)$/m.exec(github)?.[1] ?? "[]") as PlannedStack[];
    const answers: { [line: string]: string } = {
      "list --format github": github,
      "list --format azure-devops": printed(() => list({ config, format: "azure-devops" })),
      "explain --format markdown": "the explanation",
      "check --format github": "",
    };
    for (const { stack, connection } of this.stacks) {
      mkdirSync(join(this.folder, "cdktf.out", "stacks", stack), { recursive: true });
      writeFileSync(join(this.folder, "cdktf.out", "stacks", stack, ".terraform.lock.hcl"), "");
      answers[`explain ${stack} --format json`] = printed(() => explain({ config, stack, format: "json" }));
      answers[`list --before ${stack}`] = printed(() => list({ config, format: "text", before: stack }));
      answers[`list --reads ${stack}`] = printed(() => list({ config, format: "text", reads: stack }));
      answers[`list --connection ${connection}`] = printed(() => list({ config, format: "text", connection }));
      for (const stage of ["first", "second"] as const) {
        answers[`list --stage ${stage} --connection ${connection}`] = printed(() =>
          list({ config, format: "text", stage, connection }),
        );
      }
    }
    const variables = this.stacks.map(({ stack }) => {
      const { stacks } = JSON.parse(answers[`explain ${stack} --format json`] ?? "") as {
        stacks: { variables: string[] }[];
      };
      return ` ${stack}:${stacks[0]?.variables.join(",") ?? ""} `;
    });
    this.standIns = new PipelineStandIns(answers, variables.join(""));
  }

  /** Runs a job of a workflow of GitHub Actions for one entry of its matrix: the first step that fails ends it. */
  public github(
    workflow: string,
    job: string,
    stack: string | undefined,
    secrets: { readonly [name: string]: string } = {},
    trouble: Trouble = {},
  ): Ran & { readonly outputs: string; readonly summary: string } {
    const { jobs } = parse(workflow) as { jobs: { [name: string]: GitHubJob } };
    const matrix = this.stacks.find((entry) => entry.stack === stack);
    const variable = (name: string) => `${name} of ${String(jobs[job]?.environment)}`;
    const fill = (text: string): string =>
      text.replace(/\$\{\{ ?([\w.]+) ?\}\}/g, (_, name: string) => {
        const [scope, key] = name.split(".") as [string, string];
        switch (scope) {
          case "matrix":
            return String(matrix?.[key as keyof PlannedStack] ?? "");
          case "vars":
            return variable(key);
          case "secrets":
            return secrets[key] ?? "";
          default:
            return "";
        }
      });
    this.standIns.begin();
    const files = { GITHUB_OUTPUT: join(this.folder, "outputs"), GITHUB_STEP_SUMMARY: join(this.folder, "summary.md") };
    Object.values(files).forEach((file) => writeFileSync(file, ""));
    let output = "";
    let status: number | null = 0;
    for (const step of jobs[job]?.steps ?? []) {
      if (step.if === "matrix.verify" && matrix?.verify !== true) {
        continue;
      }
      const artifact = join(this.artifacts, fill(step.with?.name ?? ""));
      if (step.uses?.startsWith("actions/upload-artifact@")) {
        mkdirSync(artifact, { recursive: true });
        cpSync(join(this.folder, fill(step.with?.path ?? "")), join(artifact, "tfplan.gpg"));
      } else if (step.uses?.startsWith("actions/download-artifact@")) {
        cpSync(artifact, this.folder, { recursive: true });
      } else if (step.run !== undefined) {
        const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)]));
        const ran = this.standIns.run(this.folder, `set -eo pipefail\n${step.run}`, { ...files, ...env }, trouble);
        output += ran.output;
        status = ran.status;
        if (status !== 0) {
          break;
        }
      }
    }
    const read = (file: string) => readFileSync(file, "utf8");
    return {
      status,
      output,
      calls: this.standIns.calls(),
      outputs: read(files.GITHUB_OUTPUT),
      summary: read(files.GITHUB_STEP_SUMMARY),
    };
  }

  /** What left the machine: the texts of all artifacts. */
  public artifactTexts(): string[] {
    return readdirSync(this.artifacts, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".gpg"))
      .map((path) => readFileSync(join(this.artifacts, path), "utf8"));
  }

  /** Runs a stage of a pipeline of Azure DevOps for one connection: the first step that fails ends it. */
  public azure(
    pipeline: string,
    stage: string,
    secrets: { readonly [name: string]: string } = {},
    trouble: Trouble = {},
    connection = { name: "default", suffix: "" },
  ): Ran & { readonly connections: string[]; readonly summary: string } {
    const found = stagesOf(pipeline, connection).find((entry) => entry.stage === stage);
    const steps = (found?.jobs ?? []).flatMap((job) => job.steps ?? job.strategy?.runOnce.deploy.steps ?? []);
    const fill = (text: string) =>
      (text ?? "").replace(/\$\(([\w.]+)\)/g, (macro, name: string) =>
        name === "System.AccessToken" ? "x" : (secrets[name] ?? macro),
      );
    // Each stage has a machine of its own.
    const staging = join(this.folder, "staging");
    rmSync(staging, { recursive: true, force: true });
    mkdirSync(staging, { recursive: true });
    writeFileSync(join(staging, "plans.md"), "");
    this.standIns.begin();
    let output = "";
    let status: number | null = 0;
    const connections: string[] = [];
    for (const { script, bash, inputs, env = {}, publish, download, artifact = "" } of steps) {
      if (publish !== undefined) {
        cpSync(join(staging, "plans"), join(this.artifacts, artifact), { recursive: true });
      }
      if (download === "current") {
        cpSync(join(this.artifacts, artifact), join(this.folder, artifact), { recursive: true });
      }
      const text = script ?? bash ?? inputs?.inlineScript;
      if (text === undefined) {
        continue;
      }
      connections.push(...(inputs?.azureSubscription === undefined ? [] : [inputs.azureSubscription]));
      const ran = this.standIns.run(
        this.folder,
        text,
        {
          ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])),
          TERRAFORM_VERSION: "1.2.3",
          BUILD_ARTIFACTSTAGINGDIRECTORY: staging,
          PIPELINE_WORKSPACE: this.folder,
          AGENT_TEMPDIRECTORY: temporaryFolder(),
          SYSTEM_OIDCREQUESTURI: "https://example.com/oidctoken",
          AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: ID,
          servicePrincipalId: ID,
          tenantId: ID,
        },
        trouble,
      );
      output += ran.output;
      status = ran.status;
      if (status !== 0) {
        break;
      }
    }
    const summary = existsSync(join(staging, "plans.md")) ? readFileSync(join(staging, "plans.md"), "utf8") : "";
    return { status, output, calls: this.standIns.calls(), connections, summary };
  }
}

/** The stages of a pipeline of Azure DevOps, for one connection, with its expressions filled in. */
export function stagesOf(pipeline: string, connection = { name: "default", suffix: "" }): AzureStage[] {
  const filled = pipeline
    .replaceAll("${{ replace(connection.name, '-', '_') }}", connection.name.replace(/-/g, "_"))
    .replaceAll("${{ connection.name }}", connection.name)
    .replaceAll("${{ connection.suffix }}", connection.suffix);
  const { stages } = parse(filled) as { stages: (AzureStage & { [each: string]: AzureStage[] })[] };
  return stages.flatMap((entry) => (entry.stage ? [entry] : Object.values(entry).flat()));
}

/* What a command prints. */
function printed(command: () => number): string {
  const lines: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((text: string) => void lines.push(text));
  const error = jest.spyOn(console, "error").mockImplementation(() => undefined);
  try {
    expect(command()).toBe(0);
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
  return lines.join("\n");
}
