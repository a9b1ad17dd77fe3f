import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { DirectoryRole } from "../directory-rights/directory-role";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { ExchangeCloud } from "../exchange-online/exchange-cloud";
import type { ExchangeManagedIdentityProps } from "./exchange-managed-identity-props";

/** Warns of choices that are allowed but not recommended. */
export function warnAboutChoices(
  scope: Construct,
  props: ExchangeManagedIdentityProps,
  runtimes: PowerShellRuntime[],
): void {
  const annotations = Annotations.of(scope);
  if (props.module?.version === undefined) {
    const version = PowerShellRuntime.newestModuleFor(runtimes).value;
    annotations.addWarning(
      `No module version is given: ExchangeOnlineManagement ${version} is installed, the newest that ${runtimes.join(" and ")} support, and an update of this package may change it. Name the version to keep it.`,
    );
  }
  const [role, ...others] = props.directoryRoles ?? [];
  if (role?.templateId === DirectoryRole.SECURITY_ADMINISTRATOR.templateId && others.length === 0) {
    annotations.addWarning(
      "Security Administrator is the only role: it does not cover what Exchange Administrator covers, and most commands of Exchange Online PowerShell are refused. Add the role that the scripts need.",
    );
  }
  const cloud = props.cloud ?? ExchangeCloud.PUBLIC;
  if (cloud === ExchangeCloud.US_GOV_GCC_HIGH || cloud === ExchangeCloud.US_GOV_DOD) {
    annotations.addWarning(
      `It is not verified that a managed identity reaches Exchange Online PowerShell in the cloud ${cloud.name}: Microsoft's page on app-only authentication says that applications reach only Security & Compliance PowerShell there. Try it before you rely on it.`,
    );
  }
  const environments = runtimes.filter((runtime) => runtime.isRuntimeEnvironment);
  if (cloud !== ExchangeCloud.PUBLIC && environments.length > 0) {
    annotations.addWarning(
      `${environments.join(" and ")} in the cloud ${cloud.name}: Automation's runtime environments are not offered in every cloud, and it is not verified that this one has them. It has the runtime 5.1.`,
    );
  }
}
