import { DirectoryRole } from "cdktf-exchange-managed-identity";
import type { Expectation } from "../../../cli/diagnosis/expectation";
import { HOST_FINDINGS } from "../../../cli/findings/host-findings";
import { MODULE_FINDINGS } from "../../../cli/findings/module-findings";
import { RIGHTS_FINDINGS } from "../../../cli/findings/rights-findings";
import { SCRIPT_FINDINGS } from "../../../cli/findings/script-findings";
import type { FindingKind } from "../../../cli/findings/finding";
import { failure } from "../../../tools/loopback/answer";
import { CONNECT, GLOBAL_READER, IN_2024, NOW, SeededTenant, SIMILAR_APP_ROLE } from "../../helpers/tenant";

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
  hostMissing: { seed: () => undefined, seen: "there is no the host", remedy: "check the name" },
  hostUnreadable: {
    seed: refuse(/automationAccounts\/ContosoHost$/),
    seen: "the host could not be read: needs the Azure role Reader on /subscriptions/",
    remedy: "the right that is named",
  },
  identityNone: {
    seed: (tenant) => tenant.host("account", { own: false }),
    seen: "the host has no managed identity",
    remedy: '"adopt": true',
  },
  identityNotOnHost: {
    seed: (tenant) => {
      tenant.azure.manager.put(tenant.identityId("Other"), { location: "westeurope" });
      tenant.host().permission(tenant.principalOf("Other")).role(tenant.principalOf("Other"));
    },
    expected: (tenant) => ({ identity: tenant.identityId("Other") }),
    seen: "does not carry the user-assigned identity Other; it carries the system-assigned identity",
    remedy: "User assigned, Add",
  },
  identitySplit: {
    seed: (tenant) =>
      tenant
        .host("account", { identities: ["ContosoMI1"] })
        .permission(tenant.principalOf("ContosoMI1"))
        .role(),
    seen: "the permission is given to the user-assigned identity ContosoMI1, the roles are given to the system-assigned",
    remedy: "assign the roles to the user-assigned identity ContosoMI1",
  },
  identityUnknownToGraph: {
    seed: (tenant) => {
      tenant.host();
      tenant.azure.directory.principals.delete(tenant.principalOf());
    },
    seen: "Microsoft Graph does not know the principal",
    remedy: "wait a minute",
  },
  identitiesSeveral: {
    seed: (tenant) => tenant.host("account", { identities: ["One", "Two"] }),
    seen: "user-assigned identity One, the user-assigned identity Two, and none of them has the permission",
    remedy: "--identity",
  },
  moduleUnreadable: {
    seed: refuse(/\/modules$/),
    seen: "the modules of Windows PowerShell 5.1 could not be read: needs the Azure role Reader",
    remedy: "the right that is named",
  },
  moduleMissing: {
    seed: (tenant) => tenant.host().permission().role(),
    seen: "ExchangeOnlineManagement is not in Windows PowerShell 5.1",
    remedy: 'name 5.1 in "module.runtimes"',
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
    remedy: '"version": "3.10.1"',
  },
  moduleTooNew: {
    seed: (tenant) => tenant.host().module("3.9.2", {}, "powerShell72Modules"),
    seen: "3.9.2 is in PowerShell 7.2, which supports at most 3.4.0",
    remedy: '"version": "3.4.0"',
  },
  moduleUnsupported: {
    seed: (tenant) => tenant.host().module("3.4.0", {}, "runtimeEnvironments/Mine-7.6"),
    seen: "3.4.0 is in PowerShell 7.6 (environment Mine-7.6), a pair",
    remedy: '"version": "3.10.1"',
  },
  moduleOtherVersion: {
    seed: (tenant) => tenant.host().module("3.9.0"),
    expected: { module: { version: "3.9.2", runtimes: ["5.1"] } },
    seen: "3.9.0 is in Windows PowerShell 5.1, the configuration says 3.9.2",
    remedy: "terraform apply",
  },
  moduleConflict: {
    seed: (tenant) => tenant.host().module("3.9.0").module("2.30.0", {}, "modules", "Microsoft.Graph.Authentication"),
    seen: "ExchangeOnlineManagement 3.9.0 and Microsoft.Graph.Authentication 2.30.0 in one session work only if",
    remedy: "choose versions that work together",
  },
  runtimeRetired: {
    seed: (tenant) => tenant.host().module("3.4.0", {}, "powerShell72Modules"),
    seen: "PowerShell 7.2 is out of support since 2024-11-08",
    remedy: '"7.6"',
  },
  prerequisitesMissing: {
    seed: (tenant) => tenant.host().module("3.9.2").module("1.4.8.1", {}, "modules", "PackageManagement"),
    seen: "PowerShellGet is not in Windows PowerShell 5.1",
    remedy: '"prerequisites": true',
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
    remedy: "a way out to the internet",
  },
  commandNone: {
    seed: (tenant) => tenant.host("linux"),
    seen: "Azure does not show what is installed in a machine",
    remedy: "Get-InstalledModule ExchangeOnlineManagement",
  },
  exchangeOnlineUnreadable: {
    seed: refuse(/\/servicePrincipals$/),
    seen: "could not be read: needs Microsoft Graph Application.Read.All",
    remedy: "the right that is named",
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
    remedy: "the right that is named",
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
    seen: "Exchange.ManageAsApp is given to ContosoMI1 (",
    remedy: "grant it to the PrincipalId ",
  },
  permissionSimilar: {
    seed: (tenant) => tenant.host().role().permission(tenant.principalOf(), { appRoleId: SIMILAR_APP_ROLE }),
    seen: "has Exchange.ManageAsAppV2 of Exchange Online, not Exchange.ManageAsApp",
    remedy: "grant the app role dc50a0fb-09a3-484d-be87-e023b12c6440",
  },
  permissionYoung: {
    seed: (tenant) =>
      tenant.host().role().permission(tenant.principalOf(), { createdDateTime: "2026-06-01T11:50:00Z" }),
    seen: "Exchange.ManageAsApp was granted at 2026-06-01 11:50 UTC",
    remedy: "wait until 2026-06-01 12:20 UTC",
  },
  roleUnreadable: {
    seed: refuse(/\/roleAssignments$/),
    seen: "could not be read: needs Microsoft Graph RoleManagement.Read.Directory",
    remedy: "the right that is named",
  },
  roleMissing: {
    seed: (tenant) => tenant.host().permission(),
    seen: "the system-assigned identity of ContosoHost has no role",
    remedy: "New-MgRoleManagementDirectoryRoleAssignment",
  },
  roleExpectedMissing: {
    seed: (tenant) => tenant.host().permission().role(),
    expected: { roles: [DirectoryRole.GLOBAL_READER, DirectoryRole.SECURITY_READER] },
    seen: "does not have Security Reader, which the configuration names",
    remedy: "apply the configuration",
  },
  roleDoesNotCover: {
    seed: (tenant) =>
      tenant
        .host()
        .permission()
        .role(tenant.principalOf(), "fe930be7-5e62-47db-91af-98c3a49a38b1", { displayName: "User Administrator" }),
    seen: "has User Administrator, which do not cover Exchange Online",
    remedy: "one of the eight",
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
    seen: "has no role of its own, and roles through groups could not be read",
    remedy: "look at the groups",
  },
  roleInExchange: {
    seed: (tenant) => tenant.host().permission(),
    expected: { hasExchangeRoles: true },
    seen: "gets its rights from role groups or management roles",
    remedy: "exchange_role_group_script",
  },
  roleYoung: {
    seed: healthyWith((tenant) =>
      tenant.azure.directory.audits.push({ activityDateTime: "2026-06-01T11:45:00Z", targetId: tenant.principalOf() }),
    ),
    seen: "a role was assigned at 2026-06-01 11:45 UTC",
    remedy: "wait until 2026-06-01 12:15 UTC",
  },
  organizationUnreadable: {
    seed: refuse(/\/organization$/),
    seen: "the domains of the tenant could not be read: needs Microsoft Graph Organization.Read.All",
    remedy: "the right that is named",
  },
  organizationOther: {
    seed: healthyWith(({ azure }) => azure.directory.domains.push({ name: "contoso.com", isInitial: false })),
    expected: { organization: "contoso.com" },
    seen: "contoso.com is a custom domain; the initial domain is contoso.onmicrosoft.com",
    remedy: '"organization": "contoso.onmicrosoft.com"',
  },
  runbookUnreadable: {
    seed: refuse(/\/runbooks$/),
    seen: "the runbooks could not be read: needs the Azure role Reader",
    remedy: "the right that is named",
  },
  runbookMissing: {
    seed: (tenant) => tenant.healthy(),
    expected: { runbooks: ["Report"] },
    seen: "there is no runbook Report",
    remedy: "terraform apply",
  },
  runbookNotPublished: {
    seed: healthyWith((tenant) => tenant.runbook("Report", "", { runbookType: "PowerShell", state: "New" })),
    expected: { runbooks: ["report"] },
    seen: "report was never published",
    remedy: "publish the runbook",
  },
  runbookWithoutManagedIdentity: {
    seed: runbook("Connect-ExchangeOnline -UserPrincipalName admin@contoso.com"),
    seen: "Report connects without -ManagedIdentity",
    remedy: `write ${CONNECT}`,
  },
  runbookWithoutOrganization: {
    seed: runbook("Connect-ExchangeOnline -ManagedIdentity"),
    seen: "Report connects without -Organization",
    remedy: `write ${CONNECT}`,
  },
  runbookOrganization: {
    seed: healthyWith((tenant) => {
      tenant.azure.directory.domains.push({ name: "fabrikam.onmicrosoft.com", isInitial: false });
      tenant.runbook("Report", "Connect-ExchangeOnline -ManagedIdentity -Organization 'fabrikam.onmicrosoft.com'");
    }),
    seen: "Report connects to fabrikam.onmicrosoft.com, which is a second domain of Microsoft's",
    remedy: `write ${CONNECT}`,
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
    seen: "connects with 99999999-2222-3333-4444-555555555555, which is not the client id of ContosoMI1",
    remedy: "-ManagedIdentityAccountId ",
  },
  runbookWithoutModule: {
    seed: healthyWith((tenant) => tenant.runbook("Report", CONNECT, { runbookType: "PowerShell72" })),
    seen: "Report runs in PowerShell 7.2, where ExchangeOnlineManagement is not",
    remedy: 'name 7.2 in "module.runtimes"',
  },
  runbookRetired: {
    seed: healthyWith((tenant) => tenant.runbook("Report", CONNECT, { runbookType: "PowerShell7" })),
    seen: "Report runs in PowerShell 7.1, out of support since 2022-05-08",
    remedy: "move it to 7.6 or 5.1",
  },
  runbookNotJudged: {
    seed: runbook("$parameters = @{ ManagedIdentity = $true }\nConnect-ExchangeOnline @parameters"),
    seen: "Report takes the parameters of its connection from variables",
    remedy: CONNECT,
  },
  jobsUnreadable: {
    seed: refuse(/\/jobs$/),
    seen: "the jobs could not be read: needs the Azure role Reader",
    remedy: "the right that is named",
  },
  jobFailed: {
    seed: healthyWith((tenant) => tenant.job("Report", "", ["At line:1\nUnAuthorized (UnAuthorized)"])),
    seen: "the last job of Report failed (2026-05-31T10:00:05Z): UnAuthorized (UnAuthorized)",
    remedy: "the permission is missing, or younger than half an hour: grant Exchange.ManageAsApp",
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
      expect(findings.filter(({ state }) => state !== "ok")).toEqual([]);
      expect(new Set(findings.map(({ step }) => step))).toEqual(
        new Set(findings.map(({ step }) => step).concat(["host", "identity", "permission", "Microsoft Entra role"])),
      );
    });
  });
});
