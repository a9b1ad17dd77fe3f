import { Testing } from "cdktf";
import { RunbookScript } from "../../lib";
import { configured, warningsOf } from "../helpers/scripts";
import { only, type Synthesized } from "../helpers/stack";

const placed = (script: string) => RunbookScript.inline(script)._withConnection("CONNECT\n");
const refused = (script: string) => RunbookScript.inline(script)._checkConnection()?.given;

test("the connection is inserted at the marker, and not at the top", () => {
  expect(placed("Connect-MgGraph -Identity\n  # connect: exchange\nGet-Mailbox\n")).toBe(
    "Connect-MgGraph -Identity\n  # connect: exchange\nCONNECT\n\nGet-Mailbox\n",
  );
});

test.each([
  "# connect: exchange\nGet-It",
  "#Connect: Exchange\nGet-It",
  "try {\n  Get-It\n  # connect: exchange\n  Get-Mailbox\n} finally { }",
  "begin { }\nprocess {\n  # connect: exchange\n  Get-Mailbox\n}",
  "if ($x) {\n# connect: exchange\n}",
  "param($x = 1#x\n)\n# connect: exchange\nGet-It",
  "& {\n# connect: exchange\nGet-It }",
  "if ($x) { }\n# connect: exchange\nGet-It",
  "if ($x) {\n1\n} else {\n# connect: exchange\n}",
  "switch ($x) { 1 {\n# connect: exchange\n} }",
  "do { } while ($x)\n# connect: exchange\nGet-It",
  "do {\n# connect: exchange\n} until ($x)",
  "foreach ($x in 1) {\n# connect: exchange\n}",
  "function F { }\n# connect: exchange\nF",
  "Get-It |\nGet-Other\n# connect: exchange\n",
  "[void](1)\n# connect: exchange\n[int]$x = 1",
  "$a = 1\n# connect: exchange\n[ValidateSet('a', 'b')][string]$mode = 'a'",
  "Get-It 2>&1\n# connect: exchange\nGet-It",
  "function F { Get-It 2>&1}\n# connect: exchange\nF",
])("%j takes the connection there", (script) => {
  expect(refused(script)).toBeUndefined();
  expect(placed(script)).toMatch(/# ?connect: exchange\nCONNECT\n/i);
});

test.each<[string, string]>([
  ["# connect: exchange\nGet-It\n# connect: exchange\n", "in line 3, a second time"],
  ["function F {\n# connect: exchange\n}\nF", "inside the function F"],
  ["$x = @'\n# connect: exchange\n'@", "inside a text"],
  ...[
    "$x = @{\n# connect: exchange\na = 1 }",
    "Get-It (\n# connect: exchange\n1)",
    "$x = @(\n# connect: exchange\n1)",
    "# connect: exchange\nparam($x)\nGet-It",
    "# connect: exchange\n[CmdletBinding()]\nparam($x)\nGet-It",
    "[CmdletBinding()]\n# connect: exchange\nparam($x)\nGet-It",
    "param(\n# connect: exchange\n$x)\nGet-It",
    "# connect: exchange\nusing module A\nGet-It",
    "# connect: exchange\nprocess { Get-It }",
    "begin { }\n# connect: exchange\nprocess { Get-It }",
    "process { Get-It }\n# connect: exchange\n",
    "& {\n# connect: exchange\nprocess { $_ } }",
    "& { begin { 1 }\n# connect: exchange\nprocess { $_ } }",
    ":outer\n# connect: exchange\nforeach ($x in 1) { break outer }",
    "if ($x) { }\n# connect: exchange\nelse { }",
    "try { }\n# connect: exchange\ncatch { }",
    "do { }\n# connect: exchange\nwhile ($x)",
    "if ($x)\n# connect: exchange\n{ }",
    "switch ($x) {\n# connect: exchange\n1 { } }",
    "switch ($x) { 1\n# connect: exchange\n{ } }",
    "Get-It |\n# connect: exchange\nGet-Other",
    "Get-It\n# connect: exchange\n| Get-Other",
    "Get-It &&\n# connect: exchange\nGet-Other",
    "$x =\n# connect: exchange\n1",
    "$x = 1 +\n# connect: exchange\n1",
    "Get-It a,\n# connect: exchange\nb",
    "Get-It `\n# connect: exchange\n -A",
    "dynamicparam {\n# connect: exchange\n}\nprocess { }",
    "data {\n# connect: exchange\n}",
    "Get-It | Where-Object {\n# connect: exchange\n$_ }",
    "Start-Job {\n# connect: exchange\n}",
    "$x = {\n# connect: exchange\n}",
  ].map((script): [string, string] => [script, "where no statement may stand"]),
])("%j is refused: %s", (script, words) => {
  expect(refused(script)).toContain(words);
});

test.each(["Get-It # connect: exchange", "<#\n# connect: exchange\n#>\nGet-It", "# connect to exchange\nGet-It"])(
  "%j has no marker",
  (script) => {
    expect(refused(script)).toBeUndefined();
    expect(
      placed(script).startsWith("CONNECT") ||
        placed(script).includes("#>\nCONNECT") ||
        placed(script).includes("exchange\nCONNECT"),
    ).toBe(true);
  },
);

test("where no connection is inserted, neither blocks nor a doubtful number sign are refused", () => {
  for (const script of ["begin { } process { Get-It }", "param($x = 1#y\n)\nGet-It"]) {
    expect(configured(script, { connect: false }).problems).toEqual([]);
    expect(configured(script).problems).toMatchObject([{ path: ["identities", "one", "runbook", "script"] }]);
  }
});

test.each([
  "Get-It # connect: exchange",
  "# connect: exchange (before the cmdlets)\nGet-It",
  "## connect : exchange\nGet-It",
])("a comment that only looks like the marker is said: %j", (script) => {
  expect(warningsOf(script)).toEqual([expect.stringContaining("looks like the place of the connection and is none")]);
  expect(warningsOf(`${script}\n# connect: exchange\n`)).toEqual([]);
});

test("a marker that nothing is inserted at is said", () => {
  expect(warningsOf("# connect: exchange\nGet-It", { runbook: { connect: false } })).toEqual([
    expect.stringContaining('"connect" is false: nothing is inserted there'),
  ]);
});

test("at the first apply of a new user-assigned identity the connection at the marker has its client id", () => {
  const result = configured(
    "Connect-MgGraph -Identity\n# connect: exchange\nGet-Mailbox",
    {},
    { identity: { type: "userAssigned", name: "ContosoMI1" } },
  );
  expect(result.problems).toEqual([]);
  const { content } = only(
    JSON.parse(Testing.synth(result.stacks[0].stack)) as Synthesized,
    "azurerm_automation_runbook",
  );
  expect(content).toMatch(
    /Connect-MgGraph -Identity\n# connect: exchange\n[^]*-ManagedIdentityAccountId \$\{[^]*Get-Mailbox/,
  );
});
