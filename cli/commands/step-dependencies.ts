import type { TerraformStack } from "cdktf";
import { isObject } from "../config/fields";

/** One step of the guide that waits for another one. */
export interface StepDependency {
  readonly step: string;
  readonly on: string;
}

const ADDRESS = /\b(?:data\.)?azure(?:rm|ad)_\w+\.[\w-]+/g;

/** Which step of a stack waits for which, by the references and the `depends_on` of its Terraform; the shortest set of arrows. */
export function stepDependencies(
  stack: TerraformStack,
  steps: readonly { readonly step: string; readonly address: string }[],
): StepDependency[] {
  const stepOf = new Map(steps.map(({ address, step }) => [address, step]));
  const { resource, data } = stack.toTerraform() as { resource?: unknown; data?: unknown };
  const waitsFor = new Map<string, Set<string>>();
  for (const [address, block] of [...blocksOf(resource, ""), ...blocksOf(data, "data.")]) {
    const step = stepOf.get(address);
    for (const [reference] of JSON.stringify(block).matchAll(ADDRESS)) {
      const on = stepOf.get(reference);
      if (step !== undefined && on !== undefined && on !== step) {
        waitsFor.set(step, (waitsFor.get(step) ?? new Set()).add(on));
      }
    }
  }
  return [...waitsFor].flatMap(([step, others]) =>
    [...others]
      .filter((on) => ![...others].some((other) => other !== on && reaches(waitsFor, other, on, new Set([step]))))
      .map((on) => ({ step, on })),
  );
}

function blocksOf(types: unknown, prefix: string): [string, unknown][] {
  return Object.entries(isObject(types) ? types : {}).flatMap(([type, named]) =>
    Object.entries(isObject(named) ? named : {}).map(([name, block]): [string, unknown] => [
      `${prefix}${type}.${name}`,
      block,
    ]),
  );
}

function reaches(waitsFor: Map<string, Set<string>>, from: string, to: string, seen: Set<string>): boolean {
  if (seen.has(from)) {
    return false;
  }
  seen.add(from);
  return [...(waitsFor.get(from) ?? [])].some((next) => next === to || reaches(waitsFor, next, to, seen));
}
