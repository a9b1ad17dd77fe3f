import { checkRuntimeList } from "../lib/exchange-managed-identity-checks";
import { checkContentHash, checkContentUri } from "../lib/exchange-module/module-content";
import { checkModuleVersion, ModuleVersion } from "../lib/exchange-module/module-version";
import { checkAutomationRuntime, PowerShellRuntime } from "../lib/exchange-module/powershell-runtime";
import { checkKnowsRuntimeEnvironments } from "../lib/provider-versions";
import type { HostConfiguration, ModuleConfiguration } from "./configuration";
import type { IdentityContext } from "./read-configuration";
import { isObject, type Section } from "./section";

/** Reads the module; every key of it has a default. */
export function readModule(
  parent: Section,
  host: HostConfiguration | undefined,
  context: IdentityContext,
): ModuleConfiguration | undefined {
  const section = parent.section("module");
  if (!section) {
    return parent.has("module") ? undefined : { runtimes: defaultRuntimes(host) };
  }
  const version = section.text("version", checkModuleVersion);
  const runtimes = readRuntimes(section, host);
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
  section.close();
  return { version: wanted, runtimes, ...read };
}

function defaultRuntimes(_host: HostConfiguration | undefined): PowerShellRuntime[] {
  return [PowerShellRuntime.V5_1];
}

function readRuntimes(section: Section, host: HostConfiguration | undefined): PowerShellRuntime[] {
  const names = section.texts("runtimes");
  if (!names) {
    return section.has("runtimes") ? [] : defaultRuntimes(host);
  }
  section.note("runtimes", checkRuntimeList(names));
  return [...new Set(names)].flatMap((name) => {
    const finding = checkAutomationRuntime(name);
    section.noteEntry("runtimes", names.indexOf(name), finding);
    return finding ? [] : [PowerShellRuntime.of(name)];
  });
}

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
