import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { LoopbackAzure } from "./loopback/loopback-azure";

const ROOT = join(__dirname, "..");

/** The program that plans and applies: `terraform`, or what EXCHANGE_TERRAFORM names, such as `tofu`. */
export const TERRAFORM = process.env.EXCHANGE_TERRAFORM ?? "terraform";

/** What a run of Terraform printed, and how it ended. */
export interface Run {
  readonly ok: boolean;
  readonly output: string;
}

/** The versions of the two providers that a case runs with. */
export interface Providers {
  readonly azurerm: string;
  readonly azuread: string;
}

/** A folder with a synthesized stack, as a pipeline would take it over. */
export class Workspace {
  public readonly folder = mkdtempSync(join(tmpdir(), "exchange-e2e-"));

  public constructor(
    private readonly azure: LoopbackAzure,
    providers: Providers | undefined,
    private readonly variables: { readonly [name: string]: string } = {},
  ) {
    this.write("backend_override.tf.json", { terraform: { backend: { local: { path: "terraform.tfstate" } } } });
    // Without chosen versions the stack's own ranges hold.
    if (providers) {
      this.write("versions_override.tf.json", {
        terraform: {
          required_providers: {
            azurerm: { source: "hashicorp/azurerm", version: providers.azurerm },
            azuread: { source: "hashicorp/azuread", version: providers.azuread },
          },
        },
      });
    }
  }

  /** Puts a synthesized stack in, in the place of the one before. */
  public use(stackFolder: string): void {
    cpSync(join(stackFolder, "cdk.tf.json"), join(this.folder, "cdk.tf.json"));
  }

  public write(name: string, value: object): void {
    writeFileSync(join(this.folder, name), JSON.stringify(value));
  }

  public read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  public init(): Promise<Run> {
    return this.terraform("init", "-input=false", "-no-color");
  }

  public validate(): Promise<Run> {
    return this.terraform("validate", "-no-color");
  }

  public apply(): Promise<Run> {
    return this.terraform("apply", "-auto-approve", "-input=false", "-no-color");
  }

  /** A plan; it succeeds only if there is nothing to do. */
  public async unchanged(): Promise<Run> {
    return this.terraform("plan", "-detailed-exitcode", "-input=false", "-no-color");
  }

  /** The last plan, as JSON. */
  public shown(): Promise<Run> {
    return this.terraform("show", "-json", "tfplan");
  }

  public async plan(): Promise<{ run: Run; changes: { address: string; actions: string[] }[] }> {
    const run = await this.terraform("plan", "-out=tfplan", "-input=false", "-no-color");
    if (!run.ok) {
      return { run, changes: [] };
    }
    const { output } = await this.shown();
    const plan = JSON.parse(output) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    const changes = (plan.resource_changes ?? []).map(({ address, change }) => ({ address, actions: change.actions }));
    return { run, changes: changes.filter(({ actions }) => !["no-op", "read"].includes(actions.join())) };
  }

  /** `refresh: false` reads nothing first: for a stack that reads what another one has destroyed already. */
  public destroy({ refresh = true }: { readonly refresh?: boolean } = {}): Promise<Run> {
    const options = refresh ? [] : ["-refresh=false"];
    return this.terraform("destroy", "-auto-approve", "-input=false", "-no-color", ...options);
  }

  public async outputs(): Promise<{ [name: string]: unknown }> {
    const { output } = await this.terraform("output", "-json");
    const parsed = JSON.parse(output) as { [name: string]: { value: unknown } };
    return Object.fromEntries(Object.entries(parsed).map(([name, { value }]) => [name, value]));
  }

  public dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private terraform(...args: string[]): Promise<Run> {
    return new Promise((resolve) => {
      execFile(
        TERRAFORM,
        args,
        {
          cwd: this.folder,
          maxBuffer: 64 * 1024 * 1024,
          env: { ...process.env, ...this.azure.environment, ...this.variables, CHECKPOINT_DISABLE: "1" },
        },
        (error, stdout, stderr) => resolve({ ok: !error, output: error ? `${stdout}\n${stderr}` : stdout }),
      );
    });
  }
}

/** Synthesizes a configuration by the app's own command, and gives the folder of its stacks. */
export async function synthesizeConfiguration(
  configuration: object,
  scripts?: string,
): Promise<{ stacks: string; dispose(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "exchange-synth-"));
  // Paths in a configuration start where it lies.
  const file =
    scripts === undefined ? join(folder, "exchange.config.json") : join(scripts, `e2e-${basename(folder)}.tmp.json`);
  writeFileSync(file, JSON.stringify(configuration));
  mkdirSync(join(folder, "out"));
  // Not in the way of what else this process answers, such as an Azure on loopback.
  await promisify(execFile)(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: ROOT,
    env: { ...process.env, EXCHANGE_CONFIG: file, CDKTF_OUTDIR: join(folder, "out") },
  });
  rmSync(file);
  return { stacks: join(folder, "out", "stacks"), dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
