import {
  DirectoryRole,
  ExchangeHost,
  ExchangeManagedIdentity,
  type ExchangeRunbookChoice,
  HostIdentity,
  HostResourceGroup,
  ModuleVersion,
  PowerShellRuntime,
  ProviderVersions,
  RunbookSchedule,
  RunbookScript,
} from "../../lib";
import { addressOf, newStack, only, synthesized, warnings } from "../helpers/stack";

const { V5_1, V7_2, V7_4, V7_6 } = PowerShellRuntime;

function withRunbook(runbook: Partial<ExchangeRunbookChoice> = {}, runtimes = [V5_1], versions?: ProviderVersions) {
  const stack = newStack();
  versions?.applyTo(stack);
  new ExchangeManagedIdentity(stack, "Exchange", {
    organization: "contoso.onmicrosoft.com",
    host: ExchangeHost.automationAccount({
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.create({ name: "ContosoRG", location: "West US" }),
    }),
    identity: HostIdentity.userAssigned({ name: "ContosoMI1" }),
    module: { version: ModuleVersion.V3_4_0, runtimes },
    directoryRoles: [DirectoryRole.GLOBAL_READER],
    tags: { owner: "messaging" },
    runbooks: [{ name: "Test-ExchangeConnection", ...runbook }],
  });
  return stack;
}

test.each([
  [V5_1, "PowerShell", undefined],
  [V7_2, "PowerShell72", undefined],
  [V7_4, "PowerShell", "ExchangeOnline-PowerShell-7-4"],
  [V7_6, "PowerShell", "ExchangeOnline-PowerShell-7-6"],
])("in %s it is published as %s, and waits for module, permission and roles", (runtime, type, environment) => {
  const json = synthesized(withRunbook({}, [runtime], ProviderVersions.tested()));
  const runbook = only(json, "azurerm_automation_runbook");
  expect(runbook).toMatchObject({ name: "Test-ExchangeConnection", runbook_type: type, tags: { owner: "messaging" } });
  expect(runbook.depends_on).toEqual([
    expect.stringMatching(/^azurerm_automation_.*(module|package)\./) as string,
    addressOf(json, "azuread_app_role_assignment"),
    addressOf(json, "azuread_directory_role_assignment"),
  ]);
  if (environment === undefined) {
    expect(runbook.lifecycle).toMatchObject({ ignore_changes: ["runtime_environment_name"] });
    expect(runbook).not.toHaveProperty("runtime_environment_name");
  } else {
    expect(runbook.runtime_environment_name).toBe(
      `\${${addressOf(json, "azurerm_automation_runtime_environment")}.name}`,
    );
    expect(only(json, "azurerm_automation_runtime_environment").name).toBe(environment);
  }
  expect(runbook.content).toContain(
    `-ManagedIdentityAccountId \${${addressOf(json, "azurerm_user_assigned_identity")}.client_id}\n`,
  );
});

test("an azurerm that does not know a runbook's environment is not told of it", () => {
  expect(only(synthesized(withRunbook()), "azurerm_automation_runbook")).not.toHaveProperty("lifecycle.ignore_changes");
});

test("it runs in the runtime that is chosen among the module's", () => {
  const json = synthesized(withRunbook({ runtime: V7_6 }, [V5_1, V7_6]));
  expect(only(json, "azurerm_automation_runbook").runtime_environment_name).toBeDefined();
  expect(() => withRunbook({ runtime: V7_2 }, [V5_1])).toThrow(
    /runbooks\[0\]\.runtime\n {2}given: {3}"7\.2"\n {2}allowed: "5\.1"/,
  );
});

test("a person's script is text to Terraform, with the connection behind its param block", () => {
  const script = 'param($Name)\nWrite-Output "${Name}:" | %{ $_ }\n';
  const content = String(
    only(synthesized(withRunbook({ script: RunbookScript.inline(script) })), "azurerm_automation_runbook").content,
  );
  expect(content.startsWith("param($Name)\n# Connects to Exchange Online")).toBe(true);
  expect(content.endsWith('Write-Output "$${Name}:" | %%{ $_ }\n')).toBe(true);
});

test("a wrong runtime, a name that Azure refuses and a script that cannot be connected are reported together", () => {
  expect(() => withRunbook({ name: "a b", runtime: V7_6, script: RunbookScript.inline("process { }") })).toThrow(
    /runbooks\[0\]\.runtime[^]*runbooks\[0\]\.name[^]*runbooks\[0\]\.script\n[^]*move the statements out of the blocks/,
  );
});

test.each([
  "New-UnifiedGroup",
  "Remove-UnifiedGroup",
  "Remove-UnifiedGroupLinks",
  "Add-UnifiedGroupLinks",
  "Connect-IPPSSession",
])("a script that calls %s is warned of", (command) => {
  expect(warnings(withRunbook({ script: RunbookScript.inline(`${command} -x`) }))).toEqual([
    expect.stringContaining(`The script calls ${command}, which does not work with a managed identity.`),
  ]);
});

test("a script that connects by itself is warned of", () => {
  expect(
    warnings(
      withRunbook({
        script: RunbookScript.inline(
          "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com\nGet-Mailbox",
        ),
      }),
    ),
  ).toEqual([
    'The script calls Connect-ExchangeOnline itself (in line 1), and is already connected at that point. Remove the call; or, if the connection has to come later, put the line "# connect: exchange" in its place. With "connect": false no connection is inserted, and the command of the output connect_command goes there.',
  ]);
});

describe("a schedule", () => {
  const schedule = (value: RunbookSchedule) =>
    only(synthesized(withRunbook({ schedule: value })), "azurerm_automation_schedule");

  test("says day, clock and zone, and keeps the time of its first apply", () => {
    const json = synthesized(
      withRunbook({
        schedule: RunbookSchedule.weekly({
          at: "02:00",
          timeZone: "Europe/Berlin",
          weekDays: ["Monday", "Friday"],
        }),
      }),
    );
    expect(only(json, "azurerm_automation_schedule")).toMatchObject({
      name: "Test-ExchangeConnection every week on Mon Fri at 02-00 in Europe-Berlin",
      frequency: "Week",
      interval: 1,
      timezone: "Europe/Berlin",
      week_days: ["Monday", "Friday"],
      lifecycle: { ignore_changes: ["start_time"] },
    });
    expect(only(json, "azurerm_automation_job_schedule")).toMatchObject({
      runbook_name: `\${${addressOf(json, "azurerm_automation_runbook")}.name}`,
      schedule_name: `\${${addressOf(json, "azurerm_automation_schedule")}.name}`,
    });
  });

  test("without a time starts two hours after the plan, and holds nothing of the day of the synth", () => {
    expect(schedule(RunbookSchedule.hourly())).toMatchObject({
      frequency: "Hour",
      timezone: "Etc/UTC",
      start_time: '${timeadd(plantimestamp(), "2h")}',
    });
    expect(String(schedule(RunbookSchedule.daily({ at: "14:30" })).start_time)).not.toContain(
      String(new Date().getFullYear()),
    );
  });

  test.each([
    [() => RunbookSchedule.daily({ at: "2:00" }), "a time of day on the clock of the time zone"],
    [() => RunbookSchedule.daily({ at: "25:00" }), "a time of day on the clock of the time zone"],
    [() => RunbookSchedule.daily({ timeZone: "W. Europe Standard Time" }), "an IANA time zone"],
    [() => RunbookSchedule.daily({ timeZone: "Mars/Base" }), "an IANA time zone"],
    [() => RunbookSchedule.weekly({ weekDays: [] }), "one or more of Monday"],
    [() => RunbookSchedule.weekly({ weekDays: ["Montag"] }), "one or more of Monday"],
    [() => RunbookSchedule.weekly({ weekDays: ["Monday", "Monday"] }), "each once"],
  ])("that cannot be is refused: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
