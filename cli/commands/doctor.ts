import { diagnose } from "../diagnosis/diagnose";
import type { Report } from "../diagnosis/report";
import type { HostTarget } from "../tenant/host";
import { chosenSubscription } from "../tenant/subscription";
import { readTenant } from "../tenant/tenant";
import { expectedSetUp, type SetUp } from "./expected-set-up";
import { htmlReport } from "./doctor-html";
import { expectationOf, expectedIdentityId, targetOf, type TenantOptions } from "./tenant-options";
import { fail, NOT_DONE, NOT_IN_ORDER, withBuilt } from "./with-built";
import { orCannotRead, withTenant } from "./with-tenant";

export interface DoctorOptions extends TenantOptions {
  readonly config: string;
  readonly stack?: string;
  readonly format: "text" | "json" | "html";
}

/** Goes through the guide's steps and says what is in order, missing or wrong. Returns the exit code. */
export function doctor(options: DoctorOptions): Promise<number> {
  return orCannotRead(async () => {
    const target = targetOf(options);
    if (target !== undefined && options.stack !== undefined) {
      return fail("Name a stack of the configuration, or a host by its options, not both.");
    }
    if (target !== undefined) {
      return examine([{ target, expectation: expectationOf(options, target), options }], options);
    }
    let setUps: SetUp[] = [];
    const code = withBuilt(options.config, ({ loaded }) => {
      const chosen = loaded.identities.filter(({ name }) => options.stack === undefined || name === options.stack);
      setUps = chosen.map((identity) => expectedSetUp(identity, loaded.file.provider, options));
      return chosen.length > 0
        ? 0
        : fail(
            `There is no stack ${options.stack}. There are: ${loaded.identities.map(({ name }) => name).join(", ")}`,
          );
    });
    return code === 0 ? examine(setUps, options) : code;
  });
}

async function examine(setUps: readonly SetUp[], { format }: DoctorOptions): Promise<number> {
  const now = new Date();
  const reports: Report[] = [];
  // One after the other: each may have a sign-in of its own.
  for (const setUp of setUps) {
    reports.push(await examineOne(setUp, now));
  }
  const isOne = setUps.length === 1;
  switch (format) {
    case "json":
      console.log(JSON.stringify({ steps: reports.flatMap((report) => stepsOf(report, isOne)) }, undefined, 2));
      break;
    case "html":
      process.stdout.write(htmlReport(reports, now));
      break;
    default:
      console.log(reports.map(textOf).join("\n\n"));
  }
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ state }) => state === "missing" || state === "wrong")) {
    return NOT_IN_ORDER;
  }
  return findings.some(({ isUnreadable }) => isUnreadable) ? NOT_DONE : 0;
}

async function examineOne({ stack, target, expectation, options, identityId }: SetUp, now: Date): Promise<Report> {
  const state = await withTenant(options, async (client) => {
    const subscriptionId = await chosenSubscription(client, options.subscription);
    const found: HostTarget = { ...target, subscriptionId };
    const expectedId = identityId?.(subscriptionId) ?? expectedIdentityId(expectation.identity, found);
    return readTenant(client, found, { expectedIdentityId: expectedId, now });
  });
  return { stack, host: expectation.host, findings: diagnose(state, expectation, now) };
}

function stepsOf({ stack, findings }: Report, isOne: boolean): object[] {
  return findings.map(({ step, state, seen, remedy }) => ({
    ...(isOne ? {} : { stack }),
    step,
    state,
    seen,
    remedy,
  }));
}

function textOf({ stack, host, findings }: Report): string {
  const lines = findings.flatMap(({ step, state, seen, remedy }) => [
    `  ${state.padEnd(8)}${step}: ${seen}`,
    ...(remedy === "" ? [] : [`          to do: ${remedy}`]),
  ]);
  return [stack ?? host, ...lines].join("\n");
}
