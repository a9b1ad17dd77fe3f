import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import { plainText, readableText } from "../text/terraform-text";
import type { AdditionalModule } from "./additional-module";
import { misspelledModule } from "./known-modules";
import { familyOf } from "./module-family";
import { ModuleVersion } from "./module-version";
import type { PowerShellRuntime } from "./powershell-runtime";

/** Warns of packages that may be somebody else's: by their names, or by an address whose content is not checked. */
export function warnAboutPackages(
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

/**
 * Warns of modules that belong together: where the one that the others need is missing, and where they have different
 * versions and work in one version only.
 *
 * @param hasOnlyThese whether the runtime has no other modules, as far as anybody knows
 */
export function warnAboutFamilies(
  scope: IConstruct,
  runtime: PowerShellRuntime,
  additional: readonly AdditionalModule[],
  hasOnlyThese: boolean,
): void {
  const annotations = Annotations.of(scope);
  const known = additional.flatMap(({ name, version }) => {
    const family = familyOf(plainText(name) ?? "");
    return family === undefined ? [] : [{ family, name, version: plainText(version) }];
  });
  for (const family of new Set(known.map((module) => module.family))) {
    const modules = known.filter((module) => module.family === family);
    // 2.30 and 2.30.0 are one version.
    const written = modules.flatMap(({ version }) => version ?? []);
    const versions = [...new Map(written.map((version) => [version.replace(/(?:\.0)+$/, ""), version])).values()];
    const isThere = modules.some(({ name }) => name.toLowerCase() === family.first.toLowerCase());
    // Azure brings its own modules along in 5.1 and 7.2.
    const isAzures = family.prefix === "Az" && !runtime.isRuntimeEnvironment;
    if (hasOnlyThese && !isThere && !isAzures) {
      annotations.addWarning(
        `${modules[0].name} needs the module ${family.first}, which is not installed in ${runtime.toString()}: its import fails. Add it: "module": { "additional": [{ "name": "${family.first}", "version": "${family.isOneVersion && versions.length === 1 ? versions[0] : "<the version of the PowerShell Gallery>"}" }] }`,
      );
    }
    if (family.isOneVersion && versions.length > 1) {
      annotations.addWarning(
        `The modules of ${family.prefix} in ${runtime.toString()} have the versions ${versions.join(" and ")}: they do not work together in different versions. Give all of them one version.`,
      );
    }
  }
}

/** Warns of a version and a runtime that are allowed but not recommended. */
export function warnAboutModule(
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
