import fc from "fast-check";
import { failure } from "../../../tools/loopback/answer";
import { CONNECT, GLOBAL_READER, SeededTenant } from "../../helpers/tenant";

/* How many tenants are tried; CI and a release try more. */
const RUNS = Number(process.env.EXCHANGE_RANDOM_TENANTS ?? 100);

/* What is true of a tenant, by step: whether anything is broken there, and whether something may not be read. */
interface Truth {
  readonly broken: Set<string>;
  readonly unread: Set<string>;
}

const setUps = fc.record({
  identity: fc.constantFrom("own", "user"),
  permission: fc.constantFrom("there", "there", "there", "missing"),
  role: fc.constantFrom("reader", "reader", "reader", "none", "unsupported"),
  enabled: fc.constantFrom(true, true, true, true, false),
  module: fc.constantFrom("3.9.2", "3.9.2", "3.9.2", "missing", "2.0.5", "failed"),
  prerequisites: fc.constantFrom(true, true, true, false),
  script: fc.constantFrom(
    "right",
    "right",
    "right",
    "custom domain",
    "wrong id",
    "no identity",
    "no organization",
    "none",
  ),
  job: fc.constantFrom("none", "completed", "completed", "failed", "suspended", "completed with errors"),
  unread: fc.constantFrom(
    "",
    "",
    "",
    "",
    "permissions",
    "roles",
    "modules",
    "runbooks",
    "jobs",
    "client id",
    "domains",
  ),
  noise: fc.nat(4),
});
type SetUp = typeof setUps extends fc.Arbitrary<infer T> ? T : never;

const UNREAD: { readonly [what: string]: readonly [pattern: RegExp, steps: readonly string[]] } = {
  permissions: [/\/appRoleAssignments$/, ["permission", "identity"]],
  roles: [/\/(?:transitiveR|r)oleAssignments$/, ["Microsoft Entra role"]],
  modules: [/\/modules$/, ["Exchange Online module"]],
  runbooks: [/\/runbooks$/, ["runbook", "job"]],
  jobs: [/\/jobs$/, ["job"]],
  "client id": [/\/identities\/default$/, ["runbook"]],
  domains: [/\/organization$/, ["organization"]],
};

/* Makes the tenant, and says what is true of it. */
function seed(tenant: SeededTenant, one: SetUp): Truth {
  const broken = new Set<string>();
  tenant.host("account", one.identity === "own" ? {} : { own: false, identities: ["MI1"] });
  const name = one.identity === "own" ? undefined : "MI1";
  const principal = tenant.principalOf(name);
  if (one.permission === "there") {
    tenant.permission(principal);
  } else {
    broken.add("permission");
  }
  if (one.role === "reader") {
    tenant.role(principal, GLOBAL_READER);
  } else {
    broken.add("Microsoft Entra role");
    if (one.role === "unsupported") {
      tenant.role(principal, "00000000-0000-0000-0000-0000000000aa", { displayName: "Printer Administrator" });
    }
  }
  if (!one.enabled) {
    broken.add("identity");
    const { principals } = tenant.azure.directory;
    const found = principals.get(principal);
    if (found) {
      principals.set(principal, { ...found, accountEnabled: false });
    }
  }
  if (one.module === "failed") {
    tenant.module("3.9.2", { provisioningState: "Failed", error: { message: "No content was read." } });
  } else if (one.module !== "missing") {
    tenant.module(one.module);
  }
  if (one.module !== "3.9.2") {
    broken.add("Exchange Online module");
  }
  if (one.prerequisites) {
    tenant.prerequisites();
  } else if (one.module !== "missing") {
    broken.add("Exchange Online module");
  }
  for (let index = 0; index < one.noise; index++) {
    tenant.runbook(`Noise${index}`, "Get-Date").job(`Noise${index}`, "The disk is full.");
  }
  seedScript(tenant, one, broken);
  const [pattern, steps] = UNREAD[one.unread] ?? [/^$/, []];
  tenant.azure.fault = ({ path }) => (pattern.test(path) ? failure(403, "AuthorizationFailed", "No.") : undefined);
  return { broken, unread: new Set(steps) };
}

function seedScript(tenant: SeededTenant, one: SetUp, broken: Set<string>): void {
  if (one.script === "none") {
    return;
  }
  const id = one.identity === "own" ? "" : ` -ManagedIdentityAccountId ${tenant.clientOf("MI1")}`;
  const scripts: { readonly [script: string]: string } = {
    right: `param($x)\ntry { ${CONNECT}${id} } finally { }\nGet-Mailbox`,
    "custom domain": `Connect-ExchangeOnline -ManagedIdentity -Organization contoso.com${id}`,
    "wrong id": `${CONNECT} -ManagedIdentityAccountId 99999999-2222-3333-4444-555555555555`,
    "no identity": "Connect-ExchangeOnline -UserPrincipalName a@contoso.com",
    "no organization": `Connect-ExchangeOnline -ManagedIdentity${id}`,
  };
  tenant.runbook("Report", scripts[one.script]);
  const hasRights = one.permission === "there" && one.role === "reader" && one.enabled;
  if (one.script !== "right" || !hasRights || ["missing", "failed"].includes(one.module)) {
    broken.add("runbook");
  }
  if (one.job === "none") {
    return;
  }
  const status = one.job === "failed" ? "Failed" : one.job === "suspended" ? "Suspended" : "Completed";
  const errors = one.job === "failed" || one.job === "completed with errors" ? ["UnAuthorized (UnAuthorized)"] : [];
  tenant.job("Report", "", errors, { status });
  if (one.job !== "completed") {
    broken.add("job");
  }
}

test("of random tenants no broken step is ok, and no healthy one is wrong", async () => {
  let broken = 0;
  await fc.assert(
    fc.asyncProperty(setUps, async (one) => {
      const tenant = await SeededTenant.start();
      try {
        const truth = seed(tenant, one);
        const findings = await tenant.diagnose();
        broken += truth.broken.size > 0 ? 1 : 0;
        for (const step of new Set(findings.map((finding) => finding.step))) {
          const states = findings.filter((finding) => finding.step === step).map(({ state }) => state);
          const isFault = states.includes("missing") || states.includes("wrong");
          const context = [one, step, states];
          if (truth.broken.has(step)) {
            // A fault, or that it could not be told: never that all is well.
            expect([...context, states.every((state) => state === "ok")]).toEqual([...context, false]);
          } else {
            expect([...context, isFault]).toEqual([...context, false]);
          }
          if (truth.unread.has(step) && one.unread !== "client id" && step !== "identity" && step !== "job") {
            expect([...context, states.includes("unknown")]).toEqual([...context, true]);
          }
        }
      } finally {
        await tenant.stop();
      }
    }),
    { numRuns: RUNS },
  );
  expect(broken).toBeGreaterThan(RUNS / 4);
}, 600_000);
