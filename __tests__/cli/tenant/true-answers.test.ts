import { gzipSync } from "node:zlib";
import { discoveredEntry } from "../../../cli/tenant/discovery/discovered-entry";
import type { StepFinding } from "../../../cli/tenant/findings/finding";
import type { Expectation } from "../../../cli/tenant/diagnosis/expectation";
import { masked, oneLine, shownText } from "../../../cli/tenant/findings/shown-text";
import { failure, ok, type Answer, type Json, type Request } from "../../../tools/loopback/answer";
import { CONFIGURED, CONNECT, NOW, SeededTenant } from "../../helpers/tenant";

const EXCHANGE_ADMINISTRATOR = "29232cdf-9323-42fd-ade2-1d097af3e4de";

let tenant: SeededTenant;
beforeEach(async () => {
  tenant = await SeededTenant.start();
});
afterEach(() => tenant.stop());

const answering = (pattern: RegExp, answer: Answer | ((request: Request) => Answer | undefined)) => {
  tenant.azure.fault = (request) =>
    pattern.test(request.path) ? (typeof answer === "function" ? answer(request) : answer) : undefined;
};
const stateOf = (findings: readonly StepFinding[], step: string) => findings.filter((finding) => finding.step === step);
const diagnose = (expected: Partial<Expectation> = {}) => tenant.diagnose(expected);

describe("an answer of another shape is no answer", () => {
  test.each<[string, RegExp, Answer, string]>([
    ["permissions without value", /\/appRoleAssignments$/, ok({}), "permission"],
    ["roles that are no list", /\/roleAssignments$/, ok({ value: { id: 1 } }), "Microsoft Entra role"],
    ["a permission without its fields", /\/appRoleAssignments$/, ok({ value: [{ foo: 1 }] }), "permission"],
    [
      "modules that are not there",
      /\/modules$/,
      { status: 404, body: { code: "NotFound", message: "" } },
      "Exchange Online module",
    ],
    ["runbooks that are not there", /\/runbooks$/, failure(404, "NotFound", ""), "runbook"],
    ["a script that is not there", /\/content$/, { status: 404, body: { code: "NotFound", message: "" } }, "runbook"],
    ["jobs that are not there", /\/jobs$/, failure(404, "NotFound", ""), "job"],
    ["domains without a list", /\/organization$/, ok({ value: [{}] }), "organization"],
    [
      "a page of a proxy",
      /\/automationAccounts\/ContosoHost$/,
      { status: 404, text: "<!DOCTYPE html><html>Blocked</html>" },
      "host",
    ],
    ["a host of another shape", /\/automationAccounts\/ContosoHost$/, ok([1, 2]), "host"],
  ])("%s: could not be read", async (_what, pattern, answer, step) => {
    tenant.healthy().runbook("Report", CONNECT);
    answering(pattern, answer);
    const found = stateOf(await diagnose(), step);
    expect(found).toContainEqual(expect.objectContaining({ state: "unknown", isUnreadable: true }));
    expect(found.map(({ state }) => state)).not.toContain("missing");
  });

  test("discover writes no entry where modules, and no grants where permissions could not be read", async () => {
    tenant.healthy();
    answering(/\/modules$/, { status: 404, body: { code: "NotFound", message: "" } });
    const modules = await tenant.read();
    const host = modules.host.state === "read" ? modules.host.value : undefined;
    expect(() => discoveredEntry(modules, host as never, modules.identities[0], {})).toThrow(
      /might create what is there/,
    );
    answering(/\/appRoleAssignments$/, ok({}));
    const rights = await tenant.read();
    const { entry, notes } = discoveredEntry(rights, host as never, rights.identities[0], {});
    expect(entry).toMatchObject({ grants: "elsewhere" });
    expect(entry).not.toHaveProperty("roles");
    expect(notes.join()).toContain("The rights could not be read");
  });

  test("keys in capitals are read, as Microsoft's own sample has them", async () => {
    tenant
      .host("account", { own: false, identities: ["ContosoMI1"] })
      .module("3.9.2")
      .prerequisites();
    const [principalId, clientId] = [tenant.principalOf("ContosoMI1"), tenant.clientOf("ContosoMI1")];
    tenant
      .permission(principalId)
      .role(principalId)
      .runbook("Report", `${CONNECT} -ManagedIdentityAccountId ${clientId}`);
    const id = tenant.identityId("ContosoMI1").replace("resourceGroups", "resourcegroups");
    answering(/\/automationAccounts\/ContosoHost$/, () =>
      ok({
        id: tenant.hostId,
        name: "ContosoHost",
        Identity: {
          type: "UserAssigned",
          UserAssignedIdentities: { [id]: { PrincipalId: principalId, ClientId: clientId } },
        },
        properties: {},
      }),
    );
    const states = (await diagnose()).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["ok"]));
  });
});

describe("what stood in the way has its own remedy", () => {
  test.each<[string, Answer, string]>([
    ["a missing right", failure(403, "AuthorizationFailed", "No."), "give the signed-in account that right"],
    ["trouble of the service", failure(503, "Busy", "Later."), "the service has trouble"],
    ["a web page", { status: 200, text: "<html>Sign in to the proxy</html>" }, "look at the proxy"],
    ["broken JSON", { status: 200, text: '{"value": [' }, "run the command again"],
    ["a refusal", failure(400, "BadRequest", "Not like this."), "look at what the service says"],
  ])(
    "%s",
    async (_what, answer, remedy) => {
      tenant.healthy();
      answering(/\/modules$/, answer);
      const [module] = stateOf(await diagnose(), "Exchange Online module");
      expect(module).toMatchObject({ state: "unknown", remedy: expect.stringContaining(remedy) as string });
    },
    30_000,
  );

  test("Automation's own errors, which are flat, say what is wrong", async () => {
    tenant.healthy();
    answering(/\/modules$/, { status: 400, body: { code: "BadRequest", message: "The account is being moved." } });
    expect(stateOf(await diagnose(), "Exchange Online module")[0].seen).toContain(
      "BadRequest: The account is being moved.",
    );
  });
});

describe("the size and the form of an answer", () => {
  const large = Buffer.alloc(70 * 1024 * 1024, "a").toString();

  test.each<[string, Answer, string]>([
    ["70 MB", { status: 200, text: large }, "larger than 64 MB"],
    [
      "70 MB, packed",
      { status: 200, bytes: gzipSync(large), headers: { "content-encoding": "gzip" } },
      "larger than 64 MB",
    ],
    [
      "packed, and broken",
      { status: 200, bytes: Buffer.from("no gzip"), headers: { "content-encoding": "gzip" } },
      "cannot be unpacked",
    ],
  ])(
    "%s: one line, and not in memory as a whole",
    async (_what, answer, words) => {
      tenant.healthy();
      answering(/\/modules$/, answer);
      expect(stateOf(await diagnose(), "Exchange Online module")[0]).toMatchObject({
        isUnreadable: true,
        seen: expect.stringContaining(words) as string,
      });
    },
    60_000,
  );
});

describe("a version of Automation's API that a cloud does not offer", () => {
  const refused = (named: string) => (request: Request) =>
    request.query.get("api-version") === "2024-10-23"
      ? failure(
          400,
          "NoRegisteredProviderFound",
          `No registered resource provider found for API version '2024-10-23'.${named}`,
        )
      : undefined;

  test.each([
    [
      "the newest that the answer names",
      " The supported api-versions are '2015-10-31, 2020-01-13-preview, 2022-08-08, 2023-11-01'.",
      "2023-11-01",
    ],
    ["one that is known, where none is named", "", "2023-11-01"],
    [
      "no preview, and none that is newer",
      " The supported api-versions are '2022-08-08, 2025-01-01, 2024-01-01-preview'.",
      "2022-08-08",
    ],
  ])("%s is asked instead", async (_what, named, version) => {
    tenant.healthy().runbook("Report", CONNECT);
    answering(/Microsoft\.Automation/, refused(named));
    const findings = await diagnose();
    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(["ok"]));
    const asked = tenant.azure.transcript.filter(
      ({ path, status }) => /automationAccounts\/ContosoHost(?!.*ManagedIdentity)/.test(path) && status === 200,
    );
    expect(new Set(asked.map(({ query }) => /api-version=([\w-]+)/.exec(query)?.[1]))).toEqual(
      new Set([version, "2023-11-01"]),
    );
  });
});

test("a token that ends while a tenant is read is renewed, once", async () => {
  tenant.healthy();
  let refusals = 0;
  tenant.azure.fault = ({ path }) =>
    /\/modules$/.test(path) && refusals++ === 0
      ? failure(401, "ExpiredAuthenticationToken", "The access token expiry.")
      : undefined;
  expect(new Set((await diagnose()).map(({ state }) => state))).toEqual(new Set(["ok"]));
  tenant.azure.fault = ({ path }) =>
    /\/modules$/.test(path) ? failure(401, "ExpiredAuthenticationToken", "Ended.") : undefined;
  await expect(diagnose()).rejects.toThrow(/does not accept the sign-in/);
});

describe("jobs", () => {
  const job = (runbook: string, change: Json, streams: string[] = []) => tenant.job(runbook, "", streams, change);

  test.each([
    ["Stopped", "was stopped"],
    ["Suspended", "was suspended"],
  ])("one that was %s counts as failed", async (status, words) => {
    tenant.healthy().runbook("Report", CONNECT);
    job("Report", { status });
    expect(stateOf(await diagnose(), "job")[0]).toMatchObject({
      state: "wrong",
      seen: expect.stringContaining(words) as string,
    });
  });

  test("one that completed with a known text is shown, and one with another text is not", async () => {
    tenant.healthy().runbook("Report", CONNECT).runbook("Other", CONNECT);
    job("Report", { status: "Completed" }, ["At line:1\nUnAuthorized (UnAuthorized)"]);
    job("Other", { status: "Completed" }, ["One mailbox was not found."]);
    expect(stateOf(await diagnose(), "job").map(({ seen }) => seen)).toEqual([
      expect.stringContaining(
        "the last job of Report ended with errors (2026-05-31T10:00:05Z): UnAuthorized (UnAuthorized)",
      ),
    ]);
  });

  test("of a runbook that connects it is found behind many failed jobs of others", async () => {
    tenant.healthy().runbook("Report", CONNECT);
    job("Report", { status: "Failed", creationTime: "2026-05-01T10:00:00+02:00" }, ["UnAuthorized (UnAuthorized)"]);
    for (let index = 0; index < 30; index++) {
      job(`Noise-${index}`, { status: "Failed" }, ["Something else."]);
    }
    expect(stateOf(await diagnose(), "job")[0].seen).toContain("UnAuthorized");
  });

  test("a newer success heals it, whatever the offsets of the times are", async () => {
    tenant.healthy().runbook("Report", CONNECT);
    job("Report", { status: "Failed", creationTime: "2026-05-31T12:00:00+05:00" }, ["UnAuthorized"]);
    job("Report", { status: "Completed", creationTime: "2026-05-31T08:00:00+00:00" });
    expect(stateOf(await diagnose(), "job")[0].state).toBe("ok");
  });

  test("where Azure does not filter, the whole list is read", async () => {
    tenant.healthy().runbook("Report", CONNECT);
    job("Report", { status: "Failed" }, ["UnAuthorized (UnAuthorized)"]);
    job("Other", { status: "Completed" });
    const all = [...tenant.azure.manager.resources.values()].filter(({ id }) => /\/jobs\/[^/]+$/.test(String(id)));
    answering(/\/jobs$/, () => ok({ value: all }));
    expect(stateOf(await diagnose(), "job")[0]).toMatchObject({ state: "wrong" });
    answering(/\/jobs$/, ({ query }) =>
      query.has("$filter") ? failure(400, "BadRequest", "No filter.") : ok({ value: all }),
    );
    expect(stateOf(await diagnose(), "job")[0]).toMatchObject({ state: "wrong" });
  });
});

describe("a call is judged by the identity that it names", () => {
  const withTwo = () => {
    tenant
      .host("account", { own: false, identities: ["One", "Two"] })
      .module("3.9.2")
      .prerequisites();
    for (const name of ["One", "Two"]) {
      tenant.permission(tenant.principalOf(name)).role(tenant.principalOf(name));
    }
  };
  const call = (id: string) => `${CONNECT} -ManagedIdentityAccountId ${id}`;

  test("of several permitted ones, each is right, and an id of none is wrong", async () => {
    withTwo();
    tenant.runbook("A", call(tenant.clientOf("One"))).runbook("B", call(tenant.clientOf("Two")));
    tenant.runbook("C", call("99999999-2222-3333-4444-555555555555"));
    expect(stateOf(await diagnose(), "runbook").map(({ state, seen }) => `${state} ${seen.split(" ")[0]}`)).toEqual([
      "ok A",
      "ok B",
      "wrong C",
    ]);
  });

  test("the permission without a role is not enough", async () => {
    tenant.host().module("3.9.2").prerequisites().permission().runbook("Report", CONNECT);
    expect(stateOf(await diagnose(), "runbook")[0]).toMatchObject({ state: "wrong" });
  });

  test("what depends on a client id that may not be read is unknown, with the right", async () => {
    tenant.healthy().runbook("Report", call("99999999-2222-3333-4444-555555555555"));
    answering(/\/identities\/default$/, failure(403, "AuthorizationFailed", "No."));
    const [runbook] = stateOf(await diagnose(), "runbook");
    expect(runbook).toMatchObject({ state: "unknown", isUnreadable: true });
    expect(runbook.seen).toContain("needs the Azure role Reader on");
  });

  test.each([
    "if ($x) { Connect-ExchangeOnline -ManagedIdentity } else { " + CONNECT + " }",
    "if (-not (Get-ConnectionInformation)) { Connect-ExchangeOnline }",
    "$c = Get-AutomationPSCredential -Name x\nConnect-ExchangeOnline -Credential $c",
    "Connect-ExchangeOnline -CertificateThumbprint A -AppId 1 -Organization contoso.com",
  ])("%j is not known before it runs, and not wrong", async (script) => {
    tenant.healthy().runbook("Report", script);
    expect(stateOf(await diagnose(), "runbook").map(({ state }) => state)).toEqual(["unknown"]);
  });
});

describe("rights that are not what they seem", () => {
  test("a role through a group is looked at beside a role of its own", async () => {
    tenant.healthy();
    const group = "00000000-0000-0000-0000-00000000bbbb";
    tenant.azure.directory.groups.set(group, new Set([tenant.principalOf()]));
    tenant.role(group, EXCHANGE_ADMINISTRATOR);
    expect(
      stateOf(await diagnose(), "Microsoft Entra role").map(({ state, seen }) => [
        state,
        seen.includes("through the group"),
      ]),
    ).toEqual([
      ["ok", false],
      ["unknown", true],
    ]);
  });

  test("an attempt to assign a role that failed is no young role", async () => {
    tenant.healthy();
    const audits = tenant.azure.directory.audits as Json[];
    audits.push({ activityDateTime: NOW.toISOString(), targetId: tenant.principalOf(), result: "failure" });
    expect(stateOf(await diagnose(), "Microsoft Entra role").map(({ state }) => state)).toEqual(["ok"]);
    audits.push({ activityDateTime: NOW.toISOString(), targetId: tenant.principalOf(), result: "success" });
    expect(stateOf(await diagnose(), "Microsoft Entra role").map(({ state }) => state)).toContain("unknown");
  });

  test.each([
    ["terraform", "apply the configuration"],
    ["script", "runs the output grant_script"],
    ["elsewhere", "the stack, or the person, that grants"],
  ] as const)("with grants %s the remedy leads on", async (grants, words) => {
    tenant.host().module("3.9.2").prerequisites();
    const [permission] = stateOf(await diagnose({ configuration: { ...CONFIGURED, grants } }), "permission");
    expect(permission.remedy).toContain(words);
  });
});

describe("a run command of a machine", () => {
  test.each<[string, Json, string]>([
    [
      "ran and failed, though it was set up well",
      { provisioningState: "Succeeded", instanceView: { executionState: "Failed", exitCode: 127, error: "not found" } },
      "wrong",
    ],
    ["does not say how it ran", { provisioningState: "Succeeded" }, "unknown"],
    ["could not be set up", { provisioningState: "Failed" }, "wrong"],
    ["ran", { provisioningState: "Succeeded", instanceView: { executionState: "Succeeded", exitCode: 0 } }, "ok"],
  ])("that %s", async (_what, properties, state) => {
    tenant.host("linux").permission().role().command(properties);
    expect(stateOf(await diagnose(), "Exchange Online module").map((finding) => finding.state)).toEqual([state]);
  });
});

test("the text of a failed import stands without the names of .NET around it", async () => {
  const message =
    "Orchestrator.Shared.AsyncModuleImport.ModuleImportException: No content was read from the supplied ContentLink.\r\n   at Orchestrator.Activities.GetModuleContentActivity.Execute(CodeActivityContext context)";
  tenant
    .host()
    .module("", { provisioningState: "Failed", error: { code: null, message } })
    .permission()
    .role();
  expect(stateOf(await diagnose(), "Exchange Online module")[0].seen).toBe(
    "the import of ExchangeOnlineManagement in Windows PowerShell 5.1 failed: No content was read from the supplied ContentLink.",
  );
});

test("the ninety modules of an account's own are not read one by one", async () => {
  tenant.healthy();
  for (let index = 0; index < 85; index++) {
    tenant.module("", { provisioningState: "Created" }, "modules", `Own${index}`);
  }
  await diagnose();
  expect(tenant.azure.transcript.filter(({ path }) => /\/modules\/Own/.test(path))).toEqual([]);
});

describe("a text of a service", () => {
  test.each([
    ["Authorization: Bearer abcdefghij.klmnop", /abcdefghij/],
    ["token eyJhbGciOiJub25l.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl end", /eyJhbGci/],
    ["clone with ghp_1234567890abcdefABCD", /ghp_1/],
    ["https://a.blob.core.windows.net/x?sv=1&sig=abc%2Fdef", /abc%2Fdef/],
    ["the password 'hunter2' is wrong", /hunter2/],
    ["https://user:hunter2@example.com/", /hunter2/],
  ])("%j is shown without its secret", (text, secret) => {
    expect(shownText(text)).toContain("***");
    expect(shownText(text)).not.toMatch(secret);
  });

  test("an error that repeats the header shows no token, in any format", async () => {
    tenant.healthy();
    tenant.azure.fault = ({ path, authorization = "" }) =>
      /\/modules$/.test(path) ? failure(400, "Bad", `The header was ${authorization}`) : undefined;
    const [module] = stateOf(await diagnose(), "Exchange Online module");
    expect(module.seen).toContain("The header was Bearer ***");
  });

  test("signs that hide or turn text are shown as escapes", () => {
    expect(oneLine("a\u200eb\u200fc\u061cd\u200be\u202ef")).toBe("a\\u200eb\\u200fc\\u061cd\\u200be\\u202ef");
    expect(oneLine("a\nb\tc")).toBe("a b c");
  });

  test("a long one is looked at in time that does not grow with it", () => {
    const start = performance.now();
    for (const piece of ["password", "a-", "x", "secret ", "://a:", "bearer "]) {
      masked(piece.repeat(64_000));
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("what could not be read is not in order", () => {
  test.each<[string, RegExp, Answer, string]>([
    ["a web page in the place of a script", /\/content$/, { status: 200, text: "<html>Sign in</html>" }, "runbook"],
    ["an error in the place of a script", /\/content$/, { status: 200, text: '{"code": "Busy"}' }, "runbook"],
    ["nothing in the place of a script", /\/content$/, { status: 200, text: "" }, "runbook"],
    ["a principal that does not say whether it may sign in", /\/servicePrincipals\/[^/]+$/, ok([]), "identity"],
    ["a job without its status", /\/jobs$/, ok({ value: [{ name: "x" }] }), "job"],
    ["a runbook without its type", /\/runbooks$/, ok({ value: [{ name: "Report" }] }), "runbook"],
  ])("%s", async (_what, pattern, answer, step) => {
    tenant.healthy().runbook("Report", "Connect-ExchangeOnline -ManagedIdentity");
    answering(pattern, answer);
    expect(stateOf(await diagnose(), step)).toContainEqual(
      expect.objectContaining({ state: "unknown", isUnreadable: true }),
    );
  });

  test("the one error of a completed job", async () => {
    tenant
      .healthy()
      .runbook("Report", CONNECT)
      .job("Report", "", ["UnAuthorized (UnAuthorized)"], { status: "Completed" });
    answering(/\/streams\/[^/]+$/, failure(403, "AuthorizationFailed", "No."));
    expect(stateOf(await diagnose(), "job").map(({ state }) => state)).not.toContain("ok");
  });

  test("the fourth error of a completed job counts", async () => {
    const errors = ["one", "two", "three", "UnAuthorized (UnAuthorized)"];
    tenant.healthy().runbook("Report", CONNECT).job("Report", "", errors, { status: "Completed" });
    expect(stateOf(await diagnose(), "job")).toMatchObject([{ state: "wrong" }]);
  });

  test("a job on the second page of its runbook counts", async () => {
    tenant.healthy().runbook("Report", CONNECT).job("Report", "UnAuthorized (UnAuthorized)");
    tenant.azure.fault = ({ path, query, base }) =>
      /\/jobs$/.test(path) && query.has("$filter") && !query.has("page")
        ? ok({ value: [], nextLink: `${base}${path}?${query.toString()}&page=2` })
        : undefined;
    expect(stateOf(await diagnose(), "job")).toMatchObject([{ state: "wrong" }]);
  });

  test("a domain where the initial one is not known", async () => {
    tenant.healthy().runbook("Report", "Connect-ExchangeOnline -ManagedIdentity -Organization fabrikam.com");
    answering(/\/organization$/, ok({ value: [{ verifiedDomains: [{ name: "contoso.com", isInitial: false }] }] }));
    expect(stateOf(await diagnose(), "runbook")).toMatchObject([{ state: "unknown" }]);
  });

  test("a role of another identity that Exchange Online may not honour", async () => {
    tenant
      .host("account", { own: true, identities: ["Other"] })
      .module("3.9.2")
      .prerequisites()
      .permission()
      .role();
    const other = tenant.principalOf("Other");
    tenant.permission(other).role(other, EXCHANGE_ADMINISTRATOR, { directoryScopeId: "/administrativeUnits/1" });
    const { identities } = await tenant.read();
    const clientId = identities.find(({ name }) => name === "Other")?.clientId;
    tenant.runbook("Report", `${CONNECT} -ManagedIdentityAccountId ${clientId}`);
    expect(stateOf(await diagnose({ identity: "systemAssigned" }), "runbook")).toMatchObject([{ state: "unknown" }]);
  });

  test("the later run command counts, by its time and not by its text", async () => {
    const ended = (executionState: string, endTime: string) => ({
      provisioningState: "Succeeded",
      instanceView: { executionState, endTime, error: "Later." },
    });
    tenant.host("windows").permission().role();
    tenant.command(ended("Failed", "2026-05-01T23:00:00-08:00"), "ExchangeOnlineManagement-3.9.2-1");
    tenant.command(ended("Succeeded", "2026-05-02T01:00:00+00:00"), "ExchangeOnlineManagement-3.9.2-2");
    expect(stateOf(await diagnose(), "Exchange Online module")).toMatchObject([{ state: "wrong" }]);
  });

  test("a run command that ended with another code than 0", async () => {
    const instanceView = { executionState: "Succeeded", exitCode: 1 };
    tenant.host("windows").permission().role().command({ provisioningState: "Succeeded", instanceView });
    expect(stateOf(await diagnose(), "Exchange Online module")).toMatchObject([{ state: "wrong" }]);
  });

  test("an identity of which Azure names no principal is there", async () => {
    tenant.healthy();
    const host = tenant.azure.manager.get(tenant.hostId) as Json;
    host.identity = { type: "SystemAssigned" };
    expect(stateOf(await diagnose(), "identity").map(({ state }) => state)).not.toContain("missing");
  });

  test("a version of four numbers is the one of three", async () => {
    tenant.host().module("3.9.2.0").prerequisites().permission().role();
    expect(stateOf(await diagnose(), "Exchange Online module")).toMatchObject([{ state: "ok" }]);
  });

  test("an old module that no runbook connects with is no fault", async () => {
    tenant.healthy().module("2.0.5", {}, "powerShell72Modules").runbook("Report", CONNECT);
    expect(stateOf(await diagnose(), "Exchange Online module").map(({ state }) => state)).not.toContain("wrong");
    tenant.runbook("Second", CONNECT, { runbookType: "PowerShell72" });
    expect(stateOf(await diagnose(), "Exchange Online module").map(({ state }) => state)).toContain("wrong");
  });

  test("the name of a mailbox is no wrong account id", async () => {
    const error = "The operation couldn't be performed because object with Identity 'Room 400' couldn't be found.";
    tenant.healthy().runbook("Report", CONNECT).job("Report", "", [error], { status: "Completed" });
    expect(stateOf(await diagnose(), "job").map(({ state }) => state)).not.toContain("wrong");
  });
});
