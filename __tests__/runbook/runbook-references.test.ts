import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { TerraformVariable } from "cdktf";
import { RunbookScript } from "../../lib";
import { resolvedText } from "../../lib/terraform/text";
import { hasTerraform, readByTerraform } from "../helpers/powershell";
import { newStack, temporaryFolder } from "../helpers/stack";

const CONNECT = "Connect-It\n";
const PIECES = ["${", "%{", "$", "$$", "%", "{", "}", "'", '"', "`", " ", "x", "1e5", "${TfToken[TOKEN.99999]}", "~"];

(hasTerraform() ? test : test.skip)("references inside a script resolve, and everything around them is literal", () => {
  const stack = newStack();
  const first = new TerraformVariable(stack, "first", {}).stringValue;
  const second = new TerraformVariable(stack, "second", {}).stringValue;
  const pieces = [
    '${"x"',
    "$${x",
    "costs $",
    "$${TfToken[TOKEN.99999]}",
    ...fc.sample(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join("")),
      500,
    ),
  ];
  // In a comment nothing has to be PowerShell.
  const scripts = pieces.map((piece) => [`Get-It\n# ${piece}`, first, `${piece} # `, second, piece] as const);
  const contents = scripts.map((parts) =>
    resolvedText(stack, RunbookScript.inline(parts.join(""))._withConnection(CONNECT)),
  );
  const values = contents.map((content) =>
    content.replaceAll("var.first", "local.first").replaceAll("var.second", "local.second"),
  );
  const read = readByTerraform(values, { first: "<1>", second: "<2>" });
  for (const [index, [start, , middle, , end]] of scripts.entries()) {
    expect(read[index]).toBe(`${CONNECT}\n${start}<1>${middle}<2>${end}`);
  }
});

test("a marker of cdktf in a file is text", () => {
  const stack = newStack();
  const reference = new TerraformVariable(stack, "first", {}).stringValue;
  const file = join(temporaryFolder(), "script.ps1");
  writeFileSync(file, `Get-It ${reference}\n`);
  const content = resolvedText(stack, RunbookScript.fromFile(file)._withConnection(CONNECT));
  expect(content).not.toContain("var.first");
  expect(content).toContain('${"$"}{TfToken[');
});

test.each<[string, Buffer, string]>([
  ["UTF-16 with a mark", Buffer.from("\uFEFFGet-It\n", "utf16le"), "a file in UTF-16 LE"],
  ["UTF-16 without a mark", Buffer.from("Get-It\n", "utf16le"), "a file in UTF-16 LE"],
  ["Latin-1", Buffer.from("# \u00fcber\nGet-It\n", "latin1"), "such as Windows-1252"],
  ["NUL", Buffer.from("Get-It\nGet-\0It\n"), "in line 2"],
])("a script in %s is refused, and the message names it", (_what, bytes, words) => {
  const file = join(temporaryFolder(), "script.ps1");
  writeFileSync(file, bytes);
  expect(() => RunbookScript.fromFile(file)).toThrow(words);
});

test("a script that does not exist is refused with its path", () => {
  expect(() => RunbookScript.fromFile("scripts/missing.ps1")).toThrow(
    /given: {3}"scripts\/missing\.ps1"[^]*the file was not found/,
  );
});

test("a path in place of a script's text is refused", () => {
  expect(() => RunbookScript.inline(undefined as unknown as string)).toThrow("pass the text of the script");
});

test.each([
  ["#Requires -Version 7.4\nGet-It", "5.1", 1],
  ["#Requires -Version 5.1\nGet-It", "5.1", 0],
  ["#requires -Modules X -Version 7\nGet-It", "7.6", 0],
  ["# no #Requires -Version 9\nGet-It", "5.1", 0],
])("%j in a %s runbook gives %i warnings", (script, runtime, count) => {
  expect(RunbookScript.inline(script)._warnings(runtime)).toHaveLength(count);
});

test.each([
  "Get-It\n<# never closed",
  "Get-It 'never closed\n",
  'Get-It "never $( closed"\n',
  "Get-It @'\nnever closed\n",
])("a script with an unterminated comment or text is refused: %j", (script) => {
  expect(() => RunbookScript.inline(script)).toThrow(/never ends|closed/);
});

test.each(["param($days = 30# )\n)\nGet-It", "param($x = [Math]::PI# )\n)\nGet-It"])(
  "a number sign directly behind a number or a static member starts a comment, or the script is refused: %j",
  (script) => {
    let content: string | undefined;
    try {
      content = RunbookScript.inline(script)._withConnection(CONNECT);
    } catch (error) {
      expect((error as Error).message).toContain("line 1");
    }
    if (content !== undefined) {
      expect(content.indexOf(CONNECT)).toBeGreaterThan(content.indexOf("\n)"));
    }
  },
);
