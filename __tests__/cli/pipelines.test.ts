import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ANNOTATIONS } from "../../cli/commands/check-annotations";
import { synthesize } from "../../cli/commands/synthesize";
import { azureDevOpsPipeline } from "../../cli/pipelines/azure-devops-pipeline";
import { githubWorkflow } from "../../cli/pipelines/github-workflow";
import { identityConfiguration } from "../helpers/configuration";
import {
  type Ended,
  type OrderedJob,
  type Result,
  runsOnAzure,
  runsOnGitHub,
  stopsAtFailure,
} from "../helpers/pipeline-order";
import { PipelineRuns, stagesOf } from "../helpers/pipeline-runs";
import type { Trouble } from "../helpers/pipeline-stand-ins";
import { hasBash } from "../helpers/stub-commands";
import { temporaryFolder } from "../helpers/stack";

const withBash = hasBash() ? describe : describe.skip;

const GITHUB = githubWorkflow("0.1.0", ["feed_address"]);
const AZURE = azureDevOpsPipeline("0.1.0", ["feed_address"]);

const TENANT = "22222222-3333-4444-5555-666666666666";
const SECRETS = { PLAN_PASSPHRASE: "correct horse" };

const ONE = { identities: { one: identityConfiguration({ verify: true, runbook: { name: "Test" } }) } };
/* Two that stand alone, and one that reads the identity of the first. */
const THREE = {
  identities: {
    "with-hyphen": identityConfiguration({ identity: { type: "userAssigned", name: "Shared" }, verify: true }),
    two: identityConfiguration({
      resourceGroup: { name: "RG2", location: "West US" },
      host: {
        type: "windowsVirtualMachine",
        name: "vm2",
        network: { addressSpace: "10.0.0.0/24" },
      },
    }),
    three: identityConfiguration({
      resourceGroup: { name: "RG3", location: "West US" },
      host: { type: "automationAccount", name: "ContosoAzAuto3" },
      identity: {
        type: "userAssigned",
        name: "shared",
        existing: true,
        resourceGroup: { name: "ContosoRG", existing: true },
      },
      grants: "elsewhere",
      roles: undefined,
    }),
    child: identityConfiguration({ shape: "module", resourceGroup: { name: "RG4", location: "West US" } }),
  },
};

interface Deployment {
  /**
   * Runs what a push to main runs, in the order and on the conditions of the YAML. A command may fail; `from` leaves out what
   * comes before its job.
   */
  deploy(trouble?: { readonly job: string; readonly failAt: number }): Deployed;
  readonly runs: PipelineRuns;
}

interface Deployed {
  readonly failed: string[];
  readonly calls: { readonly [job: string]: string[] };
}

/* Runs jobs as long as there is one that can run. What an earlier run of all left behind stands for what comes before `from`. */
function deployed(
  jobs: readonly Job[],
  trouble: { readonly job: string; readonly failAt: number } | undefined,
  earlier: Map<string, Ended>,
): Deployed {
  const calls: { [job: string]: string[] } = {};
  const failed: string[] = [];
  const ended: { [job: string]: Ended } = {};
  for (const job of jobs) {
    const names = job.parts.map((part) => [job.name, ...part].join(" "));
    const isBefore = trouble !== undefined && Object.keys(calls).length === 0 && !names.includes(trouble.job);
    const known = earlier.get(job.name);
    if (isBefore && known !== undefined) {
      ended[job.name] = known;
      continue;
    }
    if (!job.runs(ended)) {
      ended[job.name] = { result: "skipped", outputs: {} };
      continue;
    }
    let outputs: { readonly [name: string]: string } = {};
    let result: Result = "success";
    for (const [index, part] of job.parts.entries()) {
      const name = names[index] ?? job.name;
      if (trouble !== undefined && Object.keys(calls).length === 0 && name !== trouble.job) {
        continue;
      }
      const ran = job.run(part[0], name === trouble?.job ? { failAt: trouble.failAt } : {});
      calls[name] = ran.calls;
      outputs = ran.outputs;
      if (ran.status !== 0) {
        failed.push(name);
        result = "failure";
        if (job.stopsAtFailure) {
          break;
        }
      }
    }
    ended[job.name] = { result, outputs };
  }
  if (trouble === undefined) {
    Object.entries(ended).forEach(([name, end]) => earlier.set(name, end));
  }
  return { failed, calls };
}

/* A job of either service, and the parts of its matrix. */
interface Job {
  readonly name: string;
  readonly parts: readonly (readonly string[])[];
  readonly stopsAtFailure: boolean;
  runs(ended: { readonly [job: string]: Ended }): boolean;
  run(
    stack: string | undefined,
    trouble: Trouble,
  ): {
    readonly status: number | null;
    readonly calls: string[];
    readonly outputs: { readonly [name: string]: string };
  };
}

const ALL_SECRETS = { ...SECRETS, ADMIN_PASSWORD: "P1" };

function onGitHub(configuration: object): Deployment {
  const runs = new PipelineRuns(configuration);
  const { jobs } = parse(GITHUB) as { jobs: { [name: string]: OrderedJob } };
  const github = { event_name: "push", ref: "refs/heads/main", repository: "o/r", event: {} };
  const parts = (name: string) =>
    name === "check" ? [[]] : runs.stacks.filter(({ stage }) => name.endsWith(stage)).map(({ stack }) => [stack]);
  const list = Object.entries(jobs).map(([name, job]): Job => ({
    name,
    parts: parts(name),
    stopsAtFailure: stopsAtFailure(job),
    runs: (ended) => runsOnGitHub(job, ended, github),
    run: (stack, trouble) => {
      const ran = runs.github(GITHUB, name, stack, ALL_SECRETS, trouble);
      const outputs = [...ran.outputs.matchAll(/^(\w+)=(.*)$/gm)].map(([, key, value]) => [key, value]);
      return { ...ran, outputs: Object.fromEntries(outputs) as { [key: string]: string } };
    },
  }));
  const earlier = new Map<string, Ended>();
  return { runs, deploy: (trouble) => deployed(list, trouble, earlier) };
}

function onAzureDevOps(configuration: object): Deployment {
  const runs = new PipelineRuns(configuration);
  const variables = { "Build.Reason": "IndividualCI", "Build.SourceBranch": "refs/heads/main" };
  const list = stagesOf(AZURE).map((stage): Job => ({
    name: stage.stage,
    parts: [[]],
    stopsAtFailure: true,
    runs: (ended) => runsOnAzure(stage, ended, variables),
    run: (_stack, trouble) => {
      const ran = runs.azure(AZURE, stage.stage, ALL_SECRETS, trouble);
      const outputs = [...ran.output.matchAll(/^##vso\[task\.setvariable variable=(\w+);isOutput=true\](.*)$/gm)];
      const named = outputs.map(([, name, value]) => [`check.list.${name}`, value]);
      return { ...ran, outputs: Object.fromEntries(named) as { [key: string]: string } };
    },
  }));
  const earlier = new Map<string, Ended>();
  return { runs, deploy: (trouble) => deployed(list, trouble, earlier) };
}

const applied = (calls: { readonly [job: string]: string[] }) =>
  Object.values(calls)
    .flat()
    .flatMap((line) => /^terraform -chdir=cdktf\.out\/stacks\/(\S+) apply -input=false tfplan$/.exec(line)?.[1] ?? []);

describe.each([
  ["GitHub Actions", onGitHub],
  ["Azure DevOps", onAzureDevOps],
])("%s", (_service, on) => {
  withBash("with one stack", () => {
    const deployment = hasBash() ? on(ONE) : undefined;

    test("a push to main plans, applies that plan, and tests a stack that asks for it", () => {
      const { failed, calls } = deployment?.deploy() ?? {};
      expect(failed).toEqual([]);
      expect(applied(calls ?? {})).toEqual(["one"]);
      expect(Object.values(calls ?? {}).flat()).toContain(
        "npx --no-install exchange-managed-identity test one --verified --yes",
      );
    });
  });

  withBash("with three stacks, of which one reads what another creates", () => {
    const deployment = hasBash() ? on(THREE) : undefined;

    test("the stack that reads is planned after the apply of the one that creates, and a child module never", () => {
      const { failed, calls = {} } = deployment?.deploy() ?? {};
      expect(failed).toEqual([]);
      expect(applied(calls)).toEqual(["with-hyphen", "two", "three"]);
      const lines = Object.values(calls).flat();
      const applyOfFirst = lines.findIndex((line) => line.includes("with-hyphen apply"));
      expect(lines.findIndex((line) => line.includes("three plan"))).toBeGreaterThan(applyOfFirst);
      expect(lines.filter((line) => line.includes("stacks/child"))).toEqual([]);
    });

    test("the plan is nowhere in clear when it leaves the machine", () => {
      deployment?.deploy();
      const plans = deployment?.runs.artifactTexts() ?? [];
      expect(plans).toHaveLength(3);
      expect(plans.filter((text) => text.includes("secret plan"))).toEqual([]);
    });
  });

  withBash.each([
    ["one stack", ONE],
    ["three stacks", THREE],
  ])("with %s, wherever a command fails", (_many, configuration) => {
    const deployment = hasBash() ? on(configuration) : undefined;
    const { calls = {} } = deployment?.deploy() ?? {};

    test.each(Object.keys(calls))("in %s, the job fails and nothing else is applied", (job) => {
      const all = calls[job] ?? [];
      expect(all.length).toBeGreaterThan(0);
      for (const index of all.keys()) {
        const ran = deployment?.deploy({ job, failAt: index + 1 });
        const untilThen = applied({ [job]: all.slice(0, index + 1) });
        expect([all[index], ran?.failed]).toEqual([all[index], [job]]);
        expect([all[index], applied(ran?.calls ?? {})]).toEqual([all[index], untilThen]);
      }
    });
  });
});

withBash("a stack whose secret is missing", () => {
  test.each([
    ["GitHub Actions", (runs: PipelineRuns) => runs.github(GITHUB, "plan-first", "two", SECRETS)],
    ["Azure DevOps", (runs: PipelineRuns) => runs.azure(AZURE, "plan_first_default", SECRETS)],
  ])("is not planned by %s, which names the secret and its place", (_service, run) => {
    const { status, output, calls } = run(new PipelineRuns(THREE));
    expect(status).not.toBe(0);
    expect(output).toMatch(/needs the secret ADMIN_PASSWORD for its variable admin_password.*(?:plan|exchange)/);
    expect(calls.filter((line) => line.includes("stacks/two plan"))).toEqual([]);
  });

  test.each([
    ["GitHub Actions", (runs: PipelineRuns) => runs.github(GITHUB, "plan-first", "one", {})],
    ["Azure DevOps", (runs: PipelineRuns) => runs.azure(AZURE, "plan_first_default", {})],
  ])("is not planned by %s without the passphrase of the plan", (_service, run) => {
    const { status, output, calls } = run(new PipelineRuns(ONE));
    expect([status, output.includes("The secret PLAN_PASSPHRASE is missing")]).toEqual([1, true]);
    expect(calls.filter((line) => line.includes(" plan "))).toEqual([]);
  });
});

withBash("a pull request", () => {
  const secrets = { ADMIN_PASSWORD: "", PLAN_PASSPHRASE: "" };

  test("is planned without any secret, and the plan is on the page of the run", () => {
    const runs = new PipelineRuns(THREE);
    const github = runs.github(GITHUB, "plan-pull-request", "two", secrets);
    expect([github.status, github.summary]).toEqual([0, expect.stringContaining("the plan of two") as string]);
    const azure = runs.azure(AZURE, "plan_pull_request_default");
    expect([azure.status, azure.summary]).toEqual([0, expect.stringContaining("the plan of three") as string]);
    expect(azure.connections).toEqual(["exchange-read"]);
  });

  test.each<[string, Trouble, boolean]>([
    ["passes with a warning where the change creates what it reads", { planCodes: { "with-hyphen": 2 } }, true],
    ["fails where nothing changes in what it reads", {}, false],
    ["fails where what it reads is only replaced", { planCodes: { "with-hyphen": 3 } }, false],
    ["fails where something else is created", { planCodes: { "with-hyphen": 4 } }, false],
  ])("with a plan of the second stage that fails %s", (_what, trouble, passes) => {
    const runs = new PipelineRuns(THREE);
    const failing = { ...trouble, unplannable: ["three"] };
    const github = runs.github(GITHUB, "plan-pull-request", "three", secrets, failing);
    const azure = runs.azure(AZURE, "plan_pull_request_default", {}, failing);
    for (const { status, output } of [github, azure]) {
      expect([status === 0, output.includes("cannot be planned yet")]).toEqual([passes, passes]);
    }
  });

  test("with one plan that fails has the others planned, and fails with its name", () => {
    const { status, output, summary } = new PipelineRuns(THREE).azure(
      AZURE,
      "plan_pull_request_default",
      {},
      { unplannable: ["with-hyphen"] },
    );
    expect([status, summary.includes("the plan of two")]).toEqual([1, true]);
    expect(output).toContain("##vso[task.logissue type=error]Failed: with-hyphen");
  });
});

withBash("what Terraform prints", () => {
  test.each([
    ["GitHub Actions", (runs: PipelineRuns) => runs.github(GITHUB, "plan-pull-request", "one")],
    ["Azure DevOps", (runs: PipelineRuns) => runs.azure(AZURE, "plan_pull_request_default")],
  ])("is no command to %s, whatever a script of the stack contains", (_service, run) => {
    const { status, output } = run(new PipelineRuns(ONE));
    expect(status).toBe(0);
    // The stand-in prints both, as a plan prints the lines of a script.
    expect(output).toContain("evil");
    const own = output.split("\n").filter((line) => line.includes("evil"));
    expect(own.filter((line) => /##vso\[|^\s*::/.test(line))).toEqual([]);
  });
});

withBash("a pull request whose stack is invalid", () => {
  test("fails, whatever else changes", () => {
    const runs = new PipelineRuns(THREE);
    const trouble = { invalid: ["three"], planCodes: { "with-hyphen": 2 } };
    expect(runs.github(GITHUB, "plan-pull-request", "three", {}, trouble).status).toBe(1);
    expect(runs.azure(AZURE, "plan_pull_request_default", {}, trouble).status).toBe(1);
  });
});

withBash("the nightly plan", () => {
  test.each([
    [0, 0, false],
    [2, 2, true],
  ])(
    "that ends with %i gives %i in GitHub Actions: it fails only for a drift or an error",
    (code, expected, drifted) => {
      const runs = new PipelineRuns(ONE);
      const { status, output } = runs.github(GITHUB, "drift", "one", {}, { planCodes: { one: code } });
      expect([status, output.includes("The stack one has drifted")]).toEqual([expected, drifted]);
    },
  );

  test.each([
    [0, 0, false],
    [2, 1, true],
  ])("that ends with %i gives %i in Azure DevOps", (code, expected, drifted) => {
    const runs = new PipelineRuns(ONE);
    const { status, output } = runs.azure(AZURE, "drift_default", {}, { planCodes: { one: code } });
    expect([status, output.includes("The stack one has drifted")]).toEqual([expected, drifted]);
  });

  test("that cannot be made fails in both", () => {
    const runs = new PipelineRuns(ONE);
    const trouble = { unplannable: ["one"] };
    expect(runs.github(GITHUB, "drift", "one", {}, trouble).status).toBe(1);
    expect(runs.azure(AZURE, "drift_default", {}, trouble).status).toBe(1);
  });
});

withBash("a stack of another tenant", () => {
  const other = {
    identities: {
      one: identityConfiguration(),
      far: identityConfiguration({
        provider: { tenantId: TENANT },
        organization: "fabrikam.onmicrosoft.com",
        resourceGroup: { name: "FarRG", location: "West US" },
      }),
    },
  };

  test("has environments, connections and plans of its own", () => {
    const runs = new PipelineRuns(other);
    expect(runs.stacks.map(({ stack, suffix }) => [stack, suffix])).toEqual([
      ["one", ""],
      ["far", `-${TENANT}`],
    ]);
    const connection = { name: TENANT, suffix: `-${TENANT}` };
    const suffix = TENANT.replace(/-/g, "_");
    const plan = runs.azure(AZURE, `plan_first_${suffix}`, SECRETS, {}, connection);
    const apply = runs.azure(AZURE, `apply_first_${suffix}`, SECRETS, {}, connection);
    expect([plan.status, plan.connections]).toEqual([0, [`exchange-read-${TENANT}`]]);
    expect([apply.status, apply.connections]).toEqual([0, [`exchange-apply-${TENANT}`]]);
    expect([...plan.calls, ...apply.calls].filter((line) => line.includes("stacks/one"))).toEqual([]);
  });
});

interface Workflow {
  readonly permissions: object;
  readonly jobs: {
    readonly [name: string]: {
      readonly permissions: object;
      readonly environment?: string;
      readonly if?: string;
      readonly steps: readonly {
        readonly run?: string;
        readonly uses?: string;
        readonly with?: { readonly [key: string]: unknown };
      }[];
    };
  };
}

describe("the workflow of GitHub Actions", () => {
  const { permissions, jobs } = parse(GITHUB) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test("gives a token only to the jobs that sign in, and each has an environment", () => {
    expect(permissions).toEqual({});
    const signedIn = Object.entries(jobs).filter(([, job]) => "id-token" in job.permissions);
    expect(Object.keys(jobs).filter((name) => !signedIn.some(([other]) => other === name))).toEqual(["check"]);
    expect(signedIn.map(([name, { environment }]) => [name, environment])).toEqual([
      ["plan-pull-request", "pull-request${{ matrix.suffix }}"],
      ["drift", "plan${{ matrix.suffix }}"],
      ["plan-first", "plan${{ matrix.suffix }}"],
      ["apply-first", "production${{ matrix.suffix }}"],
      ["plan-second", "plan${{ matrix.suffix }}"],
      ["apply-second", "production${{ matrix.suffix }}"],
    ]);
  });

  test("names the application that applies, and the secrets of the stacks, only where they are needed", () => {
    for (const [name, job] of Object.entries(jobs)) {
      const text = JSON.stringify(job);
      expect([name, text.includes("AZURE_APPLY_CLIENT_ID")]).toEqual([name, name.startsWith("apply")]);
      expect([name, text.includes("secrets.ADMIN_PASSWORD")]).toEqual([
        name,
        /^(?:drift|plan-(?:first|second))$/.test(name),
      ]);
      expect([name, text.includes("secrets.FEED_ADDRESS")]).toEqual([
        name,
        /^(?:drift|plan-(?:first|second))$/.test(name),
      ]);
    }
  });

  test("runs no pull request of a fork with a sign-in", () => {
    expect(jobs["plan-pull-request"]?.if).toContain("head.repo.full_name == github.repository");
  });

  test("pins each action by its commit, keeps no credentials, and has no expression inside of a script", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(15);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    expect(GITHUB.match(/uses: .*@[0-9a-f]{40} # v\d/g)).toHaveLength(used.length);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.every((step) => step.with?.["persist-credentials"] === false)).toBe(true);
    expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
  });
});

test("Azure DevOps has an expression of the run in no script, and installs Terraform with its checksum", () => {
  const text = JSON.stringify(stagesOf(AZURE));
  const scripts = [...text.matchAll(/"(?:script|bash|inlineScript)":"((?:[^"\\]|\\.)*)"/g)].map(([, script]) => script);
  expect(scripts.length).toBeGreaterThan(20);
  expect(scripts.filter((script) => /\$\{\{|\$\((?:Build|System|stack|[A-Z_]+)\b[.)]/.test(script ?? ""))).toEqual([]);
  expect(scripts.filter((script) => script?.includes("sha256sum --check"))).not.toEqual([]);
});

withBash("two stacks of two tenants whose groups have one name", () => {
  const group = { name: "SameRG", location: "West US" };
  const configuration = {
    identities: {
      home: identityConfiguration({ resourceGroup: group }),
      far: identityConfiguration({
        provider: { tenantId: TENANT },
        organization: "fabrikam.onmicrosoft.com",
        resourceGroup: { name: "SameRG", existing: true },
        host: { type: "automationAccount", name: "FabrikamAzAuto1" },
      }),
    },
  };

  test("do not wait for each other", () => {
    const runs = new PipelineRuns(configuration);
    expect(runs.stacks.map(({ stack, stage, after }) => [stack, stage, after])).toEqual([
      ["home", "first", ""],
      ["far", "first", ""],
    ]);
  });
});

test("the subjects and environments on the page about pipelines are those of the workflow", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "pipelines.md"), "utf8");
  const subjects = [...page.matchAll(/'subject':'repo:Contoso\/exchange:environment:([\w-]+)'/g)].map(
    ([, name]) => name,
  );
  const { jobs } = parse(GITHUB) as Workflow;
  const environments = Object.values(jobs).flatMap(
    ({ environment }) => environment?.replace("${{ matrix.suffix }}", "") ?? [],
  );
  expect([...subjects].sort()).toEqual([...new Set(environments)].sort());
  for (const name of [...page.matchAll(/`(AZURE_\w+|PLAN_PASSPHRASE)`/g)].map(([, found]) => found)) {
    expect([name, GITHUB.includes(`vars.${name} }}`) || GITHUB.includes(`secrets.${name} }}`)]).toEqual([name, true]);
  }
});

describe("check --format azure-devops", () => {
  test.each<[string, string]>([
    ["a;b]c.json", "sourcepath=a%3Bb%5Dc.json;linenumber=2;columnnumber=3]"],
    ["100%.json", "sourcepath=100%AZP25.json;linenumber=2;columnnumber=3]"],
  ])("escapes the path %s", (path, expected) => {
    expect(ANNOTATIONS["azure-devops"]?.("error", { path, line: 2, column: 3 }, "x")).toBe(
      `##vso[task.logissue type=error;${expected}x`,
    );
  });

  test("escapes a text of several lines, and leaves the place out where there is none", () => {
    expect(ANNOTATIONS["azure-devops"]?.("warning", { path: "a" }, "50%\r\nof ] ;")).toBe(
      "##vso[task.logissue type=warning;sourcepath=a]50%AZP25%0D%0Aof ] ;",
    );
  });
});

describe("check, beside a pipeline", () => {
  function checked(
    configuration: object,
    pipeline: [path: string, text: string],
    kept: { [path: string]: string } = {},
  ) {
    const at = temporaryFolder();
    const file = join(at, "exchange.config.json");
    writeFileSync(file, JSON.stringify(configuration));
    for (const [path, text] of [pipeline, ...Object.entries(kept)]) {
      mkdirSync(join(at, path, ".."), { recursive: true });
      writeFileSync(join(at, path), text);
    }
    const { errors, warnings } = synthesize(file, join(at, "cdktf.out"));
    expect(errors).toEqual([]);
    return warnings.filter((warning) => !warning.includes("out of support"));
  }

  const BACKEND = {
    type: "azurerm",
    config: { storage_account_name: "contosostate", container_name: "tfstate", key: "{stack}.tfstate" },
  };
  const workflow: [string, string] = [".github/workflows/exchange.yml", GITHUB];
  const azure: [string, string] = ["azure-pipelines.yml", AZURE];

  test("warns of a state that no run finds again, and not where a backend or an override keeps it", () => {
    expect(checked(ONE, workflow)).toEqual([
      expect.stringContaining("[one] .github/workflows/exchange.yml runs without a state"),
    ]);
    expect(checked({ backend: { type: "local", config: { path: "{stack}.tfstate" } }, ...ONE }, azure)).toHaveLength(1);
    expect(checked({ backend: BACKEND, ...ONE }, workflow)).toEqual([]);
    const override = { "stacks/one/backend_override.tf.json": '{"terraform":[{"backend":[{"azurerm":{}}]}]}' };
    expect(checked(ONE, workflow, override)).toEqual([]);
    const kept = (path: string, text: string) => checked(ONE, workflow, { [`stacks/one/${path}`]: text });
    expect(kept("state_override.tf", 'terraform { backend "azurerm" {} }\n')).toEqual([]);
    // Only an override may name a backend a second time.
    expect(kept("state.tf", 'terraform {\n  backend "azurerm" {\n  }\n}\n')).toHaveLength(1);
    expect(kept("moved.tf", "# no backend here\n")).toHaveLength(1);
    expect(kept("a_override.tf", '/* terraform {\n  backend "azurerm" {}\n} */\n')).toHaveLength(1);
    expect(kept("state_override.tf", 'terraform {\n  backend "local" {\n  }\n}\n')).toHaveLength(1);
    expect(kept("a_override.tf.json", '{"terraform":{"backend":{"local":{}}}}')).toHaveLength(1);
  });

  test("warns of a variable that the pipeline does not give, with the line to add", () => {
    const configuration = {
      backend: BACKEND,
      identities: {
        one: identityConfiguration({
          module: {
            version: "3.9.2",
            contentUri: { variable: "other_feed" },
            contentHash: { algorithm: "sha256", value: "0".repeat(64) },
          },
        }),
      },
    };
    expect(checked(configuration, workflow)).toEqual([
      expect.stringContaining("TF_VAR_other_feed: ${{ secrets.OTHER_FEED }}"),
    ]);
    expect(checked(configuration, azure)).toEqual([expect.stringContaining("TF_VAR_other_feed: $(OTHER_FEED)")]);
  });

  test("warns of a stack of another tenant than the one of the storage account, and not with a state of its own", () => {
    const configuration = {
      backend: BACKEND,
      identities: { one: identityConfiguration({ provider: { tenantId: TENANT } }) },
    };
    expect(checked(configuration, workflow)).toEqual([
      expect.stringContaining("[one] .github/workflows/exchange.yml signs in"),
    ]);
    const override = { "stacks/one/backend_override.tf.json": '{"terraform":{"backend":{"azurerm":{}}}}' };
    expect(checked(configuration, workflow, override)).toEqual([]);
  });

  test.each(["feed-address", "github_feed", "plan_passphrase"])(
    "warns of the variable %s, which no secret can give",
    (variable) => {
      const contentUri = {
        version: "3.9.2",
        contentUri: { variable },
        contentHash: { algorithm: "sha256", value: "0".repeat(64) },
      };
      const configuration = { backend: BACKEND, identities: { one: identityConfiguration({ module: contentUri }) } };
      expect(checked(configuration, workflow)).toEqual([
        expect.stringContaining(`cannot give the Terraform variable ${variable}`),
      ]);
    },
  );

  test("warns of a variable that a kept file needs, and not of one with a default", () => {
    const kept = {
      "stacks/one/extra.tf":
        'variable "owner" {\n  type = string\n}\nvariable "free" {\n  default = { a = {} }\n}\n# variable "not" {\n',
    };
    expect(checked({ backend: BACKEND, ...ONE }, workflow, kept)).toEqual([expect.stringContaining("TF_VAR_owner:")]);
  });

  test("warns of a tenant that Azure DevOps has no connection for", () => {
    const configuration = {
      backend: { type: "s3", config: { bucket: "b", key: "{stack}", region: "eu-west-1" } },
      identities: { one: identityConfiguration({ provider: { tenantId: TENANT } }) },
    };
    expect(checked(configuration, azure)).toEqual([expect.stringContaining(`{ name: ${TENANT}, suffix: -${TENANT} }`)]);
    expect(checked(configuration, workflow)).toEqual([]);
  });

  test("warns of stacks that need more than two stages", () => {
    const group = { name: "RG", existing: true };
    const configuration = {
      backend: BACKEND,
      identities: {
        first: identityConfiguration({ resourceGroup: { name: "RG", location: "West US" } }),
        second: identityConfiguration({
          resourceGroup: group,
          host: { type: "automationAccount", name: "ContosoAzAuto2" },
          identity: { type: "userAssigned", name: "SharedMI" },
        }),
        third: identityConfiguration({
          resourceGroup: group,
          host: { type: "automationAccount", name: "ContosoAzAuto3" },
          identity: { type: "userAssigned", name: "SharedMI", existing: true },
          grants: "elsewhere",
          roles: undefined,
        }),
      },
    };
    expect(checked(configuration, workflow)).toEqual([
      expect.stringContaining("The stack third reads what second creates, and second reads what first creates"),
    ]);
  });

  test("says nothing of a workflow that is not this command's", () => {
    expect(checked(ONE, [".github/workflows/other.yml", "on: push\n"])).toEqual([]);
  });
});

const WORKFLOWS = join(__dirname, "..", "..", ".github", "workflows");
const OWN_WORKFLOWS = readdirSync(WORKFLOWS).map((name) => join(WORKFLOWS, name));

test("this repository's workflows pin each action by its commit too", () => {
  for (const file of OWN_WORKFLOWS) {
    const text = readFileSync(file, "utf8");
    const used = [...text.matchAll(/uses: (\S+)(.*)/g)];
    expect(used.length).toBeGreaterThan(2);
    expect(used.filter(([, action, version]) => !/@[0-9a-f]{40}$/.test(action) || !/^ # v\d/.test(version))).toEqual(
      [],
    );
  }
});

const LINTERS: readonly [name: string, ...args: string[]][] = [
  ["actionlint"],
  ["zizmor", "--offline", "--quiet", "--persona", "pedantic"],
];
const here = LINTERS.filter(([name]) => spawnSync(name, ["--version"]).status === 0);
for (const [name] of LINTERS.filter((linter) => !here.includes(linter))) {
  if (process.env.EXCHANGE_LINTERS === "required") {
    throw new Error(`${name} is required here, and is not there.`);
  }
  console.log(`Skipped: ${name} is not on this machine to judge the workflows.`);
}
(here.length > 0 ? test : test.skip).each(here)(
  "%s finds nothing in the workflow that init writes, nor in this repository's",
  (name, ...args) => {
    const file = join(temporaryFolder(), "exchange.yml");
    writeFileSync(file, GITHUB);
    const { status, stdout } = spawnSync(name, [...args, file, ...OWN_WORKFLOWS], { encoding: "utf8" });
    // Both end with 0 only without a finding; zizmor also says in a line that there is none.
    expect([status, status === 0 ? "" : stdout]).toEqual([0, ""]);
  },
);
