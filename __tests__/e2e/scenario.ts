import { join } from "node:path";
import { providersFound, type ProvidersFound } from "./find-providers";
import { asObject, type Json } from "../../tools/loopback/answer";
import { LoopbackAzure } from "../../tools/loopback/loopback-azure";
import { isChange } from "../../tools/loopback/transcript";
import { synthesizeConfiguration, Workspace, type Run } from "../../tools/terraform-workspace";

/** Where the suite can run; elsewhere jest counts its cases as skipped. */
export const withProviders = providersFound().missing === undefined ? describe : describe.skip;

/** The provider sets that a matrix is run with. */
export function providerSets(): ProvidersFound["newest"][] {
  const { oldest, newest, missing } = providersFound();
  return missing === undefined && oldest.azurerm !== newest.azurerm ? [oldest, newest] : [newest];
}

/** One stack of a configuration, applied to a tenant of its own. */
export class Scenario {
  public static async start(
    providers = providersFound().newest,
    variables?: { [name: string]: string },
  ): Promise<Scenario> {
    const azure = await LoopbackAzure.start();
    return new Scenario(azure, new Workspace(azure, providers, variables));
  }

  private isInitialized = false;

  private constructor(
    public readonly azure: LoopbackAzure,
    public readonly workspace: Workspace,
  ) {}

  /** Another stack in the same tenant. */
  public withWorkspace(workspace: Workspace): Scenario {
    return new Scenario(this.azure, workspace);
  }

  /** Synthesizes a configuration of one identity, in the place of the one before. */
  public async use(identity: object, rest: object = {}, scripts?: string): Promise<void> {
    const synthesis = await synthesizeConfiguration(
      {
        provider: { resourceProviderRegistrations: "none" },
        ...rest,
        identities: { stack: identity },
      },
      scripts,
    );
    await this.useFolder(join(synthesis.stacks, "stack"));
    synthesis.dispose();
  }

  public async useFolder(folder: string): Promise<void> {
    this.workspace.use(folder);
    if (!this.isInitialized) {
      succeeded(await this.workspace.init());
      this.isInitialized = true;
    }
    succeeded(await this.workspace.validate());
  }

  /** Applies, and then plans: nothing may be left to do. */
  public async applyAndSettle(): Promise<Run> {
    const before = this.azure.transcript.length;
    const run = succeeded(await this.workspace.apply());
    const applied = this.azure.transcript.length;
    succeeded(await this.workspace.unchanged());
    const planned = this.azure.transcript.length;
    console.log(
      `${expect.getState().currentTestName}: ${applied - before} requests to apply, ${planned - applied} to plan without a change`,
    );
    return run;
  }

  /** A resource of the tenant, by its group and the rest of its path. */
  public resource(group: string, ...rest: string[]): Json {
    const found = this.azure.manager.get([this.azure.group(group), ...rest].join("/"));
    if (!found) {
      throw new Error(
        `There is no ${rest.join("/")} in ${group}. There are: ${[...this.azure.manager.resources.keys()].join(", ")}`,
      );
    }
    return found;
  }

  /** The requests that changed the tenant, without the account's path in front. */
  public changes(from = 0): string[] {
    return this.azure.transcript
      .slice(from)
      .filter((request) => isChange(request))
      .map(({ method, path }) => `${method} ${path.replace(/^.*\/(providers|v1\.0)\//, "")}`);
  }

  public async stop(): Promise<void> {
    await this.azure.stop();
    this.workspace.dispose();
    expect(this.azure.unanswered).toEqual([]);
  }
}

/** The run, if it succeeded; else a failure that shows what Terraform printed. */
export function succeeded(run: Run): Run {
  if (!run.ok) {
    throw new Error(run.output);
  }
  return run;
}

/** The principal ids that hold the permission, and those that hold each role. */
export function rights({ azure }: Scenario): { permission: unknown[]; roles: unknown[][] } {
  return {
    permission: [...azure.directory.grants.values()].map(({ principalId }) => principalId),
    roles: [...azure.directory.roleAssignments.values()].map((role) => [
      role.principalId,
      role.roleDefinitionId,
      role.directoryScopeId,
    ]),
  };
}

/** The identity block of a resource. */
export function identityOf(resource: Json): Json {
  return asObject(resource.identity);
}
