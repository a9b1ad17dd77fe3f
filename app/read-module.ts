import { checkRuntimeList } from "../lib/exchange-managed-identity-checks";
import { checkContentHash, checkContentUri } from "../lib/exchange-module/module-content";
import { checkModuleVersion, ModuleVersion } from "../lib/exchange-module/module-version";
import { PowerShellRuntime } from "../lib/exchange-module/powershell-runtime";
import { checkKnowsRuntimeEnvironments } from "../lib/provider-versions";
import { notOnVirtualMachines } from "../lib/exchange-module/virtual-machine-runtime";
import { HostKind } from "../lib/host/host-kind";
import type { HostType, ModuleConfiguration } from "./configuration";
import type { IdentityContext } from "./read-configuration";
import { isObject, type Section } from "./section";

/** Reads the module; every key of it has a default. */
export function readModule(
  parent: Section,
  type: HostType | undefined,
  context: IdentityContext,
): ModuleConfiguration | undefined {
  const section = parent.section("module");
  const kind = type && KIND[type];
  if (!section) {
    return parent.has("module") ? undefined : { runtimes: kind ? [kind.runtime] : [] };
  }
  const version = section.text("version", checkModuleVersion);
  const runtimes = readRuntimes(section, kind);
  const wanted = version === undefined ? undefined : ModuleVersion.of(version);
  for (const runtime of runtimes) {
    section.note("version", wanted && runtime._check(wanted));
  }
  if (runtimes.some((runtime) => runtime._place === "runtimeEnvironment") && context.azurermVersion !== undefined) {
    section.note("runtimes", checkKnowsRuntimeEnvironments(context.azurermVersion));
  }
  const read = {
    prerequisites: section.flag("prerequisites"),
    ...readContentUri(section),
    contentHash: readContentHash(section),
  };
  if (kind && !kind.isAutomation) {
    const contentUri = section.has("contentUri") ? "given" : undefined;
    for (const { option, finding } of notOnVirtualMachines({ ...read, contentUri })) {
      section.note(option, finding);
    }
  }
  section.close();
  return { version: wanted, runtimes, ...read };
}

/* Without a kind of host there is no telling which runtimes it has. */
function readRuntimes(section: Section, kind: HostKind | undefined): PowerShellRuntime[] {
  const names = section.texts("runtimes");
  if (!names || !kind) {
    return section.has("runtimes") || !kind ? [] : [kind.runtime];
  }
  section.note("runtimes", checkRuntimeList(names));
  return [...new Set(names)].flatMap((name) => {
    const finding = kind.checkRuntimeName(name);
    section.noteEntry("runtimes", names.indexOf(name), finding);
    return finding ? [] : [PowerShellRuntime.of(name)];
  });
}

const KIND: { readonly [type in HostType]: HostKind } = {
  automationAccount: HostKind.AUTOMATION,
  windowsVirtualMachine: HostKind.WINDOWS,
  linuxVirtualMachine: HostKind.LINUX,
};

function readContentUri(section: Section): { contentUri?: string; contentUriVariable?: string } {
  if (!isObject(section.take("contentUri"))) {
    return { contentUri: section.text("contentUri", checkContentUri) };
  }
  const variable = section.section("contentUri");
  const name = variable?.requiredText(
    "variable",
    { allowed: '{"variable": "module_content_uri"}', remedy: "name the Terraform variable that will hold the address" },
    checkVariableName,
  );
  variable?.close();
  return { contentUriVariable: name };
}

const RESERVED = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

function checkVariableName(name: string) {
  return /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(name) && !RESERVED.includes(name) && name !== "__proto__"
    ? undefined
    : {
        given: name,
        allowed:
          "the name of a Terraform variable: letters, digits, '_' and '-', no digit in front, no name that Terraform reserves",
        remedy: 'name it "module_content_uri"',
      };
}

function readContentHash(section: Section): ModuleConfiguration["contentHash"] {
  const hash = section.section("contentHash");
  if (!hash) {
    return undefined;
  }
  const needed = {
    allowed: '{"algorithm": "sha256", "value": …}',
    remedy: "give the algorithm and the value of the hash",
  };
  const algorithm = hash.requiredText("algorithm", needed);
  const value = hash.requiredText("value", needed);
  hash.close();
  if (algorithm === undefined || value === undefined) {
    return undefined;
  }
  section.note("contentHash", checkContentHash({ algorithm, value }));
  return { algorithm, value };
}
