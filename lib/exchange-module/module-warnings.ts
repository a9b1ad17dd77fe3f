import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import { plainText } from "../text/terraform-text";
import type { AdditionalModule } from "./additional-module";
import { misspelledModule } from "./known-modules";
import { ModuleVersion } from "./module-version";
import type { PowerShellRuntime } from "./powershell-runtime";
import { readableText } from "../text/terraform-text";

/** Warns of packages that may be somebody else's: by their names, or by an address whose content is not checked. */
export function warnOfPackages(
  scope: IConstruct,
  exchange: Pick<AdditionalModule, "contentUri" | "contentHash">,
  additional: readonly AdditionalModule[],
): void {
  const annotations = Annotations.of(scope);
  for (const { name } of additional) {
    const known = misspelledModule(plainText(name) ?? "");
    if (known !== undefined) {
      annotations.addWarning(
        `The module ${name} is one typing error away from ${known}: it may be a package of somebody else. Write ${known}, if that is meant.`,
      );
    }
  }
  for (const { name, contentUri, contentHash } of [{ name: ModuleVersion.MODULE_NAME, ...exchange }, ...additional]) {
    if (contentUri !== undefined && contentHash === undefined) {
      annotations.addWarning(
        `The package of ${readableText(name)} comes from an address of yours, and nothing checks what it contains. Add its hash: contentHash.`,
      );
    }
  }
}

/** Warns of a version and a runtime that are allowed but not recommended. */
export function warnOfModule(
  scope: IConstruct,
  runtime: PowerShellRuntime,
  version: ModuleVersion,
  isChosen: boolean,
): void {
  const annotations = Annotations.of(scope);
  if (!isChosen) {
    annotations.addWarning(
      `No module version is given: ExchangeOnlineManagement ${version.value} is installed in ${runtime.toString()}, the newest that it supports, and an update of this package may change it. Name the version to keep it.`,
    );
  }
  if (version.isPrerelease) {
    annotations.addWarning(
      `ExchangeOnlineManagement ${version.value} is a prerelease, which Microsoft does not support in production. Choose a generally available version.`,
    );
  } else if (version.isNewerThanKnown) {
    annotations.addWarning(
      `ExchangeOnlineManagement ${version.value} is newer than every version that this library knows. Check that the PowerShell Gallery has it, and which PowerShell it needs.`,
    );
  }
  if (runtime.outOfSupportSince !== undefined) {
    annotations.addWarning(
      `${runtime.toString()} has been out of support since ${runtime.outOfSupportSince}. Choose 5.1 or 7.6.`,
    );
  }
  if (!runtime.isInMicrosoftsTables(version)) {
    annotations.addWarning(
      `ExchangeOnlineManagement ${version.value} in ${runtime.toString()}: Microsoft's table ends at PowerShell 7.3.7 for this version. Choose 3.5.0 or later.`,
    );
  }
}
