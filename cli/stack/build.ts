import { dirname, join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { shownText } from "cdktf-exchange-managed-identity/internal";
import { STACK_NAME } from "../config/stack-name";
import { type Loaded, type LoadedIdentity, load } from "../config/load";
import { onePerPlace, type Problem } from "../config/problem";
import { ProblemPlaces } from "../config/problem-places";
import { IdentityStack } from "./identity-stack";
import { type KeptFile, keptFiles } from "./kept-files";
import { STAND_IN } from "../config/repair";
import { withoutConsequences } from "./consequences";
import { pipelineWarnings } from "../pipelines/pipeline-warnings";
import { localStatePath, localStateWarnings, otherStacks } from "./local-state";
import { tenantWarnings, verifyWarnings, warningsOf } from "./warnings";
import { writtenTwice } from "./written-twice";

/** The stacks of a configuration, or everything that is wrong with it. */
export interface Built {
  readonly loaded: Loaded;
  readonly app: App;
  readonly stacks: { readonly name: string; readonly stack: IdentityStack; readonly isModule: boolean }[];
  readonly problems: Problem[];
  readonly warnings: string[];
  /** The folder of the configuration. */
  readonly folder: string;
  /** What a person keeps for the stacks. */
  readonly kept: KeptFile[];
}

/** Where a configuration is read, and where its stacks will be written. */
export interface BuildOptions {
  /** The folder that the paths in the configuration start in. */
  readonly folder: string;
  /** A folder for cdktf, which has to exist. */
  readonly scratch: string;
  /** The output folder; left out, `cdktf.out` beside the configuration. */
  readonly outdir?: string;
  readonly shape?: "root" | "module";
}

/** Reads a configuration and builds its stacks in memory. */
export function build(configFile: string, options: BuildOptions): Built {
  const { folder, scratch, shape } = options;
  const outdir = options.outdir ?? join(folder, "cdktf.out");
  const statePath = localStatePath(folder, outdir);
  const loaded = withShape(load(configFile), shape);
  // Stack traces would put paths of this machine into the output. All validations are run here, before anything is written.
  const app = new App({ outdir: scratch, stackTraces: false, skipValidation: true });
  const problems = [...loaded.problems];
  const places = new ProblemPlaces(problems);
  const isBroken = (path: readonly (string | number)[]) => places.touches(path);
  const found: Problem[] = [];
  const stacks = loaded.identities.flatMap((identity) => {
    const broken = isBroken(["identities", identity.name, "host", "type"]);
    const stack = stackOf(
      app,
      identity,
      () => new IdentityStack(app, identity.name, loaded.file, identity.configuration, folder, statePath),
    );
    found.push(
      ...(stack?.problems ?? []).filter(
        (problem) =>
          !isBroken(problem.path) &&
          !(broken && dependsOnHost(problem.path)) &&
          (!identity.isRepaired || isAboutTheFile(problem)),
      ),
    );
    const isModule = identity.configuration.shape === "module";
    return stack ? [{ name: identity.name, stack, isModule }] : [];
  });
  const kept = keptFiles(
    folder,
    stacks.map(({ name, isModule }) => ({ name, target: join(outdir, isModule ? "modules" : "stacks", name) })),
    dirname(configFile) === folder ? otherStacks(configFile) : [],
  );
  const isWhole = loaded.identities.every(({ isRepaired }) => !isRepaired);
  const shared = writtenTwice(stacks, loaded).filter(({ path }) => isWhole || !isBroken(path));
  const all = withoutConsequences(
    onePerPlace([
      ...problems,
      ...found,
      ...shared.filter((problem) => isWhole || isAboutTheFile(problem)),
      ...moduleProblems(loaded),
      ...kept.problems,
    ]),
  );
  const validations = all.length > 0 ? [] : stacks.flatMap(({ name, stack }) => validationsOf(name, stack));
  return {
    loaded,
    app,
    stacks,
    problems: [...all, ...validations],
    folder,
    kept: kept.files,
    warnings: [
      ...warningsOf(
        stacks.map(({ stack }) => stack),
        loaded,
      ),
      ...tenantWarnings(loaded),
      ...verifyWarnings(loaded),
      ...kept.warnings.map((text) => shownText(text)),
      ...(dirname(configFile) === folder
        ? [
            ...localStateWarnings(configFile, outdir, loaded),
            ...pipelineWarnings({ folder, loaded, stacks, kept: kept.files }).map((text) => shownText(text)),
          ]
        : []),
    ],
  };
}

/* A message that names what stands in for a refused value only follows from the refusal. */
function isAboutTheFile({ given, allowed, remedy }: Problem): boolean {
  return !`${JSON.stringify(given) ?? ""}${allowed}${remedy}`.toLowerCase().includes(STAND_IN);
}

function withShape(loaded: Loaded, shape: "root" | "module" | undefined): Loaded {
  const identities = loaded.identities.map((identity) => ({
    ...identity,
    configuration: { ...identity.configuration, shape: shape ?? identity.configuration.shape },
  }));
  return { ...loaded, identities };
}

function stackOf(app: App, identity: LoadedIdentity, create: () => IdentityStack): IdentityStack | undefined {
  const { name } = identity;
  // cdktf refuses names that the configuration refuses too.
  if (!new RegExp(STACK_NAME, "u").test(name) || app.node.tryFindChild(name)) {
    return undefined;
  }
  try {
    return create();
  } catch (error) {
    if (identity.isRepaired) {
      return undefined;
    }
    throw error;
  }
}

/* What says nothing while the kind of host is not known. */
function dependsOnHost([, , key]: readonly (string | number)[]): boolean {
  return ["module", "runbook", "runbooks", "diagnostics", "alert", "lock", "identity", "adopt"].includes(String(key));
}

/* Import blocks are allowed in a root module only. */
function moduleProblems({ identities }: Loaded): Problem[] {
  return identities.flatMap(({ name, configuration }): Problem[] => {
    if (configuration.shape !== "module") {
      return [];
    }
    const { host, identity, module, adopt } = configuration;
    const places = [
      ...(host.adopt ? [["host", "adopt"]] : []),
      ...(identity.type !== "systemAssigned" && identity.adopt ? [["identity", "adopt"]] : []),
      ...(isAdoption(adopt) ? [["adopt"]] : []),
      ...(module?.additional ?? []).flatMap((other, index) =>
        other.adopt ? [["module", "additional", index, "adopt"]] : [],
      ),
    ];
    return places.map((place) => ({
      path: ["identities", name, ...place],
      given: "an adoption in a child module",
      allowed: 'an adoption in a root module ("shape": "root")',
      remedy:
        "Terraform allows import blocks in the root module only: write the import blocks in your root, or adopt with a root stack",
    }));
  });
}

function isAdoption(adopt: LoadedIdentity["configuration"]["adopt"]): boolean {
  return Object.values(adopt ?? {}).some((value) => value !== false);
}

function validationsOf(name: string, stack: TerraformStack): Problem[] {
  const messages = stack.node.findAll().flatMap(({ node }) => node.validate());
  return messages.map((text) => ({
    path: ["identities", name],
    given: text,
    allowed: "a stack that cdktf accepts",
    remedy: "fix what the message names",
  }));
}
