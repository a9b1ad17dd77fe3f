import {
  DirectoryRole,
  ExchangeManagementRole,
  ExchangeRoleGroup,
  GrantsBy,
  ModuleVersion,
  PowerShellRuntime,
  RunbookScript,
} from "../../lib";
import { configured } from "../helpers/scripts";
import { exchange } from "../helpers/exchange-in-code";
import { newStack, synthesized, warnings } from "../helpers/stack";

const made = (script: string, change: object, runbook: object = {}) =>
  exchange({ runbooks: [{ name: "Report", script: RunbookScript.inline(script), ...runbook }], ...change }).exchange;

const READER = { directoryRoles: [DirectoryRole.GLOBAL_READER] };
const VIEW_ONLY = { directoryRoles: undefined, exchangeRoles: [ExchangeManagementRole.VIEW_ONLY_RECIPIENTS] };

describe("a script that changes, where every role reads", () => {
  test.each<[string, object, object, string | undefined]>([
    ["Set-Mailbox a -Type Shared", READER, {}, "calls Set-Mailbox, and every role of the identity only reads"],
    ["Set-Mailbox a", READER, {}, "The least role that covers it: Exchange Recipient Administrator."],
    ["New-TransportRule a", READER, {}, "The least role that covers it: Exchange Administrator."],
    ["Set-Mailbox a; New-TransportRule b", READER, {}, "calls Set-Mailbox, New-TransportRule"],
    ["Set-Mailbox a", { directoryRoles: [DirectoryRole.SECURITY_READER] }, {}, "only reads"],
    ["Set-Mailbox a", VIEW_ONLY, {}, "only reads"],
    ["Set-Mailbox a", { ...VIEW_ONLY, exchangeRoles: [ExchangeManagementRole.MAIL_RECIPIENTS] }, {}, undefined],
    [
      "Set-Mailbox a",
      {
        directoryRoles: undefined,
        exchangeRoleGroups: [ExchangeRoleGroup.create({ name: "Readers", roles: ["View-Only Recipients"] })],
      },
      {},
      "only reads",
    ],
    [
      "Set-Mailbox a",
      { directoryRoles: undefined, exchangeRoleGroups: [ExchangeRoleGroup.fromExisting("Helpers")] },
      {},
      undefined,
    ],
    [
      "Set-Mailbox a",
      { directoryRoles: [DirectoryRole.GLOBAL_READER, DirectoryRole.HELPDESK_ADMINISTRATOR] },
      {},
      undefined,
    ],
    ["Set-Mailbox a", { directoryRoles: undefined, grants: GrantsBy.ELSEWHERE }, {}, undefined],
    ["Get-Mailbox a | Test-MAPIConnectivity", READER, {}, undefined],
    ["Set-Content a; New-Object b; Set-Thing c", READER, {}, undefined],
    ["function Set-Mailbox { 1 }\nSet-Mailbox", READER, {}, undefined],
    ["function Never { Set-Mailbox a }\nGet-Mailbox", READER, {}, undefined],
    ["# Set-Mailbox\n'Set-Mailbox'", READER, {}, undefined],
    ["Set-Mailbox a", READER, { connect: false }, undefined],
  ])("%j with %j: %s", (script, change, runbook, words) => {
    const found = warnings(made(script, change, runbook)).filter((warning) => /only reads/.test(warning));
    expect(found).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test.each<[string, object, boolean]>([
    ["Get-Mailbox", { directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR] }, true],
    ["Get-Mailbox\nSet-Mailbox a", { directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR] }, false],
    ["Get-Mailbox\nInvoke-Expression $x", { directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR] }, false],
    ["Get-Date", { directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR] }, false],
    ["Get-Mailbox", READER, false],
  ])("%j with %j: less would do: %s", (script, change, isHint) => {
    const stack = made(script, change);
    expect(stack._hints).toEqual(isHint ? [expect.stringContaining("Global Reader would do")] : []);
    expect(warnings(stack).join()).not.toContain("would do");
  });
});

describe("modules of a family", () => {
  const modules = (additional: object[], runtime = PowerShellRuntime.V7_4) => {
    const stack = newStack();
    const { exchange: construct } = exchange(
      { module: { version: ModuleVersion.V3_5_1, runtimes: [runtime], additional } },
      stack,
    );
    return { json: synthesized(stack), said: warnings(construct) };
  };
  const GRAPH = { name: "Microsoft.Graph.Authentication", version: "2.10.0" };
  const USERS = { name: "Microsoft.Graph.Users", version: "2.10.0" };

  test("the one that the others need comes first, without after", () => {
    const { json, said } = modules([
      USERS,
      GRAPH,
      { name: "Az.Storage", version: "1.0" },
      { name: "Az.Accounts", version: "2.0" },
    ]);
    const packages = json.resource?.azurerm_automation_runtime_environment_package ?? {};
    const waitsFor = (name: string) =>
      Object.values(packages)
        .filter((entry) => entry.name === name)
        .map(({ depends_on }) => (depends_on as string[]).join());
    expect(waitsFor("Microsoft.Graph.Users")[0]).toContain("microsoftgraphauthentication");
    expect(waitsFor("Az.Storage")[0]).toContain("azaccounts");
    expect(said.join()).not.toMatch(/needs the module|different versions/);
  });

  test.each<[string, object[], PowerShellRuntime, RegExp | undefined]>([
    [
      "missing",
      [USERS],
      PowerShellRuntime.V7_4,
      /needs the module Microsoft\.Graph\.Authentication[^]*"version": "2\.10\.0"/,
    ],
    ["Azure's own in 5.1", [{ name: "Az.Storage", version: "1.0" }], PowerShellRuntime.V5_1, undefined],
    [
      "Azure's own in 7.4",
      [{ name: "Az.Storage", version: "1.0" }],
      PowerShellRuntime.V7_4,
      /needs the module Az\.Accounts/,
    ],
    [
      "two versions",
      [GRAPH, { ...USERS, version: "2.11.0" }],
      PowerShellRuntime.V7_4,
      /do not work together in different versions/,
    ],
    [
      "two versions of Azure's",
      [
        { name: "Az.Storage", version: "1.0" },
        { name: "Az.Accounts", version: "2.0" },
      ],
      PowerShellRuntime.V7_4,
      undefined,
    ],
    [
      "no family",
      [
        { name: "AzTable", version: "1.0" },
        { name: "Microsoft.GraphX", version: "1" + ".0" },
      ],
      PowerShellRuntime.V7_4,
      undefined,
    ],
  ])("%s: %j in %s", (_what, additional, runtime, words) => {
    const said = modules(additional, runtime).said.filter((warning) =>
      /needs the module|different versions/.test(warning),
    );
    expect(said).toEqual(words === undefined ? [] : [expect.stringMatching(words)]);
  });

  test("an order against the family is a circle, reported where somebody wrote it", () => {
    expect(() => modules([{ ...GRAPH, after: ["Microsoft.Graph.Users"] }, USERS])).toThrow(
      /module\.additional\[0\]\.after[^]*would be installed after itself/,
    );
  });
});

describe("a runbook that starts another one of the list", () => {
  const published = (scripts: { [name: string]: string }) => {
    const stack = newStack();
    const { exchange: construct } = exchange(
      { runbooks: Object.entries(scripts).map(([name, script]) => ({ name, script: RunbookScript.inline(script) })) },
      stack,
    );
    const runbooks = Object.values(synthesized(stack).resource?.azurerm_automation_runbook ?? {});
    const waits = (name: string) =>
      ((runbooks.find((runbook) => runbook.name === name)?.depends_on ?? []) as string[])
        .map((address) => /Runbook-([a-z]+)_/.exec(address)?.[1])
        .filter((child) => child !== undefined);
    return { waits, names: construct.runbooks.map(({ resource }) => resource.nameInput) };
  };

  test.each([
    ".\\Child.ps1 -A 1",
    "& .\\child.ps1",
    "$x = .\\Child.ps1",
    ". $PSScriptRoot\\Child.ps1",
    "Start-AutomationRunbook -Name 'Child'",
    "Start-AzAutomationRunbook -AutomationAccountName a -Name Child -ResourceGroupName b",
  ])("%j is published after it, and the order of the list stays", (script) => {
    const { waits, names } = published({ Parent: script, Child: "Get-It", Other: "Get-It" });
    expect(waits("Parent")).toEqual(["child"]);
    expect(waits("Child")).toEqual([]);
    expect(names).toEqual(["Parent", "Child", "Other"]);
  });

  test("two that start each other, and one that starts itself, make no circle", () => {
    const { waits } = published({ A: ".\\B.ps1", B: ".\\A.ps1\n.\\B.ps1" });
    expect([...waits("A"), ...waits("B")]).toHaveLength(1);
  });

  test("one that is not in the list is somebody else's", () => {
    expect(published({ A: ".\\Elsewhere.ps1\nStart-AutomationRunbook -Name $x" }).waits("A")).toEqual([]);
  });
});

describe("what is no script", () => {
  test.each([
    ["<!DOCTYPE html>\n<html><body>Get-Mailbox</body></html>", "a web page, or XML"],
    ['<?xml version="1.0"?>\n<a/>', "a web page, or XML"],
    ['{ "identities": {} }', "a JSON document"],
    ["#!/bin/bash\necho hello", "a script of another language"],
    ["import os\ndef main():\n    print(1)\n", "a Python script"],
    ["from os import path\n", "a Python script"],
    ["@echo off\r\necho hello", "a batch file"],
    ["if [ -f x ]; then\n  echo a\nfi\n", "a shell script"],
    ["using System;\nclass A { }", "a C# program"],
    ["const fs = require('fs');\n", "a JavaScript program"],
    ["param()", "an empty param block, and nothing else"],
    ["# help\nparam(\n)\n", "an empty param block, and nothing else"],
  ])("%j is refused", (script, what) => {
    expect(configured(script).problems).toMatchObject([
      { path: ["identities", "one", "runbook", "script"], given: what },
    ]);
  });

  test.each([
    "#!/usr/bin/env pwsh\nGet-Mailbox",
    "param($x)",
    "<# <html> #>\nGet-Mailbox",
    "$page = @'\n<html>\ndef f():\n'@\n$page",
    "using namespace System.Text\nGet-Mailbox",
    "{ Get-Mailbox }",
    "[int] $x = 1",
    "Get-Mailbox # done",
    "# comments only",
    "if ($x) { 1 }\n",
  ])("%j is taken", (script) => {
    expect(configured(script).problems).toEqual([]);
  });
});
