import { DirectoryRole } from "cdktf-exchange-managed-identity";
import type { Expectation } from "../../../cli/tenant/diagnosis/expectation";
import { HOST_FINDINGS } from "../../../cli/tenant/findings/host-findings";
import { MODULE_FINDINGS } from "../../../cli/tenant/findings/module-findings";
import { RIGHTS_FINDINGS } from "../../../cli/tenant/findings/rights-findings";
import { SCRIPT_FINDINGS } from "../../../cli/tenant/findings/script-findings";
import { type FindingKind, STEPS } from "../../../cli/tenant/findings/finding";
import { failure, ok } from "../../../tools/loopback/answer";
import type { ServicePrincipal } from "../../../tools/loopback/directory";
import { CONFIGURED, CONNECT, GLOBAL_READER, IN_2024, NOW, SeededTenant, SIMILAR_APP_ROLE } from "../../helpers/tenant";

const KINDS: { readonly [name: string]: FindingKind } = {
  ...HOST_FINDINGS,
  ...MODULE_FINDINGS,
  ...RIGHTS_FINDINGS,
  ...SCRIPT_FINDINGS,
};

interface Case {
  readonly seed: (tenant: SeededTenant) => unknown;
  readonly expected?: Partial<Expectation> | ((tenant: SeededTenant) => Partial<Expectation>);
  /** In what was seen, and in the remedy. */
  readonly seen: string;
  readonly remedy: string;
  readonly now?: Date;
}

const healthyWith = (change: (tenant: SeededTenant) => unknown) => (tenant: SeededTenant) => change(tenant.healthy());
const runbook = (script: string) => healthyWith((tenant) => tenant.runbook("Report", script));
const refuse = (pattern: RegExp) => (tenant: SeededTenant) => {
  tenant.healthy();
  tenant.azure.fault = ({ path }) => (pattern.test(path) ? failure(403, "Denied", "Not allowed.") : undefined);
};

const CASES: { readonly [name: string]: Case } = {
  hostMissing: { seed: () => undefined, seen: "the host does not exist", remedy: "check the name" },
  resourceProvidersMissing: {
    seed: (tenant) => tenant.azure.manager.registrations.unregister("Microsoft.Automation"),
    seen: "the subscription has not registered Microsoft.Automation",
    remedy: "az provider register --namespace Microsoft.Automation",
  },
  hostUnreadable: {
    seed: refuse(/automationAccounts\/ContosoHost$/),
    seen: "the host could not be read: needs the Azure role Reader on /subscriptions/",
    remedy: "give the signed-in account that right",
  },
  identityNone: {
    seed: (tenant) => tenant.host("account", { own: false }),
    seen: "the host has no managed identity",
    remedy: "System assigned, On",
  },
  identityNotAssigned: {
    seed: (tenant) => {
      tenant.azure.manager.put(tenant.identityId("Other"), { location: "westeurope" });
      tenant.host().permission(tenant.principalOf("Other")).role(tenant.principalOf("Other"));
    },
    expected: (tenant) => ({ identity: tenant.identityId("Other") }),
    seen: "the user-assigned identity Other is not assigned to the host, which has the system-assigned identity",
    remedy: "User assigned, Add",
  },
  identitySplit: {
    seed: (tenant) =>
      tenant
        .host("account", { identities: ["ContosoMI1"] })
        .permission(tenant.principalOf("ContosoMI1"))
        .role(),
    seen: "the user-assigned identity ContosoMI1 has the permission, the system-assigned identity of ContosoHost has the roles",
    remedy: "assign a role to the user-assigned identity ContosoMI1",
  },
  identityUnknownToGraph: {
    seed: (tenant) => {
      tenant.host();
      tenant.azure.directory.principals.delete(tenant.principalOf());
    },
    seen: "Microsoft Graph does not know the principal",
    remedy: "in a minute",
  },
  identitiesSeveral: {
    seed: (tenant) => {
      tenant.host("account", { identities: ["One", "Two"] });
      for (const name of ["One", "Two"]) {
        tenant.permission(tenant.principalOf(name)).role(tenant.principalOf(name));
      }
    },
    seen: "several identities with the permission: the system-assigned identity of ContosoHost, the user-assigned identity One",
    remedy: "--identity",
  },
  permissionNowhere: {
    seed: (tenant) => tenant.host("account", { identities: ["One"] }),
    seen: "none of the host's identities has Exchange.ManageAsApp: the system-assigned identity of ContosoHost, the user",
    remedy: "--identity",
  },
  roleNarrow: {
    seed: (tenant) => tenant.host().permission().role(tenant.principalOf(), "194ae4cb-b126-40b2-bd5b-6091b380977d"),
    seen: "has Security Administrator only",
    remedy: "New-MgRoleManagementDirectoryRoleAssignment",
  },
  prerequisiteMissing: {
    seed: (tenant) => tenant.host().module("3.9.2").module("1.4.8.1", {}, "modules", "PackageManagement"),
    seen: "PowerShellGet is not in Windows PowerShell 5.1",
    remedy: "import PowerShellGet 2.2.5",
  },
  prerequisitesImporting: {
    seed: (tenant) =>
      tenant
        .host()
        .module("3.9.2")
        .prerequisites()
        .module("2.2.5", { provisioningState: "Creating" }, "modules", "PowerShellGet"),
    seen: "PowerShellGet in Windows PowerShell 5.1 is still being imported (Creating)",
    remedy: "wait some minutes",
  },
  runbookWithCertificate: {
    seed: runbook("Connect-ExchangeOnline -AppId 1 -CertificateThumbprint 2 -Organization contoso.onmicrosoft.com"),
    seen: "Report connects with a certificate or a token",
    remedy: `write this command in its place\n${CONNECT}`,
  },
  runbookEnvironment: {
    seed: healthyWith((tenant) => {
      tenant.azure.directory.domains.splice(0, 1, { name: "contoso.onmicrosoft.us", isInitial: true });
      tenant.runbook("Report", "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.us");
    }),
    expected: { cloud: "usGovDod" },
    seen: "Report connects with -ExchangeEnvironmentName none; this cloud needs O365USGovDoD",
    remedy: "-Organization contoso.onmicrosoft.us -ExchangeEnvironmentName O365USGovDoD",
  },
  moduleUnreadable: {
    seed: refuse(/\/modules$/),
    seen: "the modules of Windows PowerShell 5.1 could not be read: needs the Azure role Reader",
    remedy: "give the signed-in account that right",
  },
  moduleMissing: {
    seed: (tenant) => tenant.host().permission().role(),
    seen: "ExchangeOnlineManagement is not in Windows PowerShell 5.1",
    remedy: "Add a module, ExchangeOnlineManagement",
  },
  moduleImporting: {
    seed: (tenant) => tenant.host().module("3.9.2", { provisioningState: "ContentDownloaded" }),
    seen: "is still being imported (ContentDownloaded)",
    remedy: "wait some minutes",
  },
  moduleFailed: {
    seed: (tenant) =>
      tenant
        .host()
        .module("3.9.2", { provisioningState: "Failed", error: { message: "Orchestrator: no module in it" } }),
    seen: "failed: Orchestrator: no module in it",
    remedy: "delete the module from Windows PowerShell 5.1",
  },
  moduleTooOld: {
    seed: (tenant) => tenant.host().module("2.0.5"),
    seen: "ExchangeOnlineManagement 2.0.5 is in Windows PowerShell 5.1",
    remedy: "import 3.10.1",
  },
  moduleTooNew: {
    seed: (tenant) => tenant.host().module("3.9.2", {}, "powerShell72Modules"),
    seen: "3.9.2 is in PowerShell 7.2, which supports at most 3.4.0",
    remedy: "import 3.4.0",
  },
  moduleVersionUnknown: {
    seed: (tenant) => tenant.host().module(""),
    seen: "the version of ExchangeOnlineManagement in Windows PowerShell 5.1 is not known: Azure says no version",
    remedy: "look at the module in the portal",
  },
  moduleUnsupported: {
    seed: (tenant) => tenant.host().module("3.4.0", {}, "runtimeEnvironments/Mine-7.6"),
    seen: "3.4.0 is in PowerShell 7.6 (environment Mine-7.6), a pair",
    remedy: "import 3.10.1",
  },
  moduleOtherVersion: {
    seed: (tenant) => tenant.host().module("3.9.0"),
    expected: { configuration: { ...CONFIGURED, module: { version: "3.9.2", runtimes: ["5.1"] } } },
    seen: "3.9.0 is in Windows PowerShell 5.1, the configuration says 3.9.2",
    remedy: "terraform apply",
  },
  moduleConflict: {
    seed: (tenant) =>
      tenant
        .host()
        .module("3.9.0")
        .module("2.30.0", {}, "modules", "Microsoft.Graph.Authentication")
        .runbook("Report", `${CONNECT}\nConnect-MgGraph -Identity`),
    seen: "ExchangeOnlineManagement 3.9.0 and Microsoft.Graph.Authentication 2.30.0 in one session work only if",
    remedy: "choose versions that work together",
  },
  runtimeRetired: {
    seed: (tenant) => tenant.host().module("3.4.0", {}, "powerShell72Modules"),
    seen: "PowerShell 7.2 has been out of support since 2024-11-08",
    remedy: "5.1 or 7.6",
  },
  prerequisitesMissing: {
    seed: (tenant) => tenant.host().module("3.9.2"),
    expected: { configuration: CONFIGURED },
    seen: "PackageManagement and PowerShellGet are not in Windows PowerShell 5.1",
    remedy: '"prerequisites": true} and apply (if the file says so already, only apply)',
  },
  prerequisitesPreview: {
    seed: (tenant) =>
      tenant.host().module("3.9.2").prerequisites().module("3.0.23-beta23", {}, "modules", "PowerShellGet"),
    seen: "PowerShellGet 3.0.23-beta23 is in Windows PowerShell 5.1",
    remedy: "PowerShellGet 2.2.5",
  },
  prerequisitesFailed: {
    seed: (tenant) =>
      tenant
        .host()
        .module("3.9.2")
        .prerequisites()
        .module(
          "2.2.5",
          { provisioningState: "Failed", error: { message: "Nothing there." } },
          "modules",
          "PowerShellGet",
        ),
    seen: "the import of PowerShellGet in Windows PowerShell 5.1 is not done: Nothing there.",
    remedy: "again",
  },
  commandFailed: {
    seed: (tenant) => {
      tenant.azure.manager.failingCommands.push("www.powershellgallery.com cannot be reached.");
      tenant.host("windows");
      tenant.azure.manager.put(`${tenant.hostId}/runCommands/ExchangeOnlineManagement-3.9.2-12345678`, {});
    },
    seen: "ended with Failed: www.powershellgallery.com cannot be reached.",
    remedy: "outbound access to the internet",
  },
  commandNone: {
    seed: (tenant) => tenant.host("linux"),
    seen: "Azure does not show what is installed in a machine",
    remedy: "Get-InstalledModule ExchangeOnlineManagement",
  },
  exchangeOnlineUnreadable: {
    seed: refuse(/\/servicePrincipals$/),
    seen: "could not be read: needs Microsoft Graph Application.Read.All",
    remedy: "give the signed-in account that right",
  },
  exchangeOnlineMissing: {
    seed: healthyWith(({ azure }) => azure.directory.principals.delete(azure.directory.exchangeOnlineId)),
    seen: "the tenant has no service principal of Office 365 Exchange Online",
    remedy: "az ad sp create --id 00000002-0000-0ff1-ce00-000000000000",
  },
  exchangeOnlineDisabled: {
    seed: healthyWith(({ azure: { directory } }) => {
      const principal = directory.principals.get(directory.exchangeOnlineId);
      directory.principals.set(directory.exchangeOnlineId, { ...principal, accountEnabled: false } as never);
    }),
    seen: "is disabled",
    remedy: "Enabled for users to sign-in: Yes",
  },
  permissionUnreadable: {
    seed: refuse(/\/appRoleAssignments$/),
    seen: "the permissions of the system-assigned identity of ContosoHost could not be read: needs Microsoft Graph Application.Read.All",
    remedy: "give the signed-in account that right",
  },
  permissionMissing: {
    seed: (tenant) => tenant.host().module("3.9.2").role().permission("somebody else"),
    seen: "the system-assigned identity of ContosoHost does not have Exchange.ManageAsApp",
    remedy: "New-MgServicePrincipalAppRoleAssignment",
  },
  permissionElsewhere: {
    seed: (tenant) =>
      tenant
        .host("account", { identities: ["ContosoMI1"] })
        .permission(tenant.principalOf("ContosoMI1"))
        .role(),
    expected: { identity: "systemAssigned" },
    seen: "Exchange.ManageAsApp is granted to ContosoMI1 (",
    remedy: "New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId ",
  },
  permissionSimilar: {
    seed: (tenant) => tenant.host().role().permission(tenant.principalOf(), { appRoleId: SIMILAR_APP_ROLE }),
    seen: "has Exchange.ManageAsAppV2 of Exchange Online, not Exchange.ManageAsApp",
    remedy: "-AppRoleId dc50a0fb-09a3-484d-be87-e023b12c6440",
  },
  permissionYoung: {
    seed: (tenant) =>
      tenant.host().role().permission(tenant.principalOf(), { createdDateTime: "2026-06-01T11:50:00Z" }),
    seen: "got Exchange.ManageAsApp at 2026-06-01 11:50 UTC",
    remedy: "wait until 2026-06-01 12:20 UTC",
  },
  roleUnreadable: {
    seed: refuse(/\/roleAssignments$/),
    seen: "could not be read: needs Microsoft Graph RoleManagement.Read.Directory",
    remedy: "give the signed-in account that right",
  },
  roleMissing: {
    seed: (tenant) => tenant.host().permission(),
    seen: "the system-assigned identity of ContosoHost has no role",
    remedy: "New-MgRoleManagementDirectoryRoleAssignment",
  },
  roleExpectedMissing: {
    seed: (tenant) => tenant.host().permission().role(),
    expected: { configuration: { ...CONFIGURED, roles: [DirectoryRole.GLOBAL_READER, DirectoryRole.SECURITY_READER] } },
    seen: "does not have Security Reader, which the configuration names",
    remedy: "apply the configuration",
  },
  roleDoesNotCover: {
    seed: (tenant) =>
      tenant
        .host()
        .permission()
        .role(tenant.principalOf(), "fe930be7-5e62-47db-91af-98c3a49a38b1", { displayName: "User Administrator" }),
    seen: "has only roles that do not cover Exchange Online: User Administrator",
    remedy: '-RoleDefinitionId f2ef992c-3afb-46b9-b7cf-a126ee74c451 -DirectoryScopeId "/"',
  },
  roleScoped: {
    seed: (tenant) =>
      tenant.host().permission().role(tenant.principalOf(), GLOBAL_READER, {
        directoryScopeId: "/administrativeUnits/11111111-2222-3333-4444-555555555555",
      }),
    seen: "has Global Reader for /administrativeUnits/11111111-2222-3333-4444-555555555555 only",
    remedy: "for the whole tenant",
  },
  roleThroughGroup: {
    seed: (tenant) => {
      tenant.host().permission().role("group-1");
      tenant.azure.directory.groups.set("group-1", new Set([tenant.principalOf()]));
    },
    seen: "has Global Reader through the group group-1",
    remedy: "connect once",
  },
  roleMaybeThroughGroup: {
    seed: (tenant) => {
      tenant.host().permission();
      tenant.azure.fault = ({ path }) =>
        path.endsWith("/transitiveRoleAssignments") ? failure(400, "Bad", "Not here.") : undefined;
    },
    seen: "has no role of its own that covers Exchange Online, and roles through groups could not be read: localhost",
    remedy: "look at what the service says",
  },
  roleInExchange: {
    seed: (tenant) => tenant.host().permission(),
    expected: { configuration: { ...CONFIGURED, hasExchangeRoles: true } },
    seen: "gets its rights from role groups or management roles",
    remedy: "exchange_role_group_script",
  },
  roleYoung: {
    seed: healthyWith((tenant) =>
      tenant.azure.directory.audits.push({ activityDateTime: "2026-06-01T11:45:00Z", targetId: tenant.principalOf() }),
    ),
    seen: "got a role at 2026-06-01 11:45 UTC",
    remedy: "wait until 2026-06-01 12:15 UTC",
  },
  organizationUnreadable: {
    seed: refuse(/\/organization$/),
    seen: "the domains of the tenant could not be read: needs Microsoft Graph Organization.Read.All",
    remedy: "give the signed-in account that right",
  },
  organizationOther: {
    seed: healthyWith(({ azure }) => azure.directory.domains.push({ name: "contoso.com", isInitial: false })),
    expected: { organization: "contoso.com" },
    seen: "contoso.com is a custom domain; the tenant's initial domain is contoso.onmicrosoft.com",
    remedy: "write contoso.onmicrosoft.com",
  },
  runbookUnreadable: {
    seed: refuse(/\/runbooks$/),
    seen: "the runbooks could not be read: needs the Azure role Reader",
    remedy: "give the signed-in account that right",
  },
  runbookMissing: {
    seed: (tenant) => tenant.healthy(),
    expected: { configuration: { ...CONFIGURED, runbooks: ["Report"] } },
    seen: "there is no runbook Report",
    remedy: "terraform apply",
  },
  runbookNotPublished: {
    seed: healthyWith((tenant) => tenant.runbook("Report", "", { runbookType: "PowerShell", state: "New" })),
    expected: { configuration: { ...CONFIGURED, runbooks: ["report"] } },
    seen: "report was never published",
    remedy: "publish the runbook",
  },
  runbookWithoutManagedIdentity: {
    seed: runbook("Connect-ExchangeOnline -UserPrincipalName admin@contoso.com"),
    seen: "Report connects without -ManagedIdentity",
    remedy: `write this command in its place\n${CONNECT}`,
  },
  runbookWithoutOrganization: {
    seed: runbook("Connect-ExchangeOnline -ManagedIdentity"),
    seen: "Report connects without -Organization",
    remedy: `write this command in its place\n${CONNECT}`,
  },
  runbookOrganization: {
    seed: healthyWith((tenant) => {
      tenant.azure.directory.domains.push({ name: "fabrikam.onmicrosoft.com", isInitial: false });
      tenant.runbook("Report", "Connect-ExchangeOnline -ManagedIdentity -Organization 'fabrikam.onmicrosoft.com'");
    }),
    seen: "Report connects to fabrikam.onmicrosoft.com, which is a second domain of Microsoft's",
    remedy: `write this command in its place\n${CONNECT}`,
  },
  runbookWithoutClientId: {
    seed: (tenant) => userAssigned(tenant).runbook("Report", CONNECT),
    seen: "connects without the client id of the user-assigned identity ContosoMI1",
    remedy: "-ManagedIdentityAccountId ",
  },
  runbookPrincipalId: {
    seed: (tenant) =>
      userAssigned(tenant).runbook(
        "Report",
        `${CONNECT} -ManagedIdentityAccountId "${tenant.principalOf("ContosoMI1")}"`,
      ),
    seen: "connects with the principal id ",
    remedy: "-ManagedIdentityAccountId ",
  },
  runbookOtherClientId: {
    seed: (tenant) =>
      userAssigned(tenant).runbook(
        "Report",
        `${CONNECT} -ManagedIdentityAccountId 99999999-2222-3333-4444-555555555555`,
      ),
    seen: "connects with 99999999-2222-3333-4444-555555555555, which is not the client id of the user-assigned identity ContosoMI1",
    remedy: "-ManagedIdentityAccountId ",
  },
  runbookWithoutModule: {
    seed: healthyWith((tenant) => tenant.runbook("Report", CONNECT, { runbookType: "PowerShell72" })),
    seen: "Report runs in PowerShell 7.2, where ExchangeOnlineManagement is not",
    remedy: "import the module into PowerShell 7.2",
  },
  runbookRetired: {
    seed: healthyWith((tenant) => tenant.runbook("Report", CONNECT, { runbookType: "PowerShell7" })),
    seen: "Report runs in PowerShell 7.1, which has been out of support since 2022-05-08",
    remedy: "move it to 7.6 or 5.1",
  },
  runbookNotJudged: {
    seed: runbook("$parameters = @{ ManagedIdentity = $true }\nConnect-ExchangeOnline @parameters"),
    seen: "Report connects in a way that is not known before it runs: its parameters come from a variable",
    remedy: `compare it with this command\n${CONNECT}`,
  },
  identityDisabled: {
    seed: (tenant) => {
      tenant.healthy();
      const { principals } = tenant.azure.directory;
      const id = tenant.principalOf();
      principals.set(id, { ...(principals.get(id) as ServicePrincipal), accountEnabled: false });
    },
    seen: "the system-assigned identity of ContosoHost is disabled",
    remedy: "Update-MgServicePrincipal -ServicePrincipalId ",
  },
  identityEnabledUnread: {
    seed: (tenant) => {
      tenant.healthy();
      tenant.azure.fault = ({ path }) => (/\/servicePrincipals\/[^/]+$/.test(path) ? ok({}) : undefined);
    },
    seen: "of the system-assigned identity of ContosoHost may sign in could not be read",
    remedy: "run the command again",
  },
  commandUnread: {
    seed: (tenant) => {
      tenant.host("windows").command({ provisioningState: "Succeeded" });
      tenant.azure.fault = ({ path }) =>
        /\/runCommands\/[^/]+$/i.test(path) ? failure(403, "AuthorizationFailed", "No.") : undefined;
    },
    seen: "how the run command ExchangeOnlineManagement-3.9.2-12345678 ended, which installs the module, could not be read",
    remedy: "give the signed-in account that right",
  },
  commandUnknown: {
    seed: (tenant) => tenant.host("windows").command({ provisioningState: "Succeeded", instanceView: undefined }),
    seen: "Azure does not say how the run command ExchangeOnlineManagement-3.9.2-12345678 ended",
    remedy: "Get-InstalledModule",
  },
  permissionNotYetShown: {
    seed: (tenant) => {
      tenant.healthy();
      tenant.azure.fault = ({ path }) => (path.endsWith("/appRoleAssignments") ? ok({ value: [] }) : undefined);
    },
    seen: "Microsoft Graph does not show it on the identity yet",
    remedy: "wait half an hour",
  },
  runbookWithCredential: {
    seed: runbook("$c = Get-AutomationPSCredential -Name x\nConnect-ExchangeOnline -Credential $c"),
    seen: "Report connects with a credential",
    remedy: CONNECT,
  },
  runbookIdentityWithoutRights: {
    seed: (tenant) => tenant.host().module("3.9.2").prerequisites().permission().runbook("Report", CONNECT),
    seen: "the system-assigned identity of ContosoHost, which does not have a role that Exchange Online accepts",
    remedy: "give the system-assigned identity of ContosoHost what it lacks",
  },
  runbookIdentityUnread: {
    seed: (tenant) => {
      tenant.healthy().runbook("Report", `${CONNECT} -ManagedIdentityAccountId 99999999-2222-3333-4444-555555555555`);
      tenant.azure.fault = ({ path }) =>
        path.endsWith("/identities/default") ? failure(403, "AuthorizationFailed", "No.") : undefined;
    },
    seen: "whether Report connects with the right identity could not be read: needs the Azure role Reader",
    remedy: "give the signed-in account that right",
  },
  jobsUnjudged: {
    seed: refuse(/\/runbooks$/),
    seen: "whether the jobs of runbooks that connect succeeded could not be read: which runbooks connect is not known",
    remedy: "give the signed-in account that right",
  },
  jobErrorsUnreadable: {
    seed: healthyWith((tenant) => {
      tenant.runbook("Report", CONNECT).job("Report", "", ["UnAuthorized"]);
      tenant.azure.fault = ({ path }) => (path.endsWith("/streams") ? failure(500, "Broken", "Later.") : undefined);
    }),
    seen: "the errors of the last job of Report could not be read: localhost",
    remedy: "run the command again later",
  },
  jobsUnreadable: {
    seed: refuse(/\/jobs$/),
    seen: "the jobs could not be read: needs the Azure role Reader",
    remedy: "give the signed-in account that right",
  },
  jobFailed: {
    seed: healthyWith((tenant) =>
      tenant.runbook("Report", CONNECT).job("Report", "", ["At line:1\nUnAuthorized (UnAuthorized)"]),
    ),
    seen: "the last job of Report failed (2026-05-31T10:00:05Z): UnAuthorized (UnAuthorized)",
    remedy: "grant Exchange.ManageAsApp and wait half an hour",
  },
  jobFailedOtherwise: {
    seed: healthyWith((tenant) => tenant.runbook("Report", CONNECT).job("Report", "Something new happened.")),
    seen: "failed (2026-05-31T10:00:05Z): Something new happened.",
    remedy: "look at the job in the portal",
  },
};

function userAssigned(tenant: SeededTenant): SeededTenant {
  const set = tenant
    .host("account", { own: false, identities: ["ContosoMI1"] })
    .module("3.9.2")
    .prerequisites();
  return set.permission(tenant.principalOf("ContosoMI1")).role(tenant.principalOf("ContosoMI1"));
}

async function withTenant<T>(use: (tenant: SeededTenant) => Promise<T>): Promise<T> {
  const tenant = await SeededTenant.start();
  try {
    return await use(tenant);
  } finally {
    await tenant.stop();
  }
}

describe("doctor finds", () => {
  test("every kind of finding has a case here", () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(KINDS).sort());
  });

  test.each(Object.entries(CASES))("%s", async (name, { seed, expected = {}, seen, remedy, now = NOW }) => {
    await withTenant(async (tenant) => {
      seed(tenant);
      const findings = await tenant.diagnose(typeof expected === "function" ? expected(tenant) : expected, now);
      const { step, state } = KINDS[name];
      expect(findings).toContainEqual(
        expect.objectContaining({
          step,
          state,
          seen: expect.stringContaining(seen) as string,
          remedy: expect.stringContaining(remedy) as string,
        }),
      );
    });
  });
});

test("a role with a scope that is missing is named with its scope", async () => {
  await withTenant(async (tenant) => {
    tenant.host().permission();
    const role = DirectoryRole.HELPDESK_ADMINISTRATOR.scopedTo(
      "/administrativeUnits/11111111-2222-3333-4444-555555555555",
    );
    const findings = await tenant.diagnose({ configuration: { ...CONFIGURED, roles: [role] } });
    expect(findings.find(({ step }) => step === "Microsoft Entra role")).toMatchObject({
      seen: expect.stringContaining(role.label) as string,
      remedy: "apply the configuration: terraform apply",
    });
  });
});

describe("doctor finds nothing in", () => {
  const rest = (tenant: SeededTenant, name?: string) =>
    tenant.permission(tenant.principalOf(name)).role(tenant.principalOf(name));

  test.each<[string, Date, (tenant: SeededTenant) => unknown]>([
    ["an account with its own identity in 5.1", NOW, (tenant) => tenant.healthy().runbook("Report", CONNECT)],
    [
      "an account with a user-assigned identity in 5.1",
      NOW,
      (tenant) => {
        userAssigned(tenant).runbook("Report", `${CONNECT} -ManagedIdentityAccountId ${tenant.clientOf("ContosoMI1")}`);
      },
    ],
    [
      "an account in 7.2, while that was in support",
      IN_2024,
      (tenant) =>
        rest(tenant.host().module("3.4.0", {}, "powerShell72Modules")).runbook("Report", CONNECT, {
          runbookType: "PowerShell72",
        }),
    ],
    ...["7.4", "7.6"].map((version): [string, Date, (tenant: SeededTenant) => unknown] => [
      `an account with an environment of ${version}`,
      NOW,
      (tenant) => {
        const store = `runtimeEnvironments/Mine-${version}`;
        rest(
          tenant
            .host()
            .module(version === "7.4" ? "3.9.2" : "3.10.1", {}, store)
            .prerequisites(store),
        );
        tenant.runbook("Report", CONNECT, { runbookType: "PowerShell", runtimeEnvironment: `Mine-${version}` });
      },
    ]),
    ...(["windows", "linux"] as const).map((type): [string, Date, (tenant: SeededTenant) => unknown] => [
      `a ${type} machine that a stack made`,
      NOW,
      (tenant) => {
        tenant.host(type, { own: false, identities: ["ContosoMI1"] });
        rest(tenant, "ContosoMI1");
        tenant.azure.manager.put(`${tenant.hostId}/runCommands/ExchangeOnlineManagement-3.9.2-12345678`, {});
      },
    ]),
    [
      "an account with a job that failed before it was mended, and one of another's",
      NOW,
      (tenant) =>
        tenant
          .healthy()
          .runbook("Report", CONNECT)
          .job("Report", "UnAuthorized")
          .job("Report", "", [], { status: "Completed", creationTime: "2026-06-01T00:00:00Z" })
          .job("Backup", "The disk is full."),
    ],
  ])("%s", async (_name, now, seed) => {
    await withTenant(async (tenant) => {
      seed(tenant);
      const findings = await tenant.diagnose({}, now);
      // What runs inside a machine is not visible.
      expect(
        findings.filter(({ state, seen }) => state !== "ok" && !seen.startsWith("not looked at: a virtual")),
      ).toEqual([]);
      expect(findings.filter(({ state }) => state === "ok").map(({ step }) => step)).toEqual(
        expect.arrayContaining(["host", "identity", "permission", "Microsoft Entra role", "organization"]),
      );
      expect([...new Set(findings.map(({ step }) => step))]).toEqual(STEPS);
    });
  });
});
