import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import { inOrder, withEarlier } from "../../lib/exchange-module/additional-module-order";
import { additionalModuleFindings } from "../../lib/exchange-module/additional-module-rules";
import { PowerShellRuntime } from "../../lib";
import { identityConfiguration } from "../helpers/configuration";
import { temporaryFolder } from "../helpers/stack";

/* A second, on a machine that does nothing else: the suite runs beside it. What is quadratic takes minutes. */
const A_MOMENT = 5_000;

/* What a synth says, and how long it takes. */
function timed(configuration: string, script?: string): { errors: string[]; milliseconds: number } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "c.json"), configuration);
  writeFileSync(join(folder, "script.ps1"), script ?? "");
  const start = performance.now();
  const { errors } = synthesize(join(folder, "c.json"), join(folder, "out"));
  return { errors, milliseconds: performance.now() - start };
}

const withScript = JSON.stringify({
  identities: {
    one: identityConfiguration({
      identity: { type: "userAssigned", name: "ContosoMI1" },
      runbook: { name: "R", script: "script.ps1" },
    }),
  },
});

// The first synth loads what all need.
beforeAll(() => timed(withScript, "Get-Mailbox"));

describe.each<[string, string, string]>([
  ["300,000 digits", "1".repeat(300_000), "digits in a row"],
  ["300,000 digits in a string", `$x = '${"7".repeat(300_000)}'`, "digits in a row"],
  ["200,000 open brackets", "(".repeat(200_000), "nested more than 200 deep"],
  ["200,000 brackets in an attribute", "[".repeat(200_000), "nested more than 200 deep"],
  ["9,000 nested expressions in strings", '"$('.repeat(9_000), "nested more than 200 deep"],
  ["9,000 nested expressions", "$(".repeat(9_000), "nested more than 200 deep"],
  ["two megabytes", "# a comment\n".repeat(200_000), "at most 1048576 bytes"],
])("a script of %s", (_what, script, words) => {
  test("is one problem, at once", () => {
    const { errors, milliseconds } = timed(withScript, script);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^\/identities\/one\/runbook\/script\n {2}given: {3}/);
    expect(errors[0]).toContain(words);
    expect(milliseconds).toBeLessThan(A_MOMENT);
  });
});

test.each<[string, string]>([
  ["200,000 braces", "{ }\n".repeat(100_000)],
  ["40,000 strings with expressions", '$x = "a $(Get-It) b"\n'.repeat(40_000)],
  ["a megabyte of digits in lines", `# ${"7".repeat(1_900)}\n`.repeat(500)],
  ["300,000 dollars", `$x = '${"$".repeat(300_000)}'`],
  ["100,000 starts of a template", `$x = '${"${".repeat(100_000)}'`],
  ["a long line", `# ${"word ".repeat(150_000)}`],
])("a script of %s is read at once", (_what, script) => {
  const { errors, milliseconds } = timed(withScript, script);
  expect(errors).toEqual([]);
  expect(milliseconds).toBeLessThan(A_MOMENT);
});

const deep = (open: string, close: string, count: number) => `${open.repeat(count)}1${close.repeat(count)}`;

test.each<[string, string]>([
  ["an object that is 3,000 deep", `{"identities": ${deep('{"a":', "}", 3000)}}`],
  ["a list that is 3,000 deep", `{"identities": ${deep("[", "]", 3000)}}`],
  ["a backend that is 3,000 deep", `{"backend": {"type": "azurerm", "config": ${deep('{"a":', "}", 3000)}}}`],
  ["100,000 brackets", "[".repeat(100_000)],
  ["a secret's name of 128,000 characters", JSON.stringify({ identities: {}, ["password".repeat(16_000)]: "x" })],
  ["a name of 128,000 characters", JSON.stringify({ identities: { ["a".repeat(128_000)]: identityConfiguration() } })],
  [
    "a tag of 128,000 blanks",
    JSON.stringify({ identities: { one: identityConfiguration({ tags: { [" ".repeat(128_000)]: "x" } }) } }),
  ],
  [
    "a backend with a text of 128,000 characters",
    JSON.stringify({
      backend: { type: "azurerm", config: { key: `{stack}${"token ".repeat(21_000)}=x` } },
      identities: { one: identityConfiguration() },
    }),
  ],
])("%s ends at once with a problem", (_what, text) => {
  const { errors, milliseconds } = timed(text);
  expect(errors.length).toBeGreaterThan(0);
  expect(Math.max(...errors.map(({ length }) => length))).toBeLessThan(5_000);
  expect(milliseconds).toBeLessThan(A_MOMENT);
});

test("long texts without a secret are taken at once", () => {
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, "9".repeat(256)]));
  const runbook = {
    name: "R",
    script: "script.ps1",
    schedule: { every: "day" },
    parameters: { text: "a b ".repeat(20_000), digits: "7".repeat(128_000), dollars: "$".repeat(40_000) },
  };
  const { errors, milliseconds } = timed(
    JSON.stringify({ identities: { one: identityConfiguration({ tags, runbook }) } }),
    "param($text, $digits, $dollars)",
  );
  expect(errors).toEqual([]);
  expect(milliseconds).toBeLessThan(A_MOMENT);
});

test("a thousand additional modules, each after the next one, are checked and put in order at once", () => {
  const modules = Array.from({ length: 1000 }, (_, index) => ({
    name: `Module${index}`,
    version: "1.0.0",
    after: index === 999 ? undefined : [`Module${index + 1}`],
  }));
  const start = performance.now();
  expect(additionalModuleFindings(modules, [PowerShellRuntime.V5_1]).isEmpty).toBe(true);
  expect(inOrder(modules)).toEqual([...modules].reverse());
  expect(withEarlier([modules[998]], modules)).toEqual(modules.slice(998));
  expect(performance.now() - start).toBeLessThan(A_MOMENT);
  const circle = modules.map((module) => (module.after ? module : { ...module, after: ["Module0"] }));
  expect(additionalModuleFindings(circle, [PowerShellRuntime.V5_1]).isEmpty).toBe(false);
});
