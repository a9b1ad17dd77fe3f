import type { Finding, Place } from "../validation/finding";
import { Findings } from "../validation/findings";
import { distance } from "../validation/nearest";
import { addTypes, TRUE_OR_FALSE, instanceOf, listOf, objectOf, optional, textFor } from "../validation/type-check";
import { type AdditionalModule, ADDITIONAL_MODULE_VERSION, MODULE_NAME } from "./additional-module";
import { addCircle, addOrder, isInstalledIn, isSame } from "./additional-module-order";
import { checkContentHash, checkContentUri, CONTENT_HASH } from "./module-package";
import { ModuleVersion } from "./module-version";
import { PowerShellRuntime } from "./powershell-runtime";
import { plainText } from "../text/terraform-text";

const MODULES = listOf(
  objectOf(
    {
      runtimes: optional(listOf(instanceOf(PowerShellRuntime, "PowerShellRuntime.V7_4"), "[PowerShellRuntime.V7_4]")),
      after: optional(listOf(textFor(MODULE_NAME), '["Microsoft.Graph.Authentication"]')),
      adopt: optional(TRUE_OR_FALSE),
      contentHash: optional(CONTENT_HASH),
    },
    '{ name: "Microsoft.Graph.Authentication", version: "2.30.0" }',
  ),
  '[{ name: "Microsoft.Graph.Authentication", version: "2.30.0" }]',
);

/** Checks the additional modules of a host as a list, and each for itself. */
export function additionalModuleFindings(modules: AdditionalModule[], runtimes: PowerShellRuntime[]): Findings {
  const findings = new Findings();
  if (!addTypes(findings, { additional: modules }, { additional: MODULES })) {
    return findings;
  }
  const at = (index: number, property: string): Place => ["additional", index, property];
  const areNamed = modules.map(({ name }, index) =>
    findings.add(at(index, "name"), MODULE_NAME.check(name) ?? checkName(name)),
  );
  modules.forEach((module, index) => {
    findings.add(at(index, "version"), ADDITIONAL_MODULE_VERSION.check(module.version));
    findings.add(at(index, "contentUri"), checkContentUri(module.contentUri));
    findings.add(at(index, "contentHash"), checkContentHash(module.contentHash));
    addRuntimes(findings, at(index, "runtimes"), module, runtimes);
    findings.add(
      at(index, "name"),
      areNamed[index] ? checkListedOnce(module, modules.slice(0, index), runtimes) : undefined,
    );
  });
  // Who comes after whom is not known while a name is not.
  if (areNamed.every(Boolean)) {
    modules.forEach((module, index) => addOrder(findings, at(index, "after"), module, modules, runtimes));
  }
  if (findings.isEmpty) {
    addCircle(findings, modules, runtimes);
  }
  return findings;
}

/** The finding for a module that is installed as a prerequisite already. */
export function prerequisiteTwice(name: string): Finding {
  return {
    given: name,
    allowed: "a module that is not installed already",
    remedy: `remove it: ${name} is installed as a prerequisite; or turn "prerequisites" off, and list both of them here`,
  };
}

function addRuntimes(
  findings: Findings,
  place: Place,
  { runtimes: own }: AdditionalModule,
  runtimes: PowerShellRuntime[],
): void {
  if (own === undefined) {
    return;
  }
  const allowed = runtimes.map(({ version }) => `"${version}"`).join(", ");
  findings.add(
    place,
    own.length === 0
      ? { given: [], allowed, remedy: "name a runtime, or leave the list out for all of the module's" }
      : undefined,
  );
  own.forEach((runtime, index) => {
    if (!runtimes.includes(runtime) || own.indexOf(runtime) !== index) {
      findings.add([...place, index], {
        given: runtime.version,
        allowed: `each once: ${allowed}`,
        remedy: "name runtimes that the Exchange Online module is installed for",
      });
    }
  });
}

/* A name that looks like the Exchange Online module's is a package of somebody else. */
function checkName(name: string): Finding | undefined {
  if (plainText(name) === undefined) {
    return undefined;
  }
  const isExchange = isSame(name, ModuleVersion.MODULE_NAME);
  return isExchange || looksLike(name, ModuleVersion.MODULE_NAME)
    ? {
        given: name,
        allowed: `another module than ${ModuleVersion.MODULE_NAME}`,
        remedy: isExchange
          ? 'remove it: "version" of "module" is its version'
          : `remove it: its name looks like ${ModuleVersion.MODULE_NAME}, and it is a package of somebody else`,
      }
    : undefined;
}

function checkListedOnce(
  module: AdditionalModule,
  earlier: AdditionalModule[],
  runtimes: PowerShellRuntime[],
): Finding | undefined {
  const runtime = runtimes.find(
    (candidate) =>
      isInstalledIn(module, candidate) &&
      earlier.some((other) => isInstalledIn(other, candidate) && isSame(other.name, module.name)),
  );
  return runtime && plainText(module.name) !== undefined
    ? {
        given: `${module.name}, twice in ${runtime.toString()}`,
        allowed: "each module once in a runtime",
        remedy: `keep one version of ${module.name}, or give each its own runtimes`,
      }
    : undefined;
}

/* One or two letters differ, whatever separates the words. */
function looksLike(name: string, other: string): boolean {
  return distance(name.replace(/[^A-Za-z]/g, ""), other) <= 2;
}
