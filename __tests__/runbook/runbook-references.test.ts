import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { TerraformVariable, Token } from "cdktf";
import { RunbookScript } from "../../lib";
import { literal, literalWithReferences, resolvedText } from "../../lib/text/terraform-text";
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

test("a script that is one reference is handed to Azure as it is, behind the connection", () => {
  const stack = newStack();
  const reference = new TerraformVariable(stack, "script", {}).stringValue;
  const script = RunbookScript.inline(reference);
  expect(resolvedText(stack, script._withConnection(CONNECT))).toBe(`${CONNECT}\n\${var.script}`);
  expect(resolvedText(stack, script._content)).toBe("${var.script}");
  expect(script._description).toBeUndefined();
});

test("a script that only starts with a reference is checked like any other", () => {
  const reference = new TerraformVariable(newStack(), "script", {}).stringValue;
  expect(() => RunbookScript.inline(`${reference}\nbegin { }`)).not.toThrow();
  expect(() => RunbookScript.inline(`${reference}\nGet-It 'never closed`)).toThrow("in line 2");
});

test("a marker that cdktf never gave out is text", () => {
  expect(resolvedText(newStack(), RunbookScript.inline("${TfToken[TOKEN.99999]}")._content)).toBe(
    '${"$"}{TfToken[TOKEN.99999]}',
  );
});

test.each<[string, (reference: string) => string, string]>([
  ["a dollar behind", (reference) => `${reference} costs $`, "${var.first} costs $"],
  ["dollars in front", (reference) => `$$${reference}`, '${"$$"}${var.first}'],
  ["a template in front", (reference) => `\${x} ${reference}`, '${"$"}{x} ${var.first}'],
  ["several dollars in front of a brace", (reference) => `$$\${x} ${reference}`, '${"$$$"}{x} ${var.first}'],
  ["a quoted template in front", (reference) => `\${"x"${reference}`, '${"$"}{"x"${var.first}'],
])("Terraform JSON of a reference with %s", (_what, text, json) => {
  const stack = newStack();
  const reference = new TerraformVariable(stack, "first", {}).stringValue;
  expect(resolvedText(stack, literalWithReferences(text(reference)))).toBe(json);
});

test.each([
  ["1e5", (number: number) => `1e5 ${number}`, "1e5 ${var.count}"],
  ["a word with digits", (number: number) => `x1e5 ${number}`, "x1e5 ${var.count}"],
  ["an unfinished marker", (number: number) => `\${TfToken[x ${number}`, '${"$"}{TfToken[x ${var.count}'],
])("a number that is a reference resolves beside %s", (_what, text, json) => {
  const stack = newStack();
  const number = new TerraformVariable(stack, "count", {}).numberValue;
  expect(resolvedText(stack, literalWithReferences(text(number)))).toBe(json);
});

(hasTerraform() ? test : test.skip)("what cdktf would take for a marker is read by Terraform as it is written", () => {
  const texts = [
    "#{TfToken[TOKEN.1]}",
    "&{TfToken[TOKEN.1]}",
    String(Token.STRING_MAP_TOKEN_VALUE),
    "-1.8881545897087503e+289",
  ];
  expect(readByTerraform(texts.map(literal))).toEqual(texts);
});

test("a number of cdktf in a file is text, and any other number stays as it is", () => {
  const stack = newStack();
  const number = new TerraformVariable(stack, "count", {}).numberValue;
  const file = join(temporaryFolder(), "script.ps1");
  writeFileSync(file, `Get-It ${number} 1e5\n`);
  const content = resolvedText(stack, RunbookScript.fromFile(file)._content);
  expect(content).not.toContain("var.count");
  expect(content).toContain(" 1e5\n");
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
  "Get-It\n<# never closed",
  "Get-It 'never closed\n",
  'Get-It "never $( closed"\n',
  "Get-It @'\nnever closed\n",
])("a script with an unterminated comment or text is refused: %j", (script) => {
  expect(() => RunbookScript.inline(script)).toThrow(/unterminated|closed/);
});

test.each(["param($days = 30# )\n)\nGet-It", "param($x = [Math]::PI# )\n)\nGet-It"])(
  "a number sign directly behind a number or a static member, which starts a comment, takes no connection: %j",
  (script) => {
    expect(RunbookScript.inline(script)._checkConnection()?.allowed).toBe(
      "a blank in front of a comment in the param block",
    );
  },
);
