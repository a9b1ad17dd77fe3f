import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { DirectoryRole } from "./directory-role/directory-role";
import { chosenRuntimes } from "./exchange-managed-identity-checks";
import type { ExchangeManagedIdentityProps } from "./exchange-managed-identity-props";
import { chosenVersion } from "./exchange-module/exchange-module-choice";
import { ExchangeCloud } from "./exchange-online/exchange-cloud";

/** Warns of what is allowed and seldom wise. */
export function warnOfChoices(scope: Construct, props: ExchangeManagedIdentityProps): void {
  const annotations = Annotations.of(scope);
  const runtimes = chosenRuntimes(props);
  if (props.module?.version === undefined) {
    annotations.addWarning(
      `No module version is given: ExchangeOnlineManagement ${chosenVersion(props.module, runtimes).value} is installed, the newest that ${runtimes.join(" and ")} can hold, and an update of this package may move it. Name the version to keep it.`,
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
      `That a managed identity reaches Exchange Online PowerShell in the cloud ${cloud.name} is not shown: Microsoft's page on app-only authentication says that applications reach only Security & Compliance PowerShell there. Try it before you rely on it.`,
    );
  }
  const environments = runtimes.filter((runtime) => runtime._place === "runtimeEnvironment");
  if (cloud !== ExchangeCloud.PUBLIC && environments.length > 0) {
    annotations.addWarning(
      `${environments.join(" and ")} in the cloud ${cloud.name}: Automation's runtime environments are not offered in every cloud, and this one is not shown to have them. The runtime 5.1 is.`,
    );
  }
}
