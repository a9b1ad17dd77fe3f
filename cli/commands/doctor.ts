import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { HOST_OPTIONS } from "../hosts/host-kinds";
import { resourceProviderOf } from "../hosts/host-resource";
import { diagnose } from "../tenant/diagnosis/diagnose";
import { type Report, unreadReport } from "../tenant/diagnosis/report";
import type { HostTarget } from "../tenant/reading/host";
import { CannotRead } from "../tenant/reading/sign-in";
import { chosenSubscription } from "../tenant/reading/subscription";
import { readTenant } from "../tenant/reading/tenant";
import { htmlReport } from "./doctor-html";
import { textReport } from "./doctor-text";
import { expectedSetUp, type SetUp } from "./expected-set-up";
import { expectationOf, expectedIdentityId, signInOptions, targetOf, type TenantOptions } from "./tenant-options";
import { INVALID, NOT_DONE } from "./exit-codes";
import { fail, withBuilt } from "./with-built";
import { orCannotRead, withTenant } from "./with-tenant";
import { jsonText } from "./json-text";

export interface DoctorOptions extends TenantOptions {
  readonly config: string;
  readonly stack?: string;
  readonly format: "text" | "json" | "html";
}

/** Goes through the guide's steps and says what is correct, missing or wrong. Returns the exit code. */
export function doctor(options: DoctorOptions): Promise<number> {
  return orCannotRead(async () => {
    const target = targetOf(options);
    if (target === undefined) {
      return examineConfiguration(options);
    }
    if (options.stack !== undefined) {
      return fail("To do: name a stack of the configuration, or a host by its options, not both");
    }
    const signIn = signInOptions(options, undefined);
    const resourceProviders = [resourceProviderOf(target.resource)];
    const expectation = expectationOf(options, target);
    return examine([{ target, expectation, options: signIn, resourceProviders }], options);
  });
}

async function examineConfiguration(options: DoctorOptions): Promise<number> {
  const ofHost = (["organization", "identity", "cloud"] as const).find((name) => options[name] !== undefined);
  if (ofHost !== undefined) {
    return fail(
      `--${ofHost} is for a host that options name; of a stack the configuration says it. To do: leave it out, or name a host with --resource-group`,
    );
  }
  if (!existsSync(resolve(options.config))) {
    return fail(
      `There is no ${options.config}. To do: name a host with --resource-group and ${HOST_OPTIONS}, or a configuration with --config; discover --write writes one`,
    );
  }
  const setUps: SetUp[] = [];
  const code = withBuilt(options.config, ({ loaded, stacks }) => {
    const chosen = loaded.identities.filter(({ name }) => options.stack === undefined || name === options.stack);
    const needed = (stack: string) =>
      stacks.find(({ name }) => name === stack)?.stack.exchange.requiredResourceProviders ?? [];
    setUps.push(
      ...chosen.map((identity) => expectedSetUp(identity, loaded.file.provider, options, needed(identity.name))),
    );
    const names = loaded.identities.map(({ name }) => name).join(", ");
    return chosen.length > 0 ? 0 : fail(`There is no stack ${options.stack}. There are: ${names}`);
  });
  return code === 0 ? examine(setUps, options) : code;
}

async function examine(setUps: readonly SetUp[], { format }: DoctorOptions): Promise<number> {
  const now = new Date();
  const reports: Report[] = [];
  // One after the other: each may have a sign-in of its own. One that cannot be read hides none of the others.
  for (const setUp of setUps) {
    try {
      reports.push(await examineOne(setUp, now));
    } catch (error) {
      if (!(error instanceof CannotRead) || setUps.length === 1) {
        throw error;
      }
      reports.push(unreadReport(setUp.stack, setUp.expectation.host, error.message));
    }
  }
  process.stdout.write(reportText(reports, format, now));
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ state }) => state === "missing" || state === "wrong")) {
    return INVALID;
  }
  return findings.some(({ isUnreadable }) => isUnreadable) ? NOT_DONE : 0;
}

/** Reports in one of the forms that a person can ask for. */
export function reportText(reports: readonly Report[], format: DoctorOptions["format"], now = new Date()): string {
  switch (format) {
    case "json":
      return `${jsonText({ steps: reports.flatMap((report) => stepsOf(report, reports.length > 1)) })}\n`;
    case "html":
      return htmlReport(reports, now);
    default: {
      const width = process.stdout.isTTY ? process.stdout.columns : undefined;
      return `${reports.map((report) => textReport(report, width)).join("\n\n")}\n`;
    }
  }
}

async function examineOne(setUp: SetUp, now: Date): Promise<Report> {
  const { stack, target, expectation, options, identityId, resourceProviders } = setUp;
  return withTenant(options, async (client) => {
    const subscriptionId = await chosenSubscription(client, options.subscription);
    const found: HostTarget = { ...target, subscriptionId };
    const identity = identityId?.(subscriptionId) ?? expectation.identity;
    const expectedId = expectedIdentityId(identity, found);
    const expectedRunbooks = expectation.configuration?.runbooks;
    const state = await readTenant(client, found, {
      expectedIdentityId: expectedId,
      resourceProviders,
      expectedRunbooks,
      now,
    });
    return { stack, host: expectation.host, findings: diagnose(state, { ...expectation, identity }, now) };
  });
}

function stepsOf({ stack, findings }: Report, isOneOfSeveral: boolean): readonly object[] {
  return findings.map(({ step, state, seen, reason, remedy }) => ({
    ...(isOneOfSeveral ? { stack } : {}),
    step,
    state,
    seen,
    ...(reason === "" ? {} : { reason }),
    remedy,
  }));
}
