import type { InputProblem } from "../validation/finding";
import type { Findings } from "../validation/findings";
import type { ExchangeModuleOptions } from "./exchange-module";

/** Checks the options that only an Automation account takes. */
export function addAutomationOnly(findings: Findings, props: ExchangeModuleOptions): void {
  findings.add(
    "prerequisites",
    props.prerequisites === undefined
      ? undefined
      : {
          given: "prerequisites on a virtual machine",
          allowed: AUTOMATION_ONLY,
          remedy: "remove it: the machine's own script installs what the module needs",
        },
  );
  for (const { place, ...finding } of automationOnly(props)) {
    findings.add(place, finding);
  }
}

const AUTOMATION_ONLY = "only on an Automation account";

/** What a machine does not take, of any module. */
export function automationOnly({
  contentUri,
  contentHash,
  adopt,
}: Pick<ExchangeModuleOptions, "contentUri" | "contentHash" | "adopt">): InputProblem[] {
  const fromGallery = "remove it: a virtual machine installs the module from the PowerShell Gallery";
  const refusals = [
    {
      property: "contentUri",
      isGiven: contentUri !== undefined,
      given: "the address of a package on a virtual machine",
      remedy: fromGallery,
    },
    {
      property: "contentHash",
      isGiven: contentHash !== undefined,
      given: "the hash of a package on a virtual machine",
      remedy: fromGallery,
    },
    {
      property: "adopt",
      isGiven: adopt === true,
      given: "the adoption of a module on a virtual machine",
      remedy: "remove it: the machine's script changes nothing where the module has this version already",
    },
  ];
  return refusals.flatMap(({ property, isGiven, given, remedy }) =>
    isGiven ? [{ place: [property], given, allowed: AUTOMATION_ONLY, remedy }] : [],
  );
}
