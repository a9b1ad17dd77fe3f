import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Node } from "web-tree-sitter";
import { ExchangeConnection, ManagedIdentity, RunbookScript } from "../../lib";
import { connectionScript, verificationScript } from "../../lib/runbook/connection-script";
import { temporaryFolder } from "../helpers/stack";
import { commandsOf, hasTerraform, powerShellParser, readByTerraform } from "../helpers/powershell";
import { PRINCIPAL_ID } from "../helpers/ids";

const identity = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID });
const connection = new ExchangeConnection({ organization: "contoso.onmicrosoft.com", identity });
const CONNECT = connectionScript(connection);

let parse: (script: string) => Node;
beforeAll(async () => {
  parse = await powerShellParser();
});

/* What Azure gets: the templates that Terraform undoes are undone. */
const unescaped = (content: string) => content.replace(/\$\$\{/g, "${").replace(/%%\{/g, "%{");
const raw = (script: string) => RunbookScript.inline(script)._withConnection(CONNECT);
const content = (script?: string) => unescaped(script === undefined ? CONNECT + verificationScript() : raw(script));

/* The message of what is refused; undefined where it is not. */
function refusal(script: string): string | undefined {
  try {
    RunbookScript.inline(script);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/* The grammar takes `using` for a command, and a `param` behind it for another; PowerShell's own order is in the texts. */
const parseWithoutUsing = (script: string) => parse(script.replace(/^using .*$/gm, (line) => " ".repeat(line.length)));

/* Where the connection stands among the statements of a script, and what stands in front of it. */
function placeOf(script: string): { before: string[]; isStatement: boolean } {
  const root = parseWithoutUsing(script);
  expect([script, root.hasError]).toEqual([script, false]);
  const at = script.indexOf(CONNECT);
  const statement = root.descendantForIndex(script.indexOf("& {", at), script.indexOf("& {", at) + 1);
  let node = statement;
  while (node && node.parent && node.parent.type !== "statement_list") {
    node = node.parent;
  }
  const isStatement =
    node?.parent?.parent?.type === "program" ||
    node?.parent?.parent?.type === "script_block_body" ||
    node?.parent?.parent?.parent?.type === "program";
  const before: string[] = [];
  for (let sibling = node?.previousNamedSibling; sibling; sibling = sibling.previousNamedSibling) {
    if (sibling.type !== "comment" && sibling.type !== "empty_statement") {
      before.push(sibling.text);
    }
  }
  return { before, isStatement };
}

describe("the verification", () => {
  test("connects first, lists the accepted domains, and disconnects even after a failure", () => {
    const script = content();
    expect(script).toBe(CONNECT + verificationScript());
    const root = parse(script);
    expect(root.hasError).toBe(false);
    expect(commandsOf(root).filter((name) => /Exchange|Domain/.test(name))).toEqual([
      "Connect-ExchangeOnline",
      "Disconnect-ExchangeOnline",
      "Get-AcceptedDomain",
    ]);
    expect(root.descendantsOfType("finally_clause")[0]?.text).toContain("Disconnect-ExchangeOnline -Confirm:$false");
    expect(script).toContain(`${connection.command}\n`);
  });
});

const SHAPES: [what: string, head: string, rest: string][] = [
  ["a plain script", "", "Get-Mailbox"],
  ["comments", "# Lists mailboxes\n\n", "Get-Mailbox\n"],
  ["help", "<#\n.SYNOPSIS\n Lists mailboxes\n#>\n", "Get-Mailbox\n"],
  ["#Requires", "#Requires -Modules ExchangeOnlineManagement\n", "Get-Mailbox\n"],
  ["using", "using namespace System.Text", "\n[Encoding]::UTF8\n"],
  [
    "two usings and a comment between",
    "using namespace System.Text # one\n# two\nusing namespace System.IO",
    "\nGet-Mailbox\n",
  ],
  ["param on one line", "param($Name)", " Get-Mailbox $Name\n"],
  [
    "param over lines, after help and an attribute",
    '<# help #>\n[CmdletBinding(DefaultParameterSetName = \'a]\')]\n[OutputType([string])]\nparam (\n  [Parameter(Mandatory)] [ValidateSet(\'a)\', "b)", "$(Get-Date -Format \')\')")]\n  [string] $Name = "x`")", # )\n  [hashtable] $Map = @{ a = (1) }\n)',
    "\nGet-Mailbox $Name\n",
  ],
  [
    "using, then param with a here-string",
    "using namespace System\nparam(\n  $Text = @'\n) ' @'\n'@,\n  $Other = @\"\n) $(1) \"\n\"@\n)",
    "\n$Text\n",
  ],
  ["a type at the front that is no attribute", "", "[Console]::Out.WriteLine('x')\n"],
  ["a command whose name starts with param", "", "paramedic -x\n"],
  ["a function with help of its own", "", "<#\n.SYNOPSIS\n a function\n#>\nfunction Get-It { 1 }\nGet-It\n"],
  [
    "script help, blank lines, then a function",
    "<#\n.SYNOPSIS\n the script\n#>\n\n\n\n",
    "function Get-It { 1 }\nGet-It\n",
  ],
  ["a function's comment after script help", "<# the script #>\n\n\n\n", "# the function\nfunction Get-It { 1 }\n"],
  ["templates of Terraform", "", '"${name}:" | % { $_ } | %{ $_ }\n'],
  ["quotes of all kinds", "param($a = \u201cx)\u201d, $b = \u2018y)\u2019)", "\n$a\n"],
  ["a variable in braces with a bracket", "param(${a)b} = 1)", "\n${a)b}\n"],
  ["nothing but param", "param([int] $x)", ""],
  ["a comment directly behind a variable", "param(\n  [bool] $Force = $true# on :)\n  , $b = 1\n)", "\nGet-Mailbox\n"],
  ["a comment directly behind a member", "param(\n  $a = $PSHOME.Length# :)\n  , $b = 1\n)", "\nGet-Mailbox\n"],
  ["a number sign in a word", "param([ValidateSet('a#)')] $x = 'b#)')", "\nGet-It a#b\n"],
  ["an escaped brace in a variable's name", "param(${a`}b} = 1)", "\n$x\n"],
  ["the word using in a comment", "", "Get-Mailbox # using the new cmdlet\n"],
  ["a statement behind using, on its line", "using namespace System.Text; ", "Get-Mailbox\n"],
  ["a call that looks like a param block", "", "Write(1)\n"],
  ["a comment, then a statement in front of a function", "# the script\n", "Get-It\nfunction X { 1 }\n"],
  ["one blank line between a comment and its function", "", "<# help #>\n\nfunction F { 1 }\n"],
  ["blank lines inside the help of a function", "", "<# help\n\n\n\n of F #>\nfunction F { 1 }\n"],
  ["an empty text", "", "$x = ''\nGet-It\n"],
  ["a function's help on its own line", "", "<# help #> function Get-It { 1 }\nGet-It\n"],
  ["a call with a bracket, and the word param in a comment", "", "Get-A(1)\n# param\n"],
  ["a comment that starts like one that closes", "<#> still a comment #>\n", "Get-It\n"],
];

describe("a person's script", () => {
  test.each(SHAPES)(
    "%s: the connection is the first statement behind its head, and nothing else changes",
    (_what, head, rest) => {
      const script = content(head + rest);
      expect(script.replace(CONNECT, "").replace(/\s+/g, " ").trim()).toBe(
        `${head}${rest}`.replace(/\s+/g, " ").trim(),
      );
      const separator = head === "" || head.endsWith("\n") ? "" : "\n";
      expect(script).toBe(`${head}${separator}${CONNECT}${rest.startsWith("\n") ? "" : "\n"}${rest}`);
      // The grammar knows neither typographic quotes nor an escaped brace in a variable's name.
      if (!/[\u2018-\u201e]|`}/.test(script)) {
        expect(placeOf(script)).toEqual({ before: [], isStatement: true });
      }
    },
  );

  test("line ends and a byte order mark are the only things that change", () => {
    expect(content("\uFEFFparam($x)\r\nGet-Mailbox\r\n")).toBe(`param($x)\n${CONNECT}\nGet-Mailbox\n`);
  });

  const insertion = (script: string) => RunbookScript.inline(script)._checkConnection();

  test.each([
    "begin { } process { } end { }",
    "param($x)\nprocess {\n$_\n}",
    "# x\nEND\n{ 1 }",
    "clean { }",
    "dynamicparam { } end { }",
  ])("%p takes no connection, and says what to do instead", (script) => {
    expect(refusal(script)).toBeUndefined();
    expect(insertion(script)?.allowed).toContain("no other statement is allowed beside them");
    expect(insertion(script)?.remedy).toContain("move the statements out of the blocks");
  });

  test.each(["end-thing -x", "clean -x", "process-it", "$end = 1", "'begin { }'", "function process-it { begin { } }"])(
    "%p is not taken for a block",
    (script) => {
      expect(refusal(script)).toBeUndefined();
      expect(insertion(script)).toBeUndefined();
    },
  );

  test.each(["param(", 'param($x = "', "", "\uFEFF \r\n"])("%p is refused", (script) => {
    expect(refusal(script)).toMatch(/^RunbookScript\n {2}given: {3}/);
  });

  test.each(["Get-It `' x\n", "param($a = `'x)\nGet-It\n", "Get-It a#'b c'\n"])(
    "%j is not taken for a text that never ends",
    (script) => {
      expect(refusal(script)).toBeUndefined();
    },
  );

  test("a param block that goes on in the next line stays in front", () => {
    expect(content("param `\n($x)\nGet-It")).toBe(`param \`\n($x)\n${CONNECT}\nGet-It`);
  });

  test.each([
    '$x = @"\n$(@"\ninner\n"@)\n"@\nGet-It',
    "enum State {\n  todo\n  done\n}\nGet-It",
    "#! text\nGet-It",
    "#!ps\nGet-It",
  ])("%j is taken", (script) => {
    expect(() => RunbookScript.inline(script)).not.toThrow();
  });

  test.each([
    "for f in *; do\n  echo $f\ndone\n",
    "if true; then\n  echo 1\nfi\n",
    "#! /bin/sh\necho 1",
    `${"$x = ".repeat(5000)}1`,
    `Get-It${" | Get-It".repeat(5000)}`,
    `${"return ".repeat(5000)}1`,
    `Get-It${" && Get-It".repeat(5000)}`,
  ])("%.60j is refused", (script) => {
    expect(() => RunbookScript.inline(script)).toThrow("a PowerShell script");
  });

  test.each([
    ["blocks that are none", "end (".repeat(150)],
    ["comments in one line", "<##>".repeat(200_000)],
    ["calls of one function", `function F {\n${"Get-It\n".repeat(100_000)}}\nF`],
    ["comments in front of a word", `if (1) { }\n${"#\n".repeat(300_000)}else { }`],
    ["words that begin a class", "class x ".repeat(100_000)],
    ["assignments in one line", "$a=1;".repeat(50_000)],
    [
      "functions that call each other",
      Array.from({ length: 20_000 }, (_, at) => `function F${at} { F${at + 1} }`).join("\n"),
    ],
  ])("%s take no longer than their length says", (_what, script) => {
    // Of the processor, not by the clock: the machine may be busy.
    const started = process.cpuUsage();
    try {
      const description = RunbookScript.inline(script)._description;
      description?.commands.forEach((call) => description.isCertain(call));
    } catch {
      // A message is as good as a description.
    }
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });

  test("the message for a comment that never ends names its line and its start", () => {
    expect(refusal("Get-It\n<# never closed\nmore\n")).toContain(
      "an unterminated comment or string in line 2: <# never closed",
    );
  });

  test("a script of using and a comment alone gets the connection behind it", () => {
    expect(content("using namespace System # x")).toBe(`using namespace System # x\n${CONNECT}\n`);
  });

  test.each([
    [`Get-It '${"a".repeat(38)}SECRET`, "in line 1"],
    [`param(${" ".repeat(80)}$SECRET`, "whose param block is closed"],
  ])("the message for an unfinished script shows its start only: %j", (script, words) => {
    expect(refusal(script)).toContain(words);
    expect(refusal(script)).not.toContain("SECRET");
  });

  /* Scripts of every shape: heads and bodies put together from sound pieces. */
  const comment = fc.constantFrom(
    "# a ) } \" ' comment\n",
    "<# block ) \n begin { } #>\n",
    "#Requires -Version 5.1\n",
    "\n",
    "  \n",
  );
  const literal = fc.constantFrom(
    "1",
    "'a) ''b'",
    '"c) `" $(Get-Date -Format \')\') """',
    "@'\n) '' \n'@",
    '@"\n) " $($x)\n"@',
    "@{ a = '}'; b = @(1, 2) }",
    "$null",
    "{ param($y) ')' }",
    "${odd)name}",
  );
  const parameter = fc
    .tuple(
      fc.constantFrom("", "[string] ", "[Parameter(Mandatory = $true)] [ValidatePattern('^[)]$')] "),
      fc.integer({ min: 0, max: 999 }),
      fc.option(literal),
    )
    .map(([attribute, name, value]) => `${attribute}$p${name}${value === null ? "" : ` = ${value}`}`);
  const param = fc
    .tuple(
      fc.constantFrom("", "[CmdletBinding()]\n", "[CmdletBinding()] # x\n[OutputType([int])]\n"),
      fc.array(parameter, { maxLength: 3 }),
      fc.array(comment, { maxLength: 1 }),
    )
    .map(
      ([attributes, parameters, inside]) =>
        `${attributes}param (\n${inside.join("")}  ${[...new Map(parameters.map((text) => [/\$p\d+/.exec(text)?.[0], text])).values()].join(",\n  ")}\n)\n`,
    );
  const using = fc.constantFrom(
    "using namespace System.IO\n",
    "using namespace System.Text; \n",
    "using namespace System # x\n",
  );
  const statement = fc.constantFrom(
    "Get-Mailbox -Identity 'a'\n",
    "function Get-It { param($z) begin { } process { $z } }\n",
    "$x = \"${env:PATH}:\" + @'\nparam(\n'@\n",
    "[int] $i = 1\n",
    "if ($true) { 1 } else { 2 }\n",
    "1 | %{ $_ }\n",
  );
  const scripts = fc
    .tuple(
      fc.array(comment, { maxLength: 2 }),
      fc.array(using, { maxLength: 2 }),
      fc.array(comment, { maxLength: 2 }),
      fc.option(param),
      fc.array(statement, { minLength: 1, maxLength: 3 }),
    )
    .map(([a, b, c, d, e]) => ({
      head: [...a, ...b, ...c, ...(d === null ? [] : [d])].join(""),
      hasParam: d !== null,
      usings: b.length,
      body: e.join(""),
    }));

  test("of any shape: it stays sound, keeps its param block, and the connection comes first", () => {
    fc.assert(
      fc.property(scripts, ({ head, body, hasParam }) => {
        const original = head + body;
        fc.pre(!parseWithoutUsing(original).hasError);
        const script = content(original);
        expect(script.replace(CONNECT, "").replace(/\n+/g, "\n").trim()).toBe(original.replace(/\n+/g, "\n").trim());
        const root = parseWithoutUsing(script);
        expect([script, root.hasError]).toEqual([script, false]);
        const blocks = root.namedChildren.filter((node) => node?.type === "param_block");
        expect([script, blocks.length]).toEqual([script, hasParam ? 1 : 0]);
        expect(script.indexOf(CONNECT)).toBeGreaterThanOrEqual(blocks[0]?.endIndex ?? 0);
        expect(script.indexOf(CONNECT)).toBeLessThan(
          script.indexOf(body.trim().split("\n")[0], Math.max(script.indexOf(CONNECT), 0)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

(hasTerraform() ? test : test.skip)("Terraform hands every script on as it was written", () => {
  const scripts = SHAPES.map(([, head, rest]) => head + rest);
  const hostile = fc
    .sample(
      fc.string({
        unit: fc.constantFrom("${", "%{", "$", "%", "{", "}", "x", "\n", "${TfToken[TOKEN.1]}", "~", "'", '"', "`"),
        maxLength: 30,
      }),
      300,
    )
    .map((text) => `Get-It\n${text}`);
  const all = [...scripts, ...hostile].filter((script) => refusal(script) === undefined);
  const file = join(temporaryFolder(), "script.ps1");
  const read = readByTerraform(
    all.map((script) => {
      writeFileSync(file, script);
      return RunbookScript.fromFile(file)._withConnection(CONNECT);
    }),
  );
  for (const [index, script] of all.entries()) {
    const [before, after] = (read[index] as string).split(CONNECT);
    expect(before.trim() + after.trim()).toBe(
      script.slice(0, before.trimEnd().length).trim() + script.slice(before.trimEnd().length).trim(),
    );
  }
});
