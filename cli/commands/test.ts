import type { Report } from "../tenant/diagnosis/report";
import { StepFindings } from "../tenant/findings/finding";
import { TEST_FINDINGS } from "../tenant/findings/test-findings";
import { NotConfirmed, prove } from "../tenant/proof/prove";
import { chosenSubscription } from "../tenant/reading/subscription";
import { ReadClient } from "../tenant/reading/read-client";
import { azurePackages, CannotRead, signIn } from "../tenant/reading/sign-in";
import { readTenant } from "../tenant/reading/tenant";
import { WriteClient } from "../tenant/reading/write-client";
import { reportText } from "./doctor";
import { expectedSetUp, type SetUp } from "./expected-set-up";
import { Interruption } from "./interruption";
import { expectedIdentityId, type TenantOptions } from "./tenant-options";
import { INVALID, NOT_DONE } from "./exit-codes";
import { fail, withBuilt } from "./with-built";
import { orCannotRead } from "./with-tenant";

export interface TestOptions extends Pick<TenantOptions, "subscription" | "tenant"> {
  readonly config: string;
  readonly stack?: string;
  readonly runbook?: string;
  readonly parameter?: { readonly [name: string]: string };
  readonly withRunbook?: boolean;
  /** In minutes. */
  readonly timeout: number;
  /** Only the stacks whose configuration asks for it. */
  readonly verified?: boolean;
  readonly yes?: boolean;
  readonly format: "text" | "json" | "html";
}

/* How often a run is looked at, and how long a test waits before it tries again, in milliseconds. */
const PACE = { look: 1000, tryAgain: 60_000 };

/** A set-up, and the runbooks of its configuration that verify the connection. */
interface TestedSetUp extends SetUp {
  readonly verifications: readonly string[];
}

/** Starts the verification of stacks, and says what happened. Returns the exit code. */
export function test(options: TestOptions): Promise<number> {
  return orCannotRead(async () => {
    const setUps: TestedSetUp[] = [];
    const code = withBuilt(options.config, ({ loaded }) => {
      const chosen = loaded.identities.filter(({ name }) => options.stack === undefined || name === options.stack);
      const asked = chosen.filter(({ configuration }) => options.verified !== true || configuration.verify === true);
      setUps.push(
        ...asked.map((identity) => {
          const { runbook, runbooks = [] } = identity.configuration;
          const all = [...(runbook ? [runbook] : []), ...runbooks];
          return {
            ...expectedSetUp(identity, loaded.file.provider, options, []),
            verifications: all.filter(({ script }) => script === undefined).map(({ name }) => name),
          };
        }),
      );
      const names = loaded.identities.map(({ name }) => name).join(", ");
      return chosen.length > 0 ? 0 : fail(`There is no stack ${options.stack}. There are: ${names}`);
    });
    if (code !== 0) {
      return code === INVALID ? NOT_DONE : code;
    }
    if (setUps.length === 0) {
      console.log(
        options.format === "text" ? 'No stack asks for a test: "verify" is not true.' : reportText([], options.format),
      );
      return 0;
    }
    if (options.runbook !== undefined && setUps.length > 1) {
      return fail("--runbook is for one stack. To do: name the stack");
    }
    return testAll(setUps, options);
  });
}

async function testAll(setUps: readonly TestedSetUp[], options: TestOptions): Promise<number> {
  const interruption = new Interruption();
  const reports: Report[] = [];
  try {
    for (const setUp of setUps) {
      if (!interruption.signal.aborted) {
        reports.push(await reportOf(setUp, setUps.length === 1, options, interruption.signal));
      }
    }
  } catch (error) {
    if (error instanceof NotConfirmed) {
      // What was tested before is said all the same.
      process.stdout.write(reports.length > 0 ? reportText(reports, options.format) : "");
      return fail(error.message);
    }
    throw error;
  } finally {
    interruption.end();
  }
  process.stdout.write(reportText(reports, options.format));
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ state }) => state === "wrong" || state === "missing")) {
    return INVALID;
  }
  return findings.some(({ state }) => state === "unknown") || reports.length < setUps.length ? NOT_DONE : 0;
}

/* A stack that cannot be read hides none of the others. */
async function reportOf(
  setUp: TestedSetUp,
  isAlone: boolean,
  options: TestOptions,
  interrupted: AbortSignal,
): Promise<Report> {
  try {
    return await testOne(setUp, options, interrupted);
  } catch (error) {
    if (isAlone || !(error instanceof CannotRead)) {
      throw error;
    }
    const { host } = setUp.expectation;
    const findings = new StepFindings(true);
    const words = { what: "the test", reason: error.message, remedy: "correct that, and run the test again" };
    return { stack: setUp.stack ?? "", host, findings: [findings.of(TEST_FINDINGS.testRefused, words)] };
  }
}

async function testOne(setUp: TestedSetUp, options: TestOptions, interrupted: AbortSignal): Promise<Report> {
  const { stack = "", target, expectation, options: where, identityId, verifications } = setUp;
  const packages = await azurePackages();
  const signedIn = await signIn(packages, where.cloud ?? "public", where.tenant);
  const minutes = options.timeout;
  const reader = new ReadClient(packages, signedIn, { allWithin: (minutes + 10) * 60_000 });
  const writer = new WriteClient(packages, signedIn);
  // As text the output belongs to the result; any other form is one document.
  const show = (line: string) => (options.format === "text" ? console.log(line) : console.error(line));
  try {
    const found = { ...target, subscriptionId: await chosenSubscription(reader, where.subscription) };
    const identity = identityId?.(found.subscriptionId) ?? expectation.identity;
    const expectedId = expectedIdentityId(identity, found);
    const read = () => readTenant(reader, found, { expectedIdentityId: expectedId, now: new Date() });
    const state = await read();
    return await prove(
      stack,
      state,
      { ...expectation, identity },
      {
        reader,
        writer,
        verifications,
        minutes,
        show,
        interrupted,
        identitiesNow: async () => (await read()).identities,
        pace: PACE,
        runbook: options.runbook,
        withRunbook: options.withRunbook,
        parameters: options.parameter ?? {},
        confirm: () => confirmed(options),
      },
    );
  } finally {
    reader.close();
    writer.close();
  }
}

async function confirmed({ yes }: TestOptions): Promise<boolean> {
  if (yes === true || !process.stdin.isTTY || !process.stdout.isTTY) {
    return yes === true;
  }
  const { confirm, isCancel } = await import("@clack/prompts");
  const answer = await confirm({ message: "Go on?", initialValue: true });
  return !isCancel(answer) && answer;
}
