import type { Place } from "../validation/finding";
import type { Findings } from "../validation/findings";
import { type AdditionalModule, MODULE_NAME } from "./additional-module";
import { firstOfFamily } from "./module-family";
import type { PowerShellRuntime } from "./powershell-runtime";
import { plainText } from "../text/terraform-text";

/** The additional modules of one runtime, each behind those that it is installed after. */
export function inOrder(modules: AdditionalModule[]): AdditionalModule[] {
  return visited(modules, modules);
}

/** Some of the modules, and all that any of them is installed after; in the order of the modules. */
export function withEarlier(some: AdditionalModule[], modules: AdditionalModule[]): AdditionalModule[] {
  const needed = new Set(visited(some, modules));
  return modules.filter((module) => needed.has(module));
}

/* Some of the modules, and all that any of them is installed after; each behind those that it is installed after. */
function visited(some: AdditionalModule[], modules: AdditionalModule[]): AdditionalModule[] {
  const named = byName(modules);
  const seen = new Set<AdditionalModule>();
  const ordered: AdditionalModule[] = [];
  const visit = (module: AdditionalModule): void => {
    if (!seen.has(module)) {
      seen.add(module);
      earlierOf(module, named).forEach(visit);
      ordered.push(module);
    }
  };
  some.forEach(visit);
  return ordered;
}

type ModulesByName = Map<string, AdditionalModule[]>;

function byName(modules: AdditionalModule[]): ModulesByName {
  const named: ModulesByName = new Map();
  for (const module of modules) {
    const name = module.name.toLowerCase();
    named.set(name, [...(named.get(name) ?? []), module]);
  }
  return named;
}

/* The modules that one is installed after. */
function earlierOf(module: AdditionalModule, named: ModulesByName): AdditionalModule[] {
  return namesBefore(module).flatMap((name) => named.get(name.toLowerCase()) ?? []);
}

/** Whether a module is installed after another one: by its `after`, or because it is of a family whose first module that is. */
export function isAfter(module: AdditionalModule, other: AdditionalModule): boolean {
  return namesBefore(module).some((name) => isSame(name, other.name));
}

function namesBefore({ name, after = [] }: AdditionalModule): string[] {
  const first = firstOfFamily(name);
  return first === undefined ? after : [...after, first];
}

/** Whether a module is installed for a runtime. */
export function isInstalledIn(module: AdditionalModule, runtime: PowerShellRuntime): boolean {
  return module.runtimes === undefined || module.runtimes.includes(runtime);
}

/** Checks what an additional module comes after. */
export function addOrder(
  findings: Findings,
  place: Place,
  module: AdditionalModule,
  modules: AdditionalModule[],
  runtimes: PowerShellRuntime[],
): void {
  const { after } = module;
  if (after === undefined) {
    return;
  }
  const areNames = after.map((name, index) => findings.add([...place, index], MODULE_NAME.check(name)));
  if (areNames.includes(false)) {
    return;
  }
  const others = modules.filter((other) => !isSame(other.name, module.name));
  after.forEach((name, index) => {
    const named = others.filter((other) => isSame(other.name, name));
    const missing = runtimes.find(
      (runtime) => isInstalledIn(module, runtime) && !named.some((other) => isInstalledIn(other, runtime)),
    );
    if (missing && [name, ...others.map((other) => other.name)].every((text) => plainText(text) !== undefined)) {
      findings.add([...place, index], {
        given: name,
        allowed: others.map((other) => other.name).join(", ") || "no module, because there is no other one",
        remedy:
          named.length === 0
            ? "name another additional module"
            : `install ${name} in ${missing.toString()} too, or remove it here`,
      });
    }
  });
}

/** Checks that no module would be installed after itself. */
export function addCircle(findings: Findings, modules: AdditionalModule[], runtimes: PowerShellRuntime[]): void {
  const installed = runtimes.map((runtime) => byName(modules.filter((module) => isInstalledIn(module, runtime))));
  // Somebody wrote one of the names in a circle.
  const index = modules.findIndex(
    (module) => (module.after ?? []).length > 0 && installed.some((named) => isInCircle(module, named)),
  );
  findings.add(
    ["additional", index, "after"],
    index < 0
      ? undefined
      : {
          given: modules[index].after,
          allowed: "an order without a circle",
          remedy: `remove one of the names: ${modules[index].name} would be installed after itself`,
        },
  );
}

function isInCircle(module: AdditionalModule, named: ModulesByName): boolean {
  const seen = new Set<AdditionalModule>();
  const visit = (later: AdditionalModule): boolean =>
    earlierOf(later, named).some((earlier) => {
      if (earlier === module || seen.has(earlier)) {
        return earlier === module;
      }
      seen.add(earlier);
      return visit(earlier);
    });
  return visit(module);
}

/** Whether two names are of one module: upper and lower case do not count. */
export function isSame(one: string, other: string): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
