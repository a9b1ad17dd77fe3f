import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import type { ModuleVersion } from "./module-version";
import type { PowerShellRuntime } from "./powershell-runtime";

/** Warns of what is allowed and seldom wise in the choice of a module and a runtime. */
export function warnOfModule(
  scope: IConstruct,
  runtime: PowerShellRuntime,
  version: ModuleVersion,
  chosen: boolean,
): void {
  const annotations = Annotations.of(scope);
  if (!chosen) {
    annotations.addWarning(
      `No module version is given: ExchangeOnlineManagement ${version.value} is installed in ${runtime.toString()}, the newest that it can hold, and an update of this package may move it. Name the version to keep it.`,
    );
  }
  if (version.isPrerelease) {
    annotations.addWarning(
      `ExchangeOnlineManagement ${version.value} is a prerelease, which Microsoft does not support in production. Choose a generally available version.`,
    );
  }
  if (runtime.outOfSupportSince !== undefined) {
    annotations.addWarning(
      `${runtime.toString()} is out of support since ${runtime.outOfSupportSince}. Choose 5.1 or 7.6.`,
    );
  }
}
