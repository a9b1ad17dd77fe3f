import { ModuleVersion, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { ModuleCombination } from "cdktf-exchange-managed-identity/internal";

test.each<[PowerShellRuntime, string, string, string, string | undefined]>([
  [PowerShellRuntime.V7_6, "3.10.1", "Microsoft.Graph.Authentication", "2.40.0", "fail in both orders"],
  [PowerShellRuntime.V7_2, "3.4.0", "Microsoft.Graph.Users", "2.26.1", "Choose 2.25.0"],
  [PowerShellRuntime.V5_1, "3.9.0", "microsoft.graph", "2.30.0", "only if Microsoft Graph is imported first"],
  [PowerShellRuntime.V5_1, "3.5.1", "Microsoft.Graph", "2.22.0", "conflict in Windows PowerShell 5.1"],
  [PowerShellRuntime.V5_1, "3.7.2", "Microsoft.Graph", "2.1.0", "WithBroker"],
  [PowerShellRuntime.V5_1, "3.4.0", "Microsoft.Graph", "2.22.0", undefined],
  [PowerShellRuntime.V7_4, "3.5.1", "Microsoft.Graph", "2.22.0", undefined],
  [PowerShellRuntime.V5_1, "3.7.2", "Microsoft.GraphX", "2.1.0", undefined],
  [PowerShellRuntime.V5_1, "3.7.2", "Az.Accounts", "2.1.0", "WithBroker"],
  [PowerShellRuntime.V5_1, "3.7.1", "Az.Accounts", "2.1.0", undefined],
  [PowerShellRuntime.V5_1, "3.7.2", "Az.Storage", "2.1.0", undefined],
  [PowerShellRuntime.V7_2, "3.4.0", "Microsoft.Graph", "2.28.0", "Choose 2.25.0"],
  [PowerShellRuntime.V7_2, "3.4.0", "Microsoft.Graph", "2.29.0", undefined],
  [PowerShellRuntime.V5_1, "3.4.0", "Microsoft.Graph", "2.20.0", "fails there"],
  [PowerShellRuntime.V7_6, "3.10.0", "Microsoft.Graph.Users", "2.35.1", "(inferred: 3.9.0 with 2.30.0"],
  [PowerShellRuntime.V7_6, "3.10.1", "Microsoft.Graph.Users", "2.41.0", undefined],
])("in %s %s with %s %s: %s", (runtime, exchange, module, version, words) => {
  const conflicts = ModuleCombination.knownConflicts(runtime, ModuleVersion.of(exchange), module, version);
  expect(conflicts).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
});

test("an environment has the name that a stack gives it", () => {
  expect(PowerShellRuntime.V7_6.environmentName).toBe("ExchangeOnline-PowerShell-7-6");
  expect(PowerShellRuntime.V5_1.environmentName).toBeUndefined();
  expect(PowerShellRuntime.V7_6.isInMicrosoftsTables(ModuleVersion.V3_4_0)).toBe(false);
  expect(PowerShellRuntime.V7_2.isInMicrosoftsTables(ModuleVersion.V3_4_0)).toBe(true);
});
