import type { Expectation } from "../../../cli/tenant/diagnosis/expectation";
import type { StepFinding } from "../../../cli/tenant/findings/finding";
import { JOB_TEXTS } from "../../../cli/tenant/findings/known-texts";
import { NotConfirmed, prove, type ProofOptions } from "../../../cli/tenant/proof/prove";
import { failure } from "../../../tools/loopback/answer";
import type { JobRun } from "../../../tools/loopback/runs";
import { CONFIGURED, CONNECT, EXPECTATION, SeededTenant } from "../../helpers/tenant";

let tenant: SeededTenant;
let shown: string[];
beforeEach(async () => {
  tenant = await SeededTenant.start();
  shown = [];
});
afterEach(() => tenant.stopAfterWrites());

const VERIFICATION = "Test-ExchangeConnection";
const PACE = { look: 1, tryAgain: 1 };

async function proved(
  options: Partial<ProofOptions> = {},
  expected: Partial<Expectation> = {},
): Promise<readonly StepFinding[]> {
  const state = await tenant.read({ now: new Date() });
  const [reader, writer] = [await tenant.client(), await tenant.writer()];
  try {
    const { findings } = await prove(
      "contoso",
      state,
      { ...EXPECTATION, configuration: CONFIGURED, ...expected },
      {
        reader,
        writer,
        verifications: [VERIFICATION],
        parameters: {},
        minutes: 0.2,
        pace: PACE,
        identitiesNow: async () => (await tenant.read({ now: new Date() })).identities,
        interrupted: new AbortController().signal,
        show: (line) => shown.push(line),
        confirm: () => Promise.resolve(true),
        ...options,
      },
    );
    return findings;
  } finally {
    reader.close();
    writer.close();
  }
}

const healthy = () => tenant.healthy().runbook(VERIFICATION, CONNECT);
const job = (run: Partial<JobRun>) => tenant.azure.manager.runs.jobs.push({ states: ["Completed"], ...run });
const failing = (text: string): Partial<JobRun> => ({ states: ["Queued", "Running", "Failed"], exception: text });

/* Somebody presses Ctrl+C as soon as a job was started. */
function onceAJobRuns(): AbortSignal {
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (tenant.writes.some((write) => write.includes("/jobs/"))) {
      clearInterval(timer);
      controller.abort();
    }
  }, 5);
  return controller.signal;
}

describe("a runbook of the stack", () => {
  test("is started and followed, its output is shown as it comes, and nothing else is written", async () => {
    healthy();
    expect(await proved()).toMatchObject([
      { state: "ok", seen: "the runbook Test-ExchangeConnection connected to Exchange Online" },
    ]);
    expect(shown).toEqual([
      "This starts the runbook Test-ExchangeConnection on the host.",
      "Name",
      "contoso.onmicrosoft.com",
    ]);
    expect(tenant.writes).toEqual([expect.stringMatching(/^PUT ContosoHost\/jobs\/[0-9a-f-]{36}$/)]);
  });

  test.each<[string, string]>([
    ["Failed", "failed"],
    ["Stopped", "was stopped"],
    ["Suspended", "was suspended"],
    ["Blocked", "was blocked"],
    ["Removed", "was removed"],
  ])("whose job ends %s did not connect", async (state, words) => {
    healthy();
    job({ states: ["Queued", "Starting", "Running", state] });
    expect(await proved()).toMatchObject([{ state: "wrong", seen: expect.stringContaining(words) as string }]);
  });

  test.each(JOB_TEXTS.filter(({ mayBeYoung }) => mayBeYoung !== true).map(({ text, cause }) => [text, cause]))(
    "that prints %j is explained as doctor explains it",
    async (text, cause) => {
      healthy();
      const example = text
        .replace(/;.*/, "")
        .replace(/…/g, "x")
        .replace("x 400 (Bad Request), No", "400 (Bad Request), No");
      job(failing(example));
      const [finding] = await proved();
      expect([example, finding]).toMatchObject([
        example,
        { state: "wrong", reason: expect.stringContaining(cause) as string },
      ]);
    },
  );

  test("an unknown text is shown as it is", async () => {
    healthy();
    job(failing("The moon is full."));
    expect(await proved()).toMatchObject([
      { state: "wrong", seen: expect.stringContaining("failed: The moon is full.") as string },
    ]);
  });

  test("a known text among the errors of a job that completed is no connection", async () => {
    healthy();
    job({ prints: { Completed: [{ type: "Error", text: "UnAuthorized (UnAuthorized)" }] } });
    expect((await proved())[0].state).toBe("wrong");
    expect(shown).toContain("Error: UnAuthorized (UnAuthorized)");
  });

  test("a permission that is young is waited for, and since when it is there is said", async () => {
    tenant.host().module("3.9.2").prerequisites().role().runbook(VERIFICATION, CONNECT);
    tenant.permission(tenant.principalOf(), { createdDateTime: new Date(Date.now() - 60_000).toISOString() });
    job(failing("UnAuthorized (UnAuthorized)"));
    job(failing("UnAuthorized (UnAuthorized)"));
    expect(await proved()).toMatchObject([{ state: "ok" }]);
    expect(shown.filter((line) => /Exchange\.ManageAsApp is there since \d\d:\d\d UTC/.test(line))).toHaveLength(2);
    expect(tenant.writes).toHaveLength(3);
  });

  test("one that is old is not: the cause is said at once", async () => {
    healthy();
    job(failing("UnAuthorized (UnAuthorized)"));
    expect(await proved()).toMatchObject([
      { state: "wrong", remedy: expect.stringContaining("grant Exchange.ManageAsApp") as string },
    ]);
    expect(tenant.writes).toHaveLength(1);
  });

  test("a job that does not end is named when the time is over", async () => {
    healthy();
    job({ states: ["Queued", "Running"] });
    expect(await proved({ minutes: 0.005 })).toMatchObject([
      { state: "wrong", seen: expect.stringContaining("its job is Running, and goes on") as string },
    ]);
  });

  test("429 and 503 between two looks are no end", async () => {
    healthy();
    let answers = 0;
    tenant.azure.fault = ({ path, method }) => {
      const isLook = method === "GET" && /\/jobs\/[^/]+$/.test(path);
      return isLook && answers++ < 2
        ? failure(answers === 1 ? 429 : 503, "Busy", "Later.", { "retry-after": "0" })
        : undefined;
    };
    expect(await proved()).toMatchObject([{ state: "ok" }]);
  }, 20_000);

  test.each<[string, () => unknown, Partial<ProofOptions>, string]>([
    ["is missing", () => tenant.healthy(), {}, "there is no runbook Test-ExchangeConnection"],
    [
      "is not published",
      () => tenant.healthy().runbook(VERIFICATION, CONNECT, { runbookType: "PowerShell", state: "New" }),
      {},
      "was never published",
    ],
    [
      "is running already",
      () => healthy().job(VERIFICATION, "", [], { status: "Running" }),
      {},
      "is running already: job job-",
    ],
    [
      "is none of the configuration's",
      () => tenant.healthy(),
      { verifications: [] },
      "has no runbook of the configuration that verifies",
    ],
    [
      "may not be started",
      () => (
        healthy(),
        (tenant.azure.fault = ({ method, path }) =>
          method === "PUT" && /\/jobs\//.test(path) ? failure(403, "AuthorizationFailed", "No.") : undefined)
      ),
      {},
      "Automation Job Operator",
    ],
  ])("that %s: nothing was tried", async (_what, seed, options, words) => {
    seed();
    expect(await proved(options)).toMatchObject([{ state: "unknown", seen: expect.stringContaining(words) as string }]);
    expect(tenant.writes.filter((write) => !/jobs/.test(write))).toEqual([]);
  });

  test("of a person's own is started only if it was named, with its parameters", async () => {
    healthy().runbook("Weekly-Report", "param($Days)\nGet-Mailbox");
    await proved({ runbook: "weekly-report", parameters: { Days: "30" } });
    const [start] = tenant.azure.transcript.filter(({ method, path }) => method === "PUT" && /\/jobs\//.test(path));
    expect(start.body).toEqual({ properties: { runbook: { name: "Weekly-Report" }, parameters: { Days: "30" } } });
  });

  test("that nobody agreed to is not started", async () => {
    healthy();
    await expect(proved({ confirm: () => Promise.resolve(false) })).rejects.toThrow(NotConfirmed);
    expect(tenant.writes).toEqual([]);
  });

  test("a job that goes on after an interruption is named", async () => {
    healthy();
    job({ states: ["Queued", "Running"] });
    expect(await proved({ interrupted: onceAJobRuns() })).toMatchObject([
      {
        state: "unknown",
        seen: expect.stringContaining("goes on") as string,
        remedy: expect.stringMatching(/look at the job [0-9a-f-]{36}/) as string,
      },
    ]);
  });
});

describe("with --with-runbook", () => {
  const before = () => [...tenant.azure.manager.resources.keys()].filter((id) => !/\/jobs\//.test(id)).sort();

  test("the verification is published, started and removed again", async () => {
    tenant.healthy();
    const resources = before();
    expect(await proved({ withRunbook: true, verifications: [] })).toMatchObject([{ state: "ok" }]);
    expect(before()).toEqual(resources);
    expect(tenant.writes.map((write) => write.replace(/[0-9a-f]{8}(?:-[0-9a-f-]+)?/, "X"))).toEqual([
      "PUT ContosoHost/runbooks/Test-ExchangeConnection-X",
      "PUT ContosoHost/runbooks/Test-ExchangeConnection-X/draft/content",
      "POST ContosoHost/runbooks/Test-ExchangeConnection-X/publish",
      "PUT ContosoHost/jobs/X",
      "DELETE ContosoHost/runbooks/Test-ExchangeConnection-X",
    ]);
  });

  test("it is removed after an interruption too, and its job is stopped", async () => {
    tenant.healthy();
    const resources = before();
    job({ states: ["Queued", "Running"] });
    expect(await proved({ withRunbook: true, interrupted: onceAJobRuns() })).toMatchObject([{ state: "unknown" }]);
    expect(before()).toEqual(resources);
    expect(tenant.writes.filter((write) => write.endsWith("/stop"))).toHaveLength(1);
  });

  test("what cannot be removed is named with the command that does it", async () => {
    tenant.healthy();
    tenant.azure.fault = ({ method }) => (method === "DELETE" ? failure(403, "AuthorizationFailed", "No.") : undefined);
    const [, left] = await proved({ withRunbook: true });
    expect(left).toMatchObject({
      state: "unknown",
      remedy: expect.stringMatching(/^az automation runbook delete --ids \/subscriptions/) as string,
    });
  });
});

describe("a machine", () => {
  const before = () => [...tenant.azure.manager.resources.keys()].sort();

  test.each(["windows", "linux"] as const)(
    "with %s runs the verification by a command of its own, which is removed again",
    async (system) => {
      tenant.host(system).permission().role();
      const resources = before();
      expect(await proved()).toMatchObject([{ state: "ok" }]);
      expect(shown).toContain("contoso.onmicrosoft.com");
      expect(before()).toEqual(resources);
      const [start] = tenant.azure.transcript.filter(({ method }) => method === "PUT");
      expect(JSON.stringify(start.body)).toContain(system === "linux" ? "pwsh -NoLogo" : "Get-AcceptedDomain");
      expect(JSON.stringify(start.body)).toContain(CONNECT);
    },
  );

  test("a young permission is tried again", async () => {
    tenant.host("linux").role();
    tenant.permission(tenant.principalOf(), { createdDateTime: new Date().toISOString() });
    tenant.azure.manager.runs.commands.push({ executionState: "Failed", error: "UnAuthorized (UnAuthorized)" });
    expect(await proved()).toMatchObject([{ state: "ok" }]);
  });

  test.each<[string, object, string, string]>([
    [
      "stopped",
      { statuses: [{ code: "PowerState/deallocated" }] },
      "is not running (deallocated)",
      "az vm start --ids /subscriptions/",
    ],
    [
      "without an agent",
      { statuses: [{ code: "PowerState/running" }], vmAgent: { statuses: [{ displayStatus: "Not Ready" }] } },
      "is not ready (Not Ready)",
      "install the Azure VM agent",
    ],
  ])("that is %s is not touched", async (_what, view, seen, remedy) => {
    tenant.host("windows").permission().role();
    tenant.azure.fault = ({ path }) => (/\/instanceView$/i.test(path) ? { status: 200, body: view } : undefined);
    expect(await proved()).toMatchObject([
      {
        state: "unknown",
        seen: expect.stringContaining(seen) as string,
        remedy: expect.stringContaining(remedy) as string,
      },
    ]);
    expect(tenant.writes).toEqual([]);
  });

  test("a command that fails says why", async () => {
    tenant.host("windows").permission().role();
    tenant.azure.manager.runs.commands.push({
      executionState: "Failed",
      error: "The term 'Connect-ExchangeOnline' is not recognized",
    });
    expect(await proved()).toMatchObject([
      { state: "wrong", reason: expect.stringContaining("is not in the runtime") as string },
    ]);
  });
});

describe("what is no proof", () => {
  const prints = (...printed: { type: string; text: string }[]) => job({ prints: { Completed: printed } });

  test.each<[string, () => unknown, Partial<ProofOptions>, string]>([
    ["that prints no domain", () => prints(), {}, "printed no accepted domain"],
    [
      "whose streams may not be read",
      () =>
        (tenant.azure.fault = ({ path }) => (/\/streams$/.test(path) ? failure(403, "Forbidden", "No.") : undefined)),
      {},
      "what it printed could not be read",
    ],
    [
      "one of whose streams may not be read",
      () =>
        (tenant.azure.fault = ({ path }) =>
          /\/streams\/[^/]+$/.test(path) ? failure(403, "Forbidden", "No.") : undefined),
      {},
      "what it printed could not be read",
    ],
    [
      "of a person's own that prints an unknown error",
      () => prints({ type: "Error", text: "Connect-ExchangeOnline: The moon is full." }),
      { runbook: "Own" },
      "printed an error: Connect-ExchangeOnline: The moon is full.",
    ],
    [
      "whose script was replaced by a person's",
      () => tenant.runbook(VERIFICATION, `${CONNECT}\nGet-Mailbox | Remove-Mailbox`),
      {},
      "has a script of its own",
    ],
  ])("a run %s", async (_what, seed, options, words) => {
    healthy().runbook("Own", "Get-Mailbox");
    seed();
    expect(await proved(options)).toMatchObject([{ state: "unknown", seen: expect.stringContaining(words) as string }]);
  });

  test("a completed job with an exception", async () => {
    healthy();
    job({ states: ["Completed"], exception: "The moon is full." });
    expect(await proved()).toMatchObject([{ state: "wrong" }]);
  });

  test("a person's own script that completed is not said to have connected", async () => {
    healthy().runbook("Own", "Get-Mailbox");
    expect(await proved({ runbook: "Own" })).toMatchObject([
      { state: "ok", seen: "the runbook Own completed without an error" },
    ]);
  });

  test.each<[string, object, string]>([
    ["a code that is not 0", { executionState: "Succeeded", exitCode: 1, error: "The moon is full." }, "wrong"],
    ["no domain", { executionState: "Succeeded", output: "" }, "unknown"],
    [
      "a known text",
      { executionState: "Succeeded", output: "a.onmicrosoft.com", error: "UnAuthorized (UnAuthorized)" },
      "wrong",
    ],
  ])("a run command with %s", async (_what, run, state) => {
    tenant.host("linux").permission().role();
    tenant.azure.manager.runs.commands.push(run as { executionState: string });
    expect(await proved()).toMatchObject([{ state }]);
  });

  test.each(["account", "linux"] as const)("another identity than the configuration's, on %s", async (host) => {
    tenant.host(host, { own: true }).permission().role();
    const missing =
      "/subscriptions/1/resourceGroups/RG/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Other";
    expect(await proved({ withRunbook: true }, { identity: missing })).toMatchObject([
      { state: "unknown", seen: expect.stringContaining("another identity than Other") as string },
    ]);
    expect(tenant.writes).toEqual([]);
  });
});

describe("what goes wrong on the way", () => {
  const stop = (): AbortSignal => {
    const controller = new AbortController();
    controller.abort();
    return controller.signal;
  };

  test.each<[string, Partial<ProofOptions>, (() => unknown) | undefined]>([
    ["a runbook", {}, undefined],
    ["a runbook of the test", { withRunbook: true }, undefined],
    ["a machine", {}, () => tenant.host("windows").permission().role()],
  ])("an interruption before the start starts nothing on %s", async (_what, options, seed) => {
    if (seed) {
      seed();
    } else {
      healthy();
    }
    expect(await proved({ ...options, interrupted: stop() })).toMatchObject([{ state: "unknown" }]);
    expect(tenant.writes.filter((write) => /\/jobs\/|PUT .*runCommands/.test(write))).toEqual([]);
  });

  test("a start whose answer is lost is followed, if Azure knows the job", async () => {
    healthy();
    tenant.azure.fault = (request) => {
      const isStart = request.method === "PUT" && /\/jobs\//.test(request.path);
      return isStart && tenant.azure.manager.runs.answer(request) ? failure(500, "InternalError", "Lost.") : undefined;
    };
    expect(await proved()).toMatchObject([{ state: "ok" }]);
  }, 20_000);

  test("a list of jobs that may not be read is no proof that none runs", async () => {
    healthy();
    tenant.azure.fault = ({ path, method }) =>
      method === "GET" && /\/jobs$/.test(path) ? failure(403, "AuthorizationFailed", "No.") : undefined;
    expect(await proved()).toMatchObject([
      { state: "unknown", seen: expect.stringContaining("could not be started") as string },
    ]);
    expect(tenant.writes).toEqual([]);
  });

  test("when the time is over the job is named, and one of the test is stopped", async () => {
    healthy();
    job({ states: ["Running"] });
    const [finding] = await proved({ minutes: 0.005, withRunbook: true });
    expect(finding.remedy).toMatch(/look at the job [0-9a-f-]{36} in the portal/);
    expect(tenant.writes.filter((write) => write.endsWith("/stop"))).toHaveLength(1);
  });

  test("what was made is removed even if the test itself breaks", async () => {
    tenant.healthy();
    const show = (line: string) => {
      if (line === "Name") {
        throw new Error("The pipe is closed.");
      }
    };
    await expect(proved({ withRunbook: true, show })).rejects.toThrow("The pipe is closed.");
    expect(tenant.writes.at(-1)).toMatch(/^DELETE ContosoHost\/runbooks\//);
  });

  test("a right that is missing leaves nothing to remove", async () => {
    tenant.healthy();
    tenant.azure.fault = ({ method }) => (method === "GET" ? undefined : failure(403, "AuthorizationFailed", "No."));
    expect(await proved({ withRunbook: true })).toMatchObject([
      { state: "unknown", seen: expect.stringContaining("Automation Contributor") as string },
    ]);
    tenant.azure.fault = ({ method }) =>
      method === "GET" ? undefined : failure(403, "RequestDisallowedByPolicy", "By us.");
    expect(await proved({ withRunbook: true })).toMatchObject([{ seen: expect.stringContaining("By us.") as string }]);
  });

  test("a cloud that does not offer the version of Automation's API is asked for an older one", async () => {
    healthy();
    tenant.azure.fault = ({ method, query }) =>
      method === "PUT" && query.get("api-version") === "2024-10-23"
        ? failure(400, "NoRegisteredProviderFound", "The supported api-versions are '2022-08-08, 2023-11-01'.")
        : undefined;
    expect(await proved()).toMatchObject([{ state: "ok" }]);
  });

  test("a run command that may not be read is no failure of the connection", async () => {
    tenant.host("windows").permission().role();
    tenant.azure.fault = ({ method, path }) =>
      method === "GET" && /\/runCommands\/Test-/i.test(path) ? failure(403, "AuthorizationFailed", "No.") : undefined;
    expect((await proved())[0]).toMatchObject({
      state: "unknown",
      seen: expect.stringContaining("could not be followed") as string,
    });
  });

  test("a message that PowerShell broke into lines is known all the same", async () => {
    tenant.host("windows").permission().role();
    const error =
      "The role assigned to application 6f9619ff isn't \r\nsupported in this scenario. Please check online documentation";
    tenant.azure.manager.runs.commands.push({ executionState: "Failed", error });
    expect((await proved())[0].reason).toContain("The cause that is known for this text");
  });

  test("rights that cannot be read are not called old", async () => {
    healthy();
    job(failing("UnAuthorized (UnAuthorized)"));
    tenant.azure.fault = ({ path }) =>
      /appRoleAssignments|appRoleAssignedTo/.test(path)
        ? failure(403, "Authorization_RequestDenied", "No.")
        : undefined;
    expect(await proved()).toMatchObject([{ state: "ok" }]);
    expect(shown.join("\n")).toContain("Since when the rights are there could not be read");
  });

  test("a permission that is granted while the test waits counts", async () => {
    tenant.host().module("3.9.2").prerequisites().role().runbook(VERIFICATION, CONNECT);
    job(failing("UnAuthorized (UnAuthorized)"));
    const identitiesNow = async () => {
      tenant.permission(tenant.principalOf(), { createdDateTime: new Date().toISOString() });
      return (await tenant.read({ now: new Date() })).identities;
    };
    expect(await proved({ identitiesNow })).toMatchObject([{ state: "ok" }]);
  });

  test("while the stack's own verification waits, since when the permission is there is said once", async () => {
    tenant.host().module("3.9.2").prerequisites().role().runbook(VERIFICATION, CONNECT);
    tenant.permission(tenant.principalOf(), { createdDateTime: new Date(Date.now() - 60_000).toISOString() });
    const text = "Exchange Online answered UnAuthorized: a new permission takes up to half an hour. Attempt 1 of 31.";
    job({
      prints: { Completed: [text, text, "contoso.onmicrosoft.com"].map((line) => ({ type: "Output", text: line })) },
    });
    expect(await proved()).toMatchObject([{ state: "ok" }]);
    expect(shown.filter((line) => /is there since/.test(line))).toHaveLength(1);
  });

  test("secrets of the output are not shown, and no line of it is a command of a pipeline", async () => {
    healthy();
    const lines = [
      "password=hunter2",
      "##vso[task.setvariable variable=PATH]x",
      "::error::x",
      "contoso.onmicrosoft.com",
    ];
    job({ prints: { Completed: lines.map((text) => ({ type: "Output", text })) } });
    await proved();
    expect(shown.join("\n")).not.toMatch(/hunter2|##vso\[|^::/m);
  });
});
