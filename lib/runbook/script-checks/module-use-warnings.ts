import { familyOf } from "../../exchange-module/module-family";
import { isPrerequisite } from "../../exchange-module/module-package";
import { ModuleVersion } from "../../exchange-module/module-version";
import { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import type { RequiredModule } from "../../powershell/module-specification";
import type { ScriptDescription } from "../../powershell/script-description";
import { plainText } from "../../text/terraform-text";
import { isAtLeast } from "./requirement-warnings";
import { type InstalledModule, linesOf, type ScriptContext } from "./script-context";

/* What PowerShell and Azure Automation bring themselves. */
const BUILT_IN =
  /^(?:Microsoft\.PowerShell\.\w+|Microsoft\.WSMan\.Management|CimCmdlets|PSDesiredStateConfiguration|PSReadLine|PSDiagnostics|PSScheduledJob|PSWorkflow\w*|PackageManagement|PowerShellGet|PSResourceGet|ThreadJob|Microsoft\.PowerShell\.ThreadJob|Orchestrator\.AssetManagement\.Cmdlets|AutomationPowerShell|BitsTransfer|DnsClient|NetTCPIP|NetAdapter|Storage|ScheduledTasks|Defender|PKI|International|Dism|Azure|AzureRM(?:\..+)?|Az)$/i;

const OF_WINDOWS_SERVER =
  /^(?:ActiveDirectory|ADCSAdministration|ADCSDeployment|ADDSDeployment|ADFS|ADSync|BranchCache|DFSN|DFSR|DhcpServer|DnsServer|FailoverClusters|FileServerResourceManager|GroupPolicy|Hyper-V|IISAdministration|NetworkController|NPS|RemoteAccess|RemoteDesktop|ServerManager|SmbShare|UpdateServices|WebAdministration|WindowsServerBackup)$/i;

/* Commands that stand in one module, and what it is called. */
const COMMANDS: readonly (readonly [pattern: RegExp, module: string, older?: string])[] = [
  [/^(?:Connect-MgGraph|Invoke-MgGraphRequest)$/i, "Microsoft.Graph.Authentication"],
  [/^Connect-PnPOnline$/i, "PnP.PowerShell", "SharePointPnPPowerShellOnline"],
  [/^Connect-MicrosoftTeams$/i, "MicrosoftTeams"],
  [/^Connect-SPOService$/i, "Microsoft.Online.SharePoint.PowerShell"],
];

/** Warns of modules that a script asks for, and that its runtime has not, or has older. */
export function moduleUseWarnings(context: ScriptContext): string[] {
  const { script, modules, runtime } = context;
  if (modules === undefined || installsItself(context)) {
    return [];
  }
  const asked = script.modules.filter(({ name }) => !BUILT_IN.test(name));
  const called = COMMANDS.flatMap(([pattern, name, older]) => {
    const [first] = script.commands.filter(
      (call) => pattern.test(call.name) && !script.defines(call.name) && script.isCertain(call),
    );
    const isOlder = older !== undefined && installedIn(context, older) !== undefined;
    return first && !isOlder ? [{ name, at: first.at, command: first.name }] : [];
  });
  const names = [...new Set([...asked, ...called].map(({ name }) => name.toLowerCase()))];
  return names.flatMap((name) => {
    const here = asked.filter((module) => module.name.toLowerCase() === name);
    const call = called.find((module) => module.name.toLowerCase() === name);
    const written = here[0]?.name ?? call?.name ?? name;
    const installed = installedIn(context, written);
    const what =
      here.length > 0
        ? `The script asks for the module ${written} ${linesOf(script, here)}`
        : `The script calls ${call?.command} ${linesOf(script, call ? [call] : [])}, of the module ${written}`;
    if (installed === undefined) {
      const version = here.map(({ exact, minimum }) => exact ?? minimum).find((one) => one !== undefined);
      if (mayBeThere(context, written)) {
        return [];
      }
      return isOfWindowsServer(written)
        ? [
            `${what}, which is a part of Windows Server: Azure's sandbox has it not, and the PowerShell Gallery neither. Run it on a hybrid worker, or ask Exchange Online or Microsoft Graph instead.`,
          ]
        : [
            `${what}, and ${runtime.toString()} of the account has no such module. ${lineToAdd(written, version ?? versionOfFamily(context, written))}`,
          ];
    }
    const newer = here.find(
      ({ minimum, exact, maximum }) =>
        (minimum !== undefined && !isAtLeast(installed, minimum)) ||
        (exact !== undefined && !isSameVersion(exact, installed)) ||
        (maximum !== undefined && !isAtLeast(maximum, installed)),
    );
    const needed = newer?.exact ?? newer?.minimum ?? newer?.maximum;
    return newer === undefined
      ? []
      : [
          `The script asks for the module ${written} ${needed} ${linesOf(script, [newer])}, and ${runtime.toString()} of the account gets ${installed}. Install ${needed}, or change the script.`,
        ];
  });
}

/** Whether a module comes with a role or a feature of Windows Server only. */
export function isOfWindowsServer(name: string): boolean {
  return OF_WINDOWS_SERVER.test(name);
}

/* Numbers that one of them does not name count as zero. */
function isSameVersion(one: string, other: string): boolean {
  return isAtLeast(one, other) && isAtLeast(other, one);
}

/** The modules that a script asks for, beside what PowerShell, Azure and the Exchange Online module bring. */
export function modulesAskedFor(script: ScriptDescription): RequiredModule[] {
  return script.modules.filter(
    ({ name }) => !BUILT_IN.test(name) && name.toLowerCase() !== ModuleVersion.MODULE_NAME.toLowerCase(),
  );
}

/* The line of the configuration that adds a module. */
function lineToAdd(name: string, version: string | undefined): string {
  const shown = version === undefined ? "<the version of the PowerShell Gallery>" : version;
  return `Add it: "module": { "additional": [{ "name": "${name}", "version": "${shown}" }] }`;
}

/* A script may bring its modules along. */
function installsItself({ script }: ScriptContext): boolean {
  return script.commands.some(({ name }) => /^(?:Install|Save)-(?:Module|PSResource)$/i.test(name));
}

/* The version of a module in the runtime; undefined where it is not there. */
function installedIn({ modules = [], exchangeVersion }: ScriptContext, name: string): string | undefined {
  const others: InstalledModule[] = [
    ...modules,
    { name: ModuleVersion.MODULE_NAME, version: exchangeVersion.value.split("-")[0] },
  ];
  return others.find((module) => plainText(module.name)?.toLowerCase() === name.toLowerCase())?.version;
}

/* What an account that exists has besides is not known; a new one has Azure's own modules in 5.1 and 7.2. */
function mayBeThere({ modules = [], hasOnlyThese, runtime }: ScriptContext, name: string): boolean {
  const isAzures = familyOf(name)?.prefix === "Az" && !runtime.isRuntimeEnvironment;
  const isGraphWhole = modules.some((module) => plainText(module.name) === undefined);
  return !hasOnlyThese || isAzures || isGraphWhole || isPrerequisite(name) || runtime === PowerShellRuntime.V7;
}

function versionOfFamily({ modules = [] }: ScriptContext, name: string): string | undefined {
  const family = familyOf(name);
  return family?.isOneVersion
    ? modules.find((module) => familyOf(plainText(module.name) ?? "") === family)?.version
    : undefined;
}
