import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import type { AdditionalModule } from "./additional-module";
import type { ModuleVersion } from "./module-version";
import { PowerShellRuntime } from "./powershell-runtime";
import { plainText } from "../text/terraform-text";

/*
 * ExchangeOnlineManagement and the modules of Microsoft Graph PowerShell bring their own copies of one authentication
 * library. What is known of pairs that fail in one session, mostly from interactive sign-ins.
 */
interface Combination {
  readonly fails: (exchange: string, graph: string, runtime: PowerShellRuntime) => boolean;
  readonly words: string;
}

const COMBINATIONS: Combination[] = [
  {
    // https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/3394
    fails: (exchange, graph, runtime) =>
      exchange === "3.10.1" && graph === "2.40.0" && [PowerShellRuntime.V7_6, PowerShellRuntime.V7].includes(runtime),
    words: "fail in both orders in PowerShell 7.6. Call Microsoft Graph by REST with a token of the identity instead.",
  },
  {
    // https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/3151
    fails: (_exchange, graph, runtime) => graph.startsWith("2.26.") && runtime === PowerShellRuntime.V7_2,
    words: "do not work in PowerShell 7.2: Microsoft Graph 2.26 fails there. Choose 2.25.0.",
  },
  {
    // https://github.com/maester365/maester/discussions/1827
    fails: (exchange, graph) => exchange === "3.9.0" && graph === "2.30.0",
    words:
      'work only if Microsoft Graph is imported first: run Connect-MgGraph before you connect to Exchange. In a runbook turn the inserted connection off ("connect": false), and use the output connect_command.',
  },
  {
    // Issues of msgraph-sdk-powershell, maester and ScubaGear.
    fails: (exchange, graph, runtime) =>
      ["3.5.0", "3.5.1"].includes(exchange) && /^2\.2[12]\./.test(graph) && runtime === PowerShellRuntime.V5_1,
    words: "conflict in Windows PowerShell 5.1. Choose 3.4.0 with Microsoft Graph 2.22.0, and import Graph first.",
  },
  {
    // Issues of msgraph-sdk-powershell and maester: WithBroker.
    fails: (exchange) => exchange === "3.7.2",
    words: "fail with the message WithBroker. Choose 3.7.1.",
  },
];

/**
 * ExchangeOnlineManagement beside a module of Microsoft Graph PowerShell in one session: some pairs of versions fail.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ModuleCombination {
  /**
   * What is known to go wrong with two modules in one session, and what to do; empty if nothing is.
   *
   * @param exchange the version of ExchangeOnlineManagement
   * @param module the name of the other module, such as `Microsoft.Graph.Authentication`
   * @param version the version of the other module, such as `2.30.0`
   */
  public static knownConflicts(
    runtime: PowerShellRuntime,
    exchange: ModuleVersion,
    module: string,
    version: string,
  ): string[] {
    if (!/^Microsoft\.Graph(?:\.|$)/i.test(module) || plainText(version) === undefined) {
      return [];
    }
    return COMBINATIONS.filter(({ fails }) => fails(exchange.value, version, runtime)).map(
      ({ words }) => `ExchangeOnlineManagement ${exchange.value} and ${module} ${version} in one session ${words}`,
    );
  }

  private constructor() {}
}

/** Warns of modules that are known not to work together, with the pair that does. */
export function warnOfCombinations(
  scope: IConstruct,
  runtime: PowerShellRuntime,
  exchange: ModuleVersion,
  additional: AdditionalModule[],
): void {
  const conflicts = additional.map(({ name, version }) =>
    ModuleCombination.knownConflicts(runtime, exchange, name, version),
  );
  // The modules of Microsoft Graph come together, and fail together: one of them is enough.
  for (const warning of conflicts.find(({ length }) => length > 0) ?? []) {
    Annotations.of(scope).addWarning(warning);
  }
}
