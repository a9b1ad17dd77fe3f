import type { Findings } from "../validation/findings";
import { checkList } from "../validation/type-check";
import { type AdditionalModule, MODULE_NAME } from "./additional-module";
import type { PowerShellRuntime } from "./powershell-runtime";
import { plainText } from "../text/terraform-text";

/** The additional modules of one runtime, each behind those that it is installed after. */
export function inOrder(modules: AdditionalModule[]): AdditionalModule[] {
  const ordered: AdditionalModule[] = [];
  const visit = (module: AdditionalModule): void => {
    if (!ordered.includes(module)) {
      modules.filter((other) => other !== module && isAfter(module, other)).forEach(visit);
      ordered.push(module);
    }
  };
  modules.forEach(visit);
  return ordered;
}

/** Some of the modules, and all that any of them is installed after; in the order of the modules. */
export function withEarlier(some: AdditionalModule[], modules: AdditionalModule[]): AdditionalModule[] {
  const all = modules.filter((module) => some.includes(module) || some.some((later) => isAfter(later, module)));
  return all.length === some.length ? all : withEarlier(all, modules);
}

/** Whether a module is installed after another one. */
export function isAfter(module: AdditionalModule, other: AdditionalModule): boolean {
  return (module.after ?? []).some((name) => isSame(name, other.name));
}

/** Whether a module is installed for a runtime. */
export function isFor(module: AdditionalModule, runtime: PowerShellRuntime): boolean {
  return module.runtimes === undefined || module.runtimes.includes(runtime);
}

/** Checks what an additional module comes after. */
export function addOrder(
  findings: Findings,
  property: string,
  module: AdditionalModule,
  modules: AdditionalModule[],
  runtimes: PowerShellRuntime[],
): void {
  const { after } = module;
  if (after === undefined || !findings.add(property, checkList(after, '["Microsoft.Graph.Authentication"]'))) {
    return;
  }
  const areNames = after.map((name, index) => findings.add(`${property}[${index}]`, MODULE_NAME.check(name)));
  if (areNames.includes(false)) {
    return;
  }
  const others = modules.filter((other) => !isSame(other.name, module.name));
  after.forEach((name, index) => {
    const named = others.filter((other) => isSame(other.name, name));
    const missing = runtimes.find((runtime) => isFor(module, runtime) && !named.some((other) => isFor(other, runtime)));
    const isToken = [name, ...others.map((other) => other.name)].some((text) => plainText(text) === undefined);
    if (missing && !isToken) {
      findings.add(`${property}[${index}]`, {
        given: name,
        allowed: others.map((other) => other.name).join(", ") || "no module, because there is no other one",
        remedy:
          named.length === 0
            ? "name another additional module"
            : `install ${name} in ${missing.toString()} too, or take it out here`,
      });
    }
  });
}

/** Checks that no module would be installed after itself. */
export function addCircle(findings: Findings, modules: AdditionalModule[], runtimes: PowerShellRuntime[]): void {
  const isInCircle = (module: AdditionalModule) =>
    runtimes.some((runtime) => {
      const installed = modules.filter((other) => isFor(other, runtime));
      return installed.includes(module) && comesAfter(module, module, installed, new Set());
    });
  const index = modules.findIndex(isInCircle);
  findings.add(
    `additional[${index}].after`,
    index < 0
      ? undefined
      : {
          given: modules[index].after,
          allowed: "an order without a circle",
          remedy: `take one of the names out: ${modules[index].name} would be installed after itself`,
        },
  );
}

function comesAfter(
  module: AdditionalModule,
  other: AdditionalModule,
  modules: AdditionalModule[],
  seen: Set<AdditionalModule>,
): boolean {
  if (seen.has(module)) {
    return false;
  }
  seen.add(module);
  const before = modules.filter((candidate) => isAfter(module, candidate));
  return before.includes(other) || before.some((candidate) => comesAfter(candidate, other, modules, seen));
}

/** Whether two names are of one module: upper and lower case do not count. */
export function isSame(one: string, other: string): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
