import { DirectoryRole } from "../directory-rights/directory-role";
import { GraphPermission } from "../directory-rights/graph-permission";
import { checkContentUri, CONTENT_HASH } from "../exchange-module/module-package";
import { ModuleVersion } from "../exchange-module/module-version";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { ExchangeCloud } from "../exchange-online/exchange-cloud";
import { ExchangeManagementRole } from "../exchange-online/exchange-management-role";
import { ExchangeRoleGroup } from "../exchange-online/exchange-role-group";
import { ExchangeHost } from "../host/exchange-host";
import { HostIdentity } from "../identity/host-identity";
import { HostResourceGroup } from "../resource-group/host-resource-group";
import { ExchangeRunbook } from "../runbook/exchange-runbook";
import { RUNBOOK_TYPES } from "../runbook/exchange-runbook-rules";
import { RunbookAlert } from "../runbook/runbook-alert";
import { RunbookDiagnostics } from "../runbook/runbook-diagnostics";
import {
  TRUE_OR_FALSE,
  instanceOf,
  listOf,
  memberOf,
  objectOf,
  optional,
  providerOf,
  textFor,
  type TypeCheck,
} from "../validation/type-check";
import { GrantsBy } from "./exchange-managed-identity-props";

/* A host that is created has a group, even if what it was made of was not checked. */
const HOST: TypeCheck = (value) => {
  const problems = instanceOf(
    ExchangeHost,
    "ExchangeHost.fromHost(host), or ExchangeHost.automationAccount({ … })",
  )(value);
  const host = value as ExchangeHost;
  return problems.length > 0 || host._host !== undefined ? problems : GROUP(host._source);
};

const GROUP = objectOf(
  { resourceGroup: instanceOf(HostResourceGroup, 'HostResourceGroup.fromExisting("…")') },
  "a host",
);

const RUNTIME = instanceOf(PowerShellRuntime, "PowerShellRuntime.V5_1");

const MODULE = objectOf(
  {
    version: optional(instanceOf(ModuleVersion, 'ModuleVersion.of("3.9.2")')),
    contentUri: optional((value) => {
      const finding = typeof value === "string" ? undefined : checkContentUri(value as string);
      return finding ? [{ ...finding, place: [] }] : [];
    }),
    contentHash: optional(CONTENT_HASH),
    runtimes: optional(listOf(RUNTIME, "[PowerShellRuntime.V5_1]")),
    prerequisites: optional(TRUE_OR_FALSE),
  },
  '{ version: ModuleVersion.of("3.9.2") }',
);

const RUNBOOK = objectOf(
  { ...RUNBOOK_TYPES, name: textFor(ExchangeRunbook._NAME), runtime: optional(RUNTIME) },
  '{ name: "Weekly-Report" }',
);

function listOfInstances(expected: Parameters<typeof instanceOf>[0], example: string): TypeCheck {
  return optional(listOf(instanceOf(expected, example), `[${example}]`));
}

/** The types of what an `ExchangeManagedIdentity` takes, for programs that TypeScript does not check. */
export const EXCHANGE_MANAGED_IDENTITY = objectOf(
  {
    host: HOST,
    identity: instanceOf(HostIdentity, "HostIdentity.systemAssigned()"),
    cloud: optional(instanceOf(ExchangeCloud, "ExchangeCloud.PUBLIC")),
    grants: optional(memberOf(GrantsBy, "GrantsBy")),
    protect: optional(TRUE_OR_FALSE),
    azurerm: optional(providerOf("azurerm")),
    azuread: optional(providerOf("azuread")),
    module: optional(MODULE),
    directoryRoles: listOfInstances(DirectoryRole, "DirectoryRole.EXCHANGE_ADMINISTRATOR"),
    exchangeRoleGroups: listOfInstances(ExchangeRoleGroup, 'ExchangeRoleGroup.fromExisting("…")'),
    exchangeRoles: listOfInstances(ExchangeManagementRole, 'ExchangeManagementRole.of("…")'),
    graphPermissions: listOfInstances(GraphPermission, 'GraphPermission.of("User.Read.All")'),
    lock: optional(TRUE_OR_FALSE),
    diagnostics: optional(
      objectOf(
        { logAnalyticsWorkspaceId: textFor(RunbookDiagnostics._WORKSPACE_ID) },
        '{ logAnalyticsWorkspaceId: "/subscriptions/…" }',
      ),
    ),
    alert: optional(
      objectOf({ actionGroupId: textFor(RunbookAlert._ACTION_GROUP_ID) }, '{ actionGroupId: "/subscriptions/…" }'),
    ),
    adopt: optional(objectOf({ modules: optional(TRUE_OR_FALSE) }, '{ manageAsAppAssignmentId: "…" }')),
    runbooks: optional(listOf(RUNBOOK, '[{ name: "Weekly-Report" }]')),
  },
  "{ organization, host, identity }",
);
