import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { azureDevOpsPipeline } from "../../cli/commands/azure-devops-pipeline";
import { githubWorkflow } from "../../cli/commands/github-workflow";
import { identityConfiguration } from "../helpers/configuration";
import { hasBash, runBash } from "../helpers/stub-commands";
import { temporaryFolder } from "../helpers/stack";

const withBash = hasBash() ? test : test.skip;

interface Step {
  readonly run?: string;
  readonly script?: string;
  readonly if?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

/* All shell scripts of a pipeline, however deep they are. */
function scriptsIn(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(scriptsIn);
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const { run, script, inputs } = value as Step;
  const own = [run, script, inputs?.inlineScript].filter((text) => typeof text === "string");
  return [
    ...own,
    ...Object.values(value)
      .flatMap(scriptsIn)
      .filter((text) => !own.includes(text)),
  ];
}

/* A folder as `init` leaves it, with one stack, synthesized. */
function folder(): string {
  const created = temporaryFolder();
  writeFileSync(
    join(created, "exchange.config.json"),
    JSON.stringify({ identities: { one: identityConfiguration() } }),
  );
  mkdirSync(join(created, "cdktf.out", "stacks", "one"), { recursive: true });
  return created;
}

const GITHUB = scriptsIn(parse(githubWorkflow("0.1.0")));
const AZURE = scriptsIn(parse(azureDevOpsPipeline("0.1.0")));

/* What the service fills in before a step runs. */
function filledIn(script: string, at: string, reason = "Schedule"): string {
  return script
    .replaceAll("${{ matrix.stack }}", "one")
    .replaceAll("$(stack)", "one")
    .replaceAll("$(Build.Reason)", reason)
    .replaceAll("$(Build.ArtifactStagingDirectory)", at);
}

function runStep(script: string, variables: { [name: string]: string } = {}, reason?: string) {
  const at = folder();
  const result = runBash(at, filledIn(script, at, reason), {
    STACK: "one",
    GITHUB_OUTPUT: join(at, "output"),
    GITHUB_STEP_SUMMARY: join(at, "summary.md"),
    ...variables,
  });
  return { ...result, at };
}

test("every step of both pipelines is here", () => {
  expect([GITHUB.length, AZURE.length]).toEqual([14, 10]);
});

withBash.each([...new Set([...GITHUB, ...AZURE])])("the step %j runs", (script) => {
  const { status, stderr } = runStep(script);
  expect([status, stderr]).toEqual([0, ""]);
});

withBash.each([
  ["GitHub Actions", GITHUB, '["one"]'],
  ["Azure DevOps", AZURE, '{"one":{"stack":"one"}}'],
])("%s lists the stacks for its matrix", (_service, scripts, expected) => {
  const list = scripts.find((script) => script.includes("list --format json")) ?? "";
  const { at, stdout } = runStep(list);
  const output = list.includes("GITHUB_OUTPUT") ? readFileSync(join(at, "output"), "utf8") : stdout;
  expect(output.replace(/^.*?(?:stacks=|isOutput=true\])/, "").trim()).toBe(expected);
});

withBash.each([
  ["GitHub Actions", GITHUB],
  ["Azure DevOps", AZURE],
])("%s explains the change where a reviewer sees it", (_service, scripts) => {
  const { at, status } = runStep(scripts.find((script) => script.includes("explain")) ?? "");
  const page = ["summary.md", "explanation.md"].flatMap((name) => {
    try {
      return [readFileSync(join(at, name), "utf8")];
    } catch {
      return [];
    }
  });
  expect([status, page.length]).toEqual([0, 1]);
  expect(page[0]).toContain("```mermaid");
});

withBash.each<[string, number, number, string[]]>([
  ["GitHub Actions", 0, 0, GITHUB],
  ["GitHub Actions", 2, 2, GITHUB],
  ["GitHub Actions", 1, 1, GITHUB],
  ["Azure DevOps", 0, 0, AZURE],
  ["Azure DevOps", 2, 2, AZURE],
  ["Azure DevOps", 1, 1, AZURE],
])(
  "the nightly plan of %s that ends with %i gives %i: it fails only for a drift or an error",
  (_service, code, expected, scripts) => {
    const plan = scripts.find((script) => script.includes("-detailed-exitcode")) ?? "";
    const { status, stdout } = runStep(plan, { STUB_PLAN_CODE: String(code) });
    expect(status).toBe(expected);
    expect(stdout.includes("one has drifted")).toBe(code === 2);
  },
);

withBash("a pull request of Azure DevOps with changes in its plan passes", () => {
  const plan = AZURE.find((script) => script.includes("-detailed-exitcode")) ?? "";
  expect(runStep(plan, { STUB_PLAN_CODE: "2" }, "PullRequest").status).toBe(0);
});

withBash(
  "a stack that could not be applied fails the stage of Azure DevOps and is named, and the others are applied",
  () => {
    const apply = AZURE.find((script) => script.includes("apply -input=false")) ?? "";
    const at = folder();
    mkdirSync(join(at, "cdktf.out", "stacks", "two"));
    const { status, stdout, calls } = runBash(at, apply, { STUB_APPLY_CODE: "1" });
    expect(status).toBe(1);
    expect(stdout).toContain("##vso[task.logissue type=error]Not in order: one two");
    expect(calls.filter((call) => call.includes(" apply "))).toHaveLength(2);
    expect(calls.some((call) => call.includes("exchange-managed-identity test"))).toBe(false);
  },
);

withBash.each([
  ["GitHub Actions", GITHUB],
  ["Azure DevOps", AZURE],
])("%s tests a stack that asks for it, and fails where it could not be tested", (_service, scripts) => {
  const at = folder();
  writeFileSync(
    join(at, "exchange.config.json"),
    JSON.stringify({ identities: { one: identityConfiguration({ verify: true }) } }),
  );
  const script = scripts.find((text) => text.includes("exchange-managed-identity test")) ?? "";
  // A cloud that cannot be reached: nobody is signed in on this machine.
  const { status, calls, stderr } = runBash(at, script, { STACK: "one", ARM_METADATA_HOSTNAME: "127.0.0.1:9" });
  expect(stderr).toContain("127.0.0.1:9 (ARM_METADATA_HOSTNAME) cannot be reached");
  expect(status).not.toBe(0);
  expect(calls).toContain("npx exchange-managed-identity test one --verified --yes");
});

withBash("a wrong configuration fails the check with an annotation at its place", () => {
  const at = temporaryFolder();
  writeFileSync(join(at, "exchange.config.json"), '{\n  "identities": []\n}\n');
  const check = GITHUB.find((script) => script.includes(" check ")) ?? "";
  const { status, stdout } = runBash(at, check);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error file=exchange\.config\.json,line=2,/);
});

const hasActionlint = spawnSync("actionlint", ["-version"]).status === 0;
if (!hasActionlint) {
  console.log("Skipped: actionlint is not on this machine to judge the workflows.");
}
(hasActionlint ? test : test.skip)(
  "actionlint finds nothing in the workflow that init writes, nor in this repository's",
  () => {
    const at = temporaryFolder();
    const file = join(at, "exchange.yml");
    writeFileSync(file, githubWorkflow("0.1.0"));
    const own = ["gate.yml", "release.yml"].map((name) => join(__dirname, "..", "..", ".github", "workflows", name));
    const { status, stdout } = spawnSync("actionlint", [file, ...own], { encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  },
);
