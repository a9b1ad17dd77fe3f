import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import type { AdditionalModule } from "./additional-module";
import type { ModuleVersion } from "./module-version";
import { PowerShellRuntime } from "./powershell-runtime";
import { plainText } from "../text/terraform-text";

type Range = readonly [oldest: string, newest: string];

/*
 * ExchangeOnlineManagement and the modules of Microsoft Graph PowerShell and Azure PowerShell bring their own copies of one
 * authentication library. What is known of pairs that fail in one session, mostly from interactive sign-ins.
 */
interface Combination {
  /** The other module. */
  readonly module: RegExp;
  /** The versions of ExchangeOnlineManagement; left out, all. */
  readonly exchange?: Range;
  /** The versions of the other module; left out, all. */
  readonly other?: Range;
  /** The runtimes; left out, all. */
  readonly runtimes?: readonly PowerShellRuntime[];
  /** The pairs that people reported; what lies between is inferred. Left out, the whole range was reported. */
  readonly reported?: readonly string[];
  /** Whether it works where the other module is imported first. */
  readonly worksOtherFirst?: boolean;
  readonly words: string;
}

const GRAPH = /^Microsoft\.Graph(?:\.|$)/i;
const MODERN = [PowerShellRuntime.V7_6, PowerShellRuntime.V7];
const IMPORT_FIRST =
  'run Connect-MgGraph before the connection to Exchange: put the line "# connect: exchange" into the script behind it, and the connection is inserted there';
const BY_REST = "Call Microsoft Graph by REST with a token of the identity instead.";

/* The first that fits counts: the more exact ones stand in front. */
const COMBINATIONS: readonly Combination[] = [
  {
    // https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/3394
    module: GRAPH,
    exchange: ["3.10.1", "3.10.1"],
    other: ["2.40.0", "2.40.999"],
    runtimes: MODERN,
    reported: ["3.10.1 2.40.0"],
    words: `fail in both orders in PowerShell 7.6. ${BY_REST}`,
  },
  {
    // https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/3151
    module: GRAPH,
    other: ["2.26", "2.28.999"],
    runtimes: [PowerShellRuntime.V7_2],
    words: "do not work in PowerShell 7.2: Microsoft Graph 2.26 to 2.28 fail there. Choose 2.25.0.",
  },
  {
    // https://github.com/maester365/maester/discussions/1827 and msgraph-sdk-powershell 3394
    module: GRAPH,
    exchange: ["3.9.0", "3.10.1"],
    other: ["2.30", "2.40.999"],
    reported: ["3.9.0 2.30.0", "3.10.1 2.40.0"],
    worksOtherFirst: true,
    words: `work only if Microsoft Graph is imported first: ${IMPORT_FIRST}.`,
  },
  {
    // Issues of msgraph-sdk-powershell, maester and ScubaGear; DLConversionV2 183.
    module: GRAPH,
    exchange: ["3.5.0", "3.5.1"],
    other: ["2.21", "2.22.999"],
    runtimes: [PowerShellRuntime.V5_1],
    words: "conflict in Windows PowerShell 5.1. Choose 3.4.0 with Microsoft Graph 2.22.0, and import Graph first.",
  },
  {
    // https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2850
    module: GRAPH,
    other: ["2.20", "2.20.999"],
    runtimes: [PowerShellRuntime.V5_1],
    words: "conflict in Windows PowerShell 5.1: Microsoft Graph 2.20 fails there. Choose 3.4.0 with 2.22.0.",
  },
  {
    // Issues of msgraph-sdk-powershell (3331) and maester: WithBroker.
    module: /^(?:Microsoft\.Graph(?:\..+)?|Az\.Accounts)$/i,
    exchange: ["3.7.2", "3.7.2"],
    words: "fail with the message WithBroker. Choose 3.7.1.",
  },
];

/**
 * ExchangeOnlineManagement beside a module of Microsoft Graph PowerShell or Azure PowerShell in one session: some pairs of
 * versions fail.
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
    return ModuleCombination._conflicts(runtime, exchange, module, version, false);
  }

  /** @internal The same where it is known which of the two is imported first. */
  public static _conflicts(
    runtime: PowerShellRuntime,
    exchange: ModuleVersion,
    module: string,
    version: string,
    isOtherFirst: boolean,
  ): string[] {
    if (plainText(version) === undefined || plainText(module) === undefined) {
      return [];
    }
    const found = COMBINATIONS.find(
      (one) =>
        one.module.test(module) &&
        isWithin(exchange.value, one.exchange) &&
        isWithin(version, one.other) &&
        (one.runtimes?.includes(runtime) ?? true),
    );
    if (found === undefined || (found.worksOtherFirst === true && isOtherFirst)) {
      return [];
    }
    const isReported = found.reported?.includes(`${exchange.value} ${version}`) ?? true;
    const pairs = found.reported?.map((pair) => pair.replace(" ", " with ")).join(" and ");
    const inferred = isReported ? "" : ` (inferred: ${pairs} were reported, and this pair lies between or beside them)`;
    return [
      `ExchangeOnlineManagement ${exchange.value} and ${module} ${version} in one session ${found.words}${inferred}`,
    ];
  }

  private constructor() {}
}

/** Warns of modules that are known not to work together, with the pair that does. */
export function warnAboutCombinations(
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

function isWithin(version: string, range: Range | undefined): boolean {
  return range === undefined || (compare(version, range[0]) >= 0 && compare(version, range[1]) <= 0);
}

/* Numbers that one of them does not name count as zero. */
function compare(one: string, other: string): number {
  const [own, others] = [one, other].map((version) => version.split("-")[0].split(".").map(Number));
  const index = [0, 1, 2, 3].find((at) => (own[at] ?? 0) !== (others[at] ?? 0)) ?? 0;
  return (own[index] ?? 0) - (others[index] ?? 0);
}
