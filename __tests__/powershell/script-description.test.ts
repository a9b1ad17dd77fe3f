import fc from "fast-check";
import type { Node } from "web-tree-sitter";
import { ScriptDescription } from "../../lib/powershell/script-description";
import { powerShellParser } from "../helpers/powershell";

let parse: (script: string) => Node;
beforeAll(async () => {
  parse = await powerShellParser();
});

const names = (script: string) => ScriptDescription.of(script).commands.map(({ name }) => name);

describe("the commands of a script", () => {
  test.each<[string, string, string[]]>([
    ["in statements and pipelines", "Get-A; Get-B | Get-C |\n  Get-D", ["Get-A", "Get-B", "Get-C", "Get-D"]],
    ["as values", "$x = Get-A\n$y += Get-B -Name c", ["Get-A", "Get-B"]],
    [
      "in brackets, texts and blocks",
      '"$(Get-A) text" + (Get-B) + @(Get-C); & { Get-D }',
      ["Get-A", "Get-B", "Get-C", "Get-D"],
    ],
    ["in here-strings", '$x = @"\n$(Get-A) Get-B\n"@', ["Get-A"]],
    ["none in single quotes and comments", "'Get-A' # Get-B\n<# Get-C #> Get-D", ["Get-D"]],
    ["in hashtables, whose keys are none", "@{ Key = Get-A; Other = 'b'\nThird = Get-C }", ["Get-A", "Get-C"]],
    [
      "in branches and loops",
      "if (Get-A) { Get-B } elseif (1) { Get-C } else { Get-D }",
      ["Get-A", "Get-B", "Get-C", "Get-D"],
    ],
    ["in foreach", "foreach ($m in Get-A -All) { Get-B }", ["Get-A", "Get-B"]],
    ["in do and while", "do { Get-A } while (Get-B)\nwhile (Get-C) { Get-D }", ["Get-A", "Get-B", "Get-C", "Get-D"]],
    [
      "in switch, whose labels are none",
      "switch ($x) { One { Get-A } 'two' { Get-B } { $_ } { Get-C } default { Get-D } }",
      ["Get-A", "Get-B", "Get-C", "Get-D"],
    ],
    [
      "in try, catch and finally",
      "try { Get-A } catch [System.Exception], [X] { Get-B } finally { Get-C }",
      ["Get-A", "Get-B", "Get-C"],
    ],
    ["behind return, throw and operators", "return Get-A; $x -and (Get-B); -not (Get-C)", ["Get-A", "Get-B", "Get-C"]],
    ["behind && and ||", "Get-A && Get-B || Get-C", ["Get-A", "Get-B", "Get-C"]],
    ["behind a redirection", "Get-A 2>&1 | Get-B > out.txt\nGet-C", ["Get-A", "Get-B", "Get-C"]],
    ["behind streams that are merged", "Get-A 2>&1\nif (1) { Get-B *>&1}\nGet-C", ["Get-A", "Get-B", "Get-C"]],
    ["behind a quote with a backtick in a text", 'Get-A "n $($h[`"key`"])"\nGet-B', ["Get-A", "Get-B"]],
    ["with a module's name", "ExchangeOnlineManagement\\Get-Mailbox", ["Get-Mailbox"]],
    ["files and programs", ".\\Child.ps1 -A 1; & 'C:\\a b\\c.exe' x", [".\\Child.ps1", "C:\\a b\\c.exe"]],
    ["in default values and attributes", "param([ValidateScript({ Get-A })] $x = (Get-B))", ["Get-A", "Get-B"]],
    [
      "in the methods of a class",
      "class A { [int] $x = (Get-A); [void] Do([string] $y) { Get-B } }",
      ["Get-A", "Get-B"],
    ],
    ["behind a counter", "$i++\nGet-A\n$j--\nGet-B", ["Get-A", "Get-B"]],
    [
      "none in a configuration's body",
      "configuration X { Node 'a' { File b { Ensure = 'Present' } } }\nGet-A",
      ["Get-A"],
    ],
    ["behind the end of parsing", "cmd --% /c Get-X\nGet-A", ["cmd", "Get-A"]],
    ["over continued lines", "Get-A `\n  -Name b `\n  -Other c\nGet-B", ["Get-A", "Get-B"]],
  ])("%s", (_what, script, expected) => {
    expect(names(script)).toEqual(expected);
  });

  test("a call has its parameters, its words, and where it stands", () => {
    const [call] = ScriptDescription.of("\nSet-It 'one' -Name:'two' -To a, b,\n c -Force -Last $x.Y").commands;
    expect(call.parameters.map(({ name, written }) => [name, written])).toEqual([
      ["Name", "'two'"],
      ["To", "a, b,\n c"],
      ["Force", undefined],
      ["Last", "$x.Y"],
    ]);
    expect(call.arguments).toEqual(["'one'"]);
    expect(call.isSplatted).toBe(false);
    expect(ScriptDescription.of("\nGet-It").lineOf(1)).toBe(2);
  });

  test.each<[string, boolean]>([
    ["Get-A", false],
    ["if ($x) { Get-A }", true],
    ["try { Get-A } catch { }", false],
    ["try { } catch { Get-A }", true],
    ["foreach ($x in $y) { Get-A }", true],
    ["$x | ForEach-Object { Get-A }", true],
    ["& { Get-A }", false],
    ["begin { Get-A }", false],
    ["$true -and (Get-A)", true],
    ["(Get-A) -and $true", false],
    ["$x ?? (Get-A)", true],
    ["$x ? 1 : (Get-A)", true],
    ["$x ??= Get-A", true],
    ["if ($x) { } elseif (Get-A) { }", true],
    ["for ($i = 0; $i -lt 1; $i = (Get-A)) { }", true],
    ["param($x = (Get-A))", true],
    ["if ($x) { return }\nGet-A", true],
    ["if ($x) { exit }\nGet-A", true],
    ["exit 0\nGet-A", true],
    ["if ($x) { exit 1 }\nGet-A", false],
    ["if ($x) { throw 'x' }\nGet-A", false],
    ["function F { return }\nGet-A", false],
    ["1..3 | ForEach-Object { return }\nGet-A", false],
    ["$x || Get-A", true],
  ])("in %j the call may not run: %s", (script, isConditional) => {
    const call = ScriptDescription.of(script).commands.find(({ name }) => name === "Get-A");
    expect(call?.around.isConditional).toBe(isConditional);
  });
});

describe("what a script takes", () => {
  test("its parameters with types and attributes", () => {
    const { parameters, takesCommonParameters } = ScriptDescription.of(
      "[CmdletBinding()]\nparam(\n  # how many\n  [Parameter(Mandatory, Position = 0)] [ValidateRange(1, 30)] [System.Int32] $Days,\n  [ValidateSet('a', \"b,c\")] [string[]] $Kinds = @('a', 'b'),\n  [switch] $Force, ${odd name}, $Last = (Get-Date)\n)",
    );
    expect(takesCommonParameters).toBe(true);
    expect(parameters.map(({ name, type }) => [name, type])).toEqual([
      ["Days", "int32"],
      ["Kinds", "string[]"],
      ["Force", "switch"],
      ["odd name", undefined],
      ["Last", undefined],
    ]);
    expect(parameters[0].attributes.map(({ name, values }) => [name, values])).toEqual([
      ["parameter", []],
      ["validaterange", ["1", "30"]],
    ]);
    expect(parameters[0].attributes[0].named.get("mandatory")).toBe("$true");
    expect(parameters[1].attributes[0].values).toEqual(["'a'", '"b,c"']);
  });

  test("a function's own parameters are not the script's", () => {
    expect(ScriptDescription.of("function A { param($x) }\nA").parameters).toEqual([]);
    expect(ScriptDescription.of("function A($x) { }\nA").hasParam).toBe(false);
  });

  test("what #Requires says, in a comment of its own line only", () => {
    const { requires } = ScriptDescription.of(
      "#Requires -Version 7.2 -PSEdition Core\n  #requires -Modules A, @{ ModuleName = 'B'; ModuleVersion = '2.0' }\n#Requires -RunAsAdministrator\nGet-It #Requires -Version 9\n<#\n#Requires -Version 9\n#>\n'\n#Requires -Version 9\n'",
    );
    expect(requires).toMatchObject({ version: "7.2", edition: "Core", isAdministrator: true });
    expect(requires.modules.map(({ name, minimum }) => [name, minimum])).toEqual([
      ["A", undefined],
      ["B", "2.0"],
    ]);
  });

  test("the modules that it asks for, as far as they are written there", () => {
    const { modules } = ScriptDescription.of(
      "using module C\nusing module .\\own.psm1\nImport-Module A -MinimumVersion 2.1\nipmo -Name 'B', D\nImport-Module $name\nImport-Module (Get-Item x)\nImport-Module E -ErrorAction SilentlyContinue\nif ($x) { Import-Module F }",
    );
    expect(modules.map(({ name, minimum }) => [name, minimum])).toEqual([
      ["C", undefined],
      ["A", "2.1"],
      ["B", undefined],
      ["D", undefined],
    ]);
  });

  test("a module that the script may do without is none that it asks for", () => {
    const named = (script: string) => ScriptDescription.of(script).modules.map(({ name }) => name);
    expect(named("try { Import-Module A } catch { }\nfunction Never { Import-Module B }")).toEqual([]);
    expect(
      named("function F { Import-Module A }\nF\nusing module @{ ModuleName = 'B'; ModuleVersion = '1.0' }"),
    ).toEqual(["B", "A"]);
  });

  test("of several #Requires the newest version counts", () => {
    const script = ScriptDescription.of("#Requires -Version 7.2\n#Requires -Version 7.10\n#Requires -Version 5.1");
    expect(script.requires.version).toBe("7.10");
  });

  test("a workflow or a configuration alone is known as one", () => {
    expect(ScriptDescription.of("<# help #>\nworkflow A { Get-It }\n").onlyDeclaration).toMatchObject({ name: "A" });
    expect(ScriptDescription.of("configuration A { }").onlyDeclaration?.kind).toBe("configuration");
    expect(ScriptDescription.of("workflow A { }\nA").onlyDeclaration).toBeUndefined();
    expect(ScriptDescription.of("function A { }").onlyDeclaration).toBeUndefined();
  });
});

/* Sound scripts, put together from pieces whose grammar tree-sitter knows. */
const command = fc.constantFrom(
  "Get-A",
  "Set-B -Name x",
  "Get-C -Switch -Other 'y'",
  "Get-D (Get-E)",
  'Get-F "a $(Get-G)"',
  "H-I a, b",
);
const value = fc.oneof(
  command,
  fc.constantFrom(
    "1",
    "'text'",
    '"$x $(Get-V)"',
    "@(1, (Get-W))",
    "@{ k = Get-X; l = 2 }",
    "$a.b[0]",
    "(Get-Y -Z 1).Name",
  ),
);
const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie("statement"), { maxLength: 3 }).map((list) => `{\n${list.join("\n")}\n}`),
  statement: fc.oneof(
    { maxDepth: 3 },
    command,
    value.map((text) => `$x = ${text}`),
    fc.tuple(command, command).map(([one, two]) => `${one} | ${two}`),
    fc.tuple(value, tie("block"), tie("block")).map(([test, one, two]) => `if ($x -eq (${test})) ${one} else ${two}`),
    fc.tuple(command, tie("block")).map(([list, block]) => `foreach ($m in ${list}) ${block}`),
    tie("block").map((block) => `try ${block} catch { throw }`),
    tie("block").map((block) => `function F-N ${block.replace("{", "{ param($p)\n")}`),
    tie("block").map((block) => `$list | ForEach-Object ${block}`),
    fc.tuple(tie("block"), tie("block")).map(([one, two]) => `switch ($x) { 'a' ${one} default ${two} }`),
    fc.constantFrom("# Get-Comment", "<# Get-Help #>", "$i++", "return", "'Get-Text'", "@'\nGet-Here\n'@"),
  ),
}));
const parameter = fc.constantFrom(
  "$a",
  "[int] $b = 1",
  "[Parameter(Mandatory)] [string] $c",
  "[ValidateSet('x', 'y')] $d = (Get-P)",
  "[switch] $e",
);
const script = fc
  .tuple(fc.uniqueArray(parameter, { maxLength: 4 }), fc.array(statement, { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([parameters, statements, hasRequires]) =>
    [...(hasRequires ? ["#Requires -Version 5.1"] : []), `param(${parameters.join(", ")})`, ...statements].join("\n"),
  );

test("random scripts say the same as the grammar: commands, parameters and #Requires", () => {
  let compared = 0;
  fc.assert(
    fc.property(script, (text) => {
      const root = parse(text);
      fc.pre(!root.hasError);
      compared++;
      // The grammar takes an `else` behind an empty line, and more, for a command.
      const theirs = root.descendantsOfType("command_name").map((node) => node?.text ?? "");
      const read = ScriptDescription.of(text);
      expect([text, names(text).sort()]).toEqual([text, theirs.sort()]);
      const block = root.namedChildren.find((node) => node?.type === "param_block");
      const parameters = block?.descendantsOfType("script_parameter") ?? [];
      expect(read.parameters.map(({ name }) => `$${name}`)).toEqual(
        parameters.map((node) => node?.namedChildren.find((child) => child?.type === "variable")?.text),
      );
      expect(read.requires.version).toBe(text.startsWith("#Requires") ? "5.1" : undefined);
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(300);
});

test("any text is read, and a script of 10,000 lines in time that grows with its length", () => {
  const piece = fc.constantFrom(
    "Get-A",
    " ",
    "-B",
    "'",
    '"',
    "@",
    "`",
    "\n",
    "(",
    ")",
    "{",
    "}",
    "[",
    "#",
    "$x",
    "$(",
    "|",
    "=",
    "param(",
    "<#",
    "function F",
    "switch",
  );
  // What never ends in it is refused elsewhere; it has to be read to its end all the same.
  expect(ScriptDescription.of('Get-A " & $( 1 ( [ begin').commands).not.toEqual([]);
  fc.assert(fc.property(fc.array(piece), (pieces) => ScriptDescription.of(pieces.join("")).commands.length >= 0));
  const lines = Array.from(
    { length: 10_000 },
    (_, index) => `if ($x${index}) { Set-Mailbox -Identity "a$($x.Name)" -Days ${index} } # comment`,
  );
  const time = (text: string) => {
    const start = performance.now();
    ScriptDescription.of(text);
    return performance.now() - start;
  };
  const half = Math.min(...[1, 2, 3].map(() => time(lines.slice(5000).join("\n"))));
  const whole = Math.min(...[1, 2, 3].map(() => time(lines.join("\n"))));
  // 0.2 s on a machine that does nothing else; what is quadratic would take four times as long for twice the lines.
  expect(whole).toBeLessThan(Math.max(1000, 3 * half));
});
