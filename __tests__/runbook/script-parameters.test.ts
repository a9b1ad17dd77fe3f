import fc from "fast-check";
import { TerraformVariable } from "cdktf";
import { RunbookSchedule, RunbookScript } from "../../lib";
import { exchange } from "../helpers/exchange-in-code";
import { configured, refusalOf } from "../helpers/scripts";
import { newStack, only, synthesized } from "../helpers/stack";

const PARAM =
  "param([Parameter(Mandatory)][string]$Mailbox, [int]$Days = 30, [bool]$Send, [switch]$Force, [datetime]$From, [ValidateSet('Full', 'Short')]$Kind, [ValidateRange(1, 5)][int]$Level, [string[]]$Users, [Alias('Top')]$First, [guid]$Id, [double]$Share)\nGet-Mailbox";

const given = (parameters: object) => refusalOf(PARAM, { mailbox: "a@contoso.com", ...parameters });

describe("the parameters of scheduled runs", () => {
  test.each<[string, object]>([
    [
      "of their types",
      { days: 7, send: true, force: false, from: "2026-12-31", kind: "short", level: 5, users: ["a", "b"] },
    ],
    [
      "that PowerShell converts",
      { days: "7", send: 1, level: "2", users: "a", from: 5, id: "6f9619ff-8b86-d011-b42d-00c04fc964ff", share: "1.5" },
    ],
    ["by an alias, and in other letters", { TOP: 5, DAYS: 1 }],
  ])("are taken: %s", (_what, parameters) => {
    expect(given(parameters)).toBeUndefined();
  });

  test.each<[string, object, string]>([
    ["one that the script has not, with the nearest", { dais: 7 }, 'did you mean "Days"?'],
    ["one that is like none", { quantity: 7 }, "remove it, or add it to the script's param block"],
    ["a text for a number", { days: "many" }, "Days is an [int]"],
    ["a number that is too large", { days: 3e9 }, "a whole number from -2147483648 to 2147483647"],
    ["a text for true or false", { send: "true" }, "write true or false, without quotes"],
    ["a text for a switch", { force: "yes" }, "Force is a [switch]"],
    ["a text that is no date", { from: "yesterday" }, "From is a [datetime]"],
    ["a date that does not exist", { from: "2026-13-45" }, "From is a [datetime]"],
    ["true for a date", { from: true }, "From is a [datetime]"],
    ["a value that is not in the set", { kind: "Long" }, "one of Full, Short (ValidateSet)"],
    ["a value out of the range", { level: 9 }, "from 1 to 5 (ValidateRange)"],
    ["a list for one value", { days: [1, 2] }, "the parameter takes no list"],
    ["no GUID", { id: "1234" }, "Id is a [guid]"],
    ["a text for a share", { share: "half" }, "Share is a [double]"],
  ])("are refused: %s", (_what, parameters, words) => {
    expect(given(parameters)).toContain(words);
  });

  test("a mandatory one that nobody gives is refused, for scheduled runs only", () => {
    expect(refusalOf(PARAM)).toContain("a value for each mandatory parameter of the script: Mailbox");
    expect(() => exchange({ runbooks: [{ name: "Report", script: RunbookScript.inline(PARAM) }] })).not.toThrow();
  });

  test.each([
    "param([Parameter(Mandatory = $false)]$x)\nGet-It",
    "param([Parameter(Mandatory, ParameterSetName = 'A')]$x, [Parameter(Mandatory, ParameterSetName = 'B')]$y)\nGet-It",
    "param([Parameter(ValueFromPipeline)]$x)\nGet-It",
    "function F { param([Parameter(Mandatory)]$x) }\nF 1",
  ])("%j needs no value", (script) => {
    expect(refusalOf(script)).toBeUndefined();
  });

  test.each<[string, object]>([
    ["param($a, [Parameter(ValueFromRemainingArguments)]$rest)\nGet-It", { other: 1 }],
    ["param($a)\nGet-It $args", { other: 1 }],
    ["param([Alias(@('b', 'c'))]$a)\nGet-It", { c: 1 }],
    ["param([Alias([X]::Name)]$a)\nGet-It", { c: 1 }],
    ["[CmdletBinding()]\nparam($a)\nGet-It", { ea: "Stop" }],
    ["param([Parameter(Mandatory)]$Mailbox)\nGet-It", { mail: "a" }],
    ["param([ValidateSet([Names])]$a)\nGet-It", { a: "x" }],
    ["param([string]$a)\nGet-It", { a: ["x", "y"] }],
    ["param([ValidateRange(1000, 9000)][int]$a)\nGet-It", { a: "5kb" }],
    ["param([int]$a)\nGet-It", { a: 2147483647.4 }],
    ["param([ValidateRange(1, 5)][int]$a)\nGet-It", { a: 5.4 }],
    ["param([ValidateSet(1, 2)][int]$a)\nGet-It", { a: "01" }],
    ["param([bool[]]$a)\nGet-It", { a: ["x", ""] }],
    ["param([double]$a)\nGet-It", { a: "-Infinity" }],
    ["param([guid]$a)\nGet-It", { a: " 6f9619ff-8b86-d011-b42d-00c04fc964ff " }],
    ["param([Parameter(Mandatory)][AllowEmptyString()][string]$a)\nGet-It", { a: "" }],
    ["param([Parameter(Mandatory)]$a)\nGet-It", { a: "" }],
    [
      "[CmdletBinding(DefaultParameterSetName = 'A')]\nparam([Parameter(Mandatory, ParameterSetName = 'A')]$a, [Parameter(Mandatory, ParameterSetName = 'B')]$b)\nGet-It",
      { b: 1 },
    ],
  ])("%j with %j: nothing is said that PowerShell would not say", (script, parameters) => {
    expect(refusalOf(script, parameters)).toBeUndefined();
  });

  test.each<[string, object, string]>([
    ["[CmdletBinding()]\nparam([string]$a)\nGet-It", { a: ["x", "y"] }, "takes no list"],
    ["param([ValidateRange(1, 5)][int]$a)\nGet-It", { a: "5kb" }, "ValidateRange"],
    ["param([int]$a)\nGet-It", { a: 2147483647.6 }, "a whole number"],
    ["param([Parameter(Mandatory)][string]$a)\nGet-It", { a: "" }, "not empty (Mandatory)"],
    ["param([Parameter(Mandatory)][string[]]$a)\nGet-It", { a: [] }, "not empty (Mandatory)"],
    [
      "[CmdletBinding(DefaultParameterSetName = 'A')]\nparam([Parameter(Mandatory, ParameterSetName = 'A')]$a, [Parameter(ParameterSetName = 'B')]$b)\nGet-It",
      {},
      "each mandatory parameter of the script: a",
    ],
    [
      "param([Parameter(Mandatory, ParameterSetName = 'A')]$a)\nGet-It",
      {},
      "each mandatory parameter of the script: a",
    ],
    ["param # what it takes\n([Parameter(Mandatory)]$a)\nGet-It", {}, "each mandatory parameter of the script: a"],
  ])("%j with %j is refused: %s", (script, parameters, words) => {
    expect(refusalOf(script, parameters)).toContain(words);
  });

  test("a script without param takes none", () => {
    expect(refusalOf("Get-It", { days: 1 })).toContain("no parameter: the script has none");
  });

  test.each<[string, object]>([
    ["[CmdletBinding()]\nparam($x)\nGet-It", { verbose: true }],
    ["param($x, [Thing]$y, [ValidateScript({ $_ })]$z)\nGet-It", { x: ["a"], y: "b", z: 1 }],
    ["param([ValidateSet($(Get-It))]$x)\nGet-It", { x: "a" }],
  ])("what is not known says nothing: %j", (script, parameters) => {
    expect(refusalOf(script, parameters)).toBeUndefined();
  });

  test("what only Terraform knows passes", () => {
    const value = new TerraformVariable(newStack(), "days", {}).stringValue;
    expect(given({ days: value, kind: value })).toBeUndefined();
  });

  test("in the configuration the message has the place in the file", () => {
    const { problems } = configured("param([int]$Days)\nGet-It", {
      schedule: { every: "hour" },
      parameters: { Dais: 1 },
    });
    expect(problems.map(({ path, remedy }) => [path.join("/"), remedy])).toEqual([
      ["identities/one/runbook/parameters/Dais", 'did you mean "Days"? Else add it to the script\'s param block'],
    ]);
    expect(
      configured("param([Parameter(Mandatory)]$Days)\nGet-It", { schedule: { every: "hour" } }).problems,
    ).toMatchObject([{ path: ["identities", "one", "runbook", "parameters"] }]);
  });

  /* One of the types, a value that becomes it, and one that does not. */
  const typed = fc.oneof(
    fc.record({
      type: fc.constantFrom("int", "long", "System.Int64"),
      good: fc.integer(),
      bad: fc.constantFrom("x", "1a", "--1"),
    }),
    fc.record({ type: fc.constantFrom("bool", "switch"), good: fc.boolean(), bad: fc.constantFrom("true", "no", "1") }),
    fc.record({
      type: fc.constant("datetime"),
      good: fc
        .date({ noInvalidDate: true, min: new Date("2000-01-01"), max: new Date("2100-01-01") })
        .map((date) => date.toISOString()),
      bad: fc.constantFrom("never", "2026-00-01", true),
    }),
  );
  test("any value is taken if it becomes its type, and refused if it does not", () => {
    fc.assert(
      fc.property(typed, fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}$/), ({ type, good, bad }, name) => {
        const script = `param([${type}]$${name})\nGet-It`;
        expect(refusalOf(script, { [name]: good })).toBeUndefined();
        expect(refusalOf(script, { [name.toUpperCase()]: bad })).toContain(name);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a list as a parameter", () => {
  const sent = (value: unknown, stack = newStack()) => {
    exchange(
      {
        runbooks: [
          {
            name: "R",
            script: RunbookScript.inline("param($a)\nGet-It"),
            schedule: RunbookSchedule.hourly(),
            parameters: { a: value },
          },
        ],
      },
      stack,
    );
    return (only(synthesized(stack), "azurerm_automation_job_schedule").parameters as { a: string }).a;
  };

  test("reaches Azure as a list", () => {
    expect(sent(["a@contoso.com", "b"])).toBe('["a@contoso.com","b"]');
    expect(sent([1, true, "x"])).toBe('[1,true,"x"]');
    expect(sent([])).toBe("[]");
  });

  test("a text that only looks like one stays a text", () => {
    expect(sent('["a"]')).toBe('"[\\"a\\"]"');
  });

  test("its references are resolved, and what a person wrote is literal", () => {
    const stack = newStack();
    const value = new TerraformVariable(stack, "user", {}).stringValue;
    expect(sent(["${x}", value], stack)).toBe('${jsonencode(["$${x}", var.user])}');
    expect(sent(["${x}"])).toBe('["$${x}"]');
  });

  test("in the configuration", () => {
    const { problems } = configured("param([string[]]$Users)\nGet-It", {
      schedule: { every: "hour" },
      parameters: { Users: ["a", "b"] },
    });
    expect(problems).toEqual([]);
    expect(
      configured("param([string[]]$Users)\nGet-It", { schedule: { every: "hour" }, parameters: { Users: ["a", {}] } })
        .problems,
    ).toMatchObject([{ allowed: "a text, a number, true or false, or a list of these" }]);
  });

  test("a secret in it is refused, and not shown", () => {
    const message = refusalOf("param($password)\nGet-It", { password: ["hunter2"] });
    expect(message).toContain("no secret among the parameters");
    expect(message).not.toContain("hunter2");
  });
});
