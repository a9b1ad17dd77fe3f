import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { add, init } from "../../cli/commands/init";
import { parameterValue } from "../../cli/commands/script-proposals";
import { temporaryFolder } from "../helpers/stack";

const SCRIPT = `#Requires -Version 7.2
#Requires -Modules @{ ModuleName = "Microsoft.Graph.Users"; ModuleVersion = "2.30.0" }, @{ ModuleName = "Microsoft.Graph.Authentication"; ModuleVersion = "2.30.0" }, ImportExcel
param([Parameter(Mandatory)] [int] $Days)
Set-Mailbox -Identity a -Type Shared
`;

interface Entry {
  readonly module: object;
  readonly roles: string[];
  readonly runbook: object;
}

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  jest.spyOn(console, "error").mockImplementation((text: string) => void said.push(text));
});
afterEach(() => jest.restoreAllMocks());

function folderWithScript(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "report.ps1"), SCRIPT);
  return folder;
}

const entryIn = (folder: string, name = "contoso-system") =>
  (JSON.parse(readFileSync(join(folder, "exchange.config.json"), "utf8")) as { identities: { [name: string]: Entry } })
    .identities[name];

const RUNBOOK = { yes: true, runbook: "Report", script: "report.ps1" };

test("init takes from the script what no option says, and says so", async () => {
  const folder = folderWithScript();
  expect(await init(folder, { ...RUNBOOK, schedule: "day", parameter: { Days: 30 } })).toBe(0);
  expect(entryIn(folder)).toMatchObject({
    module: {
      runtimes: ["7.6"],
      additional: [
        { name: "Microsoft.Graph.Users", version: "2.30.0" },
        { name: "Microsoft.Graph.Authentication", version: "2.30.0" },
      ],
    },
    roles: ["Exchange Recipient Administrator"],
    runbook: { script: "report.ps1", parameters: { Days: 30 } },
  });
  expect(said).toEqual([
    "The script requires PowerShell 7.2: its runtime is 7.6. Another one: --runtime.",
    "The least role for the commands of the script is Exchange Recipient Administrator. Another one: --role.",
    "The script asks for the modules Microsoft.Graph.Users 2.30.0, Microsoft.Graph.Authentication 2.30.0: they are installed too.",
    'The script asks for ImportExcel, and names no version: add them to "additional" of "module".',
  ]);
});

test.each<[string, unknown]>([
  ["7", 7],
  ["-1.5", -1.5],
  ["1.10", "1.10"],
  ["007", "007"],
  ["true", true],
  ["[1, 2]", [1, 2]],
  ["[a", "[a"],
  ["", ""],
])("the value %j of a parameter is %j", (text, value) => {
  expect(parameterValue(text)).toEqual(value);
});

test("a module comes with the first one of its family, and one of Windows Server not at all", async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "report.ps1"),
    '#Requires -Modules ActiveDirectory, @{ ModuleName = "Microsoft.Graph.Users"; ModuleVersion = "2.25.0" }\nGet-Mailbox\n',
  );
  expect(await init(folder, { ...RUNBOOK, runtime: ["7.4"] })).toBe(0);
  expect(entryIn(folder)).toMatchObject({
    module: {
      additional: [
        { name: "Microsoft.Graph.Authentication", version: "2.25.0" },
        { name: "Microsoft.Graph.Users", version: "2.25.0" },
      ],
    },
  });
  expect(said).toContain(
    "The script asks for ActiveDirectory, of Windows Server: a job in Azure's sandbox has it not.",
  );
});

test("options win", async () => {
  const folder = folderWithScript();
  expect(await init(folder, { ...RUNBOOK, runtime: ["7.4"], role: ["Exchange Administrator"] })).toBe(0);
  expect(entryIn(folder)).toMatchObject({ module: { runtimes: ["7.4"] }, roles: ["Exchange Administrator"] });
  expect(said.join()).not.toMatch(/--runtime|--role/);
});

test("a scheduled run that lacks a mandatory parameter is refused before anything is written", async () => {
  const folder = folderWithScript();
  expect(await init(folder, { ...RUNBOOK, schedule: "day" })).toBe(1);
  expect(said.join("\n")).toContain('add "Days": nobody is asked in a scheduled run');
  expect(() => entryIn(folder)).toThrow("ENOENT");
});

test("add does the same for one more identity", async () => {
  const folder = temporaryFolder();
  expect(await init(folder, { yes: true })).toBe(0);
  writeFileSync(join(folder, "report.ps1"), "Get-Mailbox\n");
  const config = join(folder, "exchange.config.json");
  const more = { resourceGroup: "OtherRG", hostName: "OtherAzAuto1" };
  expect(await add({ ...RUNBOOK, ...more, stack: "other", config })).toBe(0);
  expect(entryIn(folder, "other")).toMatchObject({ roles: ["Global Reader"], runbook: { script: "report.ps1" } });
  expect(said).toContain("The least role for the commands of the script is Global Reader. Another one: --role.");
});

test("a script that init writes itself proposes nothing", async () => {
  const folder = temporaryFolder();
  expect(await init(folder, { ...RUNBOOK, script: "scripts/new.ps1" })).toBe(0);
  expect(said).toEqual([]);
});
