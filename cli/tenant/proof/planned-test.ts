import { randomUUID } from "node:crypto";
import { commandsIn } from "cdktf-exchange-managed-identity/internal";
import type { StepFinding, StepFindings } from "../findings/finding";
import { TEST_FINDINGS } from "../findings/test-findings";
import { valueOr } from "../reading/reading";
import type { TenantState } from "../reading/tenant";

/** The runbook that a test starts. */
export interface PlannedTest {
  readonly runbook: string;
  /** Whether the test publishes it for itself, and removes it again. */
  readonly isTemporary: boolean;
  /** Whether it has a script of a person's own. */
  readonly isOwn: boolean;
  readonly parameters: { readonly [name: string]: string };
  /** What runs, in words. */
  readonly what: string;
}

/** What a person asked for. */
export interface AskedTest {
  readonly runbook?: string;
  readonly withRunbook?: boolean;
  readonly parameters: { readonly [name: string]: string };
}

/**
 * The runbook that a test starts, or why there is none. A person's own is only started if it was named.
 *
 * @param verifications the runbooks of the configuration that have no script: they verify the connection
 */
export function planTest(
  { runbooks }: Pick<TenantState, "runbooks">,
  host: string,
  findings: StepFindings,
  { runbook: named, withRunbook, parameters }: AskedTest,
  verifications: readonly string[],
): PlannedTest | StepFinding {
  if (named === undefined && withRunbook) {
    const runbook = `Test-ExchangeConnection-${randomUUID().slice(0, 8)}`;
    return { runbook, isTemporary: true, isOwn: false, parameters: {}, what: `the verification (runbook ${runbook})` };
  }
  const runbook = named ?? verifications[0];
  if (runbook === undefined) {
    return findings.of(TEST_FINDINGS.testNothingToStart, { host });
  }
  if (runbooks.state === "unreadable") {
    const { reason, remedy } = runbooks;
    return findings.of(TEST_FINDINGS.testRefused, { what: `the runbook ${runbook}`, reason, remedy });
  }
  const found = valueOr(runbooks, []).find(({ name }) => name.toLowerCase() === runbook.toLowerCase());
  if (found === undefined) {
    return findings.of(TEST_FINDINGS.testRunbookMissing, { runbook, host });
  }
  if (!found.isPublished) {
    return findings.of(TEST_FINDINGS.testRunbookNotPublished, { runbook: found.name });
  }
  const { script } = found;
  const isOwn = script.state !== "read" || !isVerification(script.value);
  if (named === undefined && isOwn) {
    const reason =
      script.state === "unreadable" ? script.reason : "it does more than to connect and to list the accepted domains";
    return findings.of(TEST_FINDINGS.testNotVerification, { runbook: found.name, host, reason });
  }
  return { runbook: found.name, isTemporary: false, isOwn, parameters, what: `the runbook ${found.name}` };
}

/* What the verification calls. */
const HARMLESS = [
  "connect-exchangeonline",
  "get-accepteddomain",
  "format-table",
  "disconnect-exchangeonline",
  "write-output",
  "start-sleep",
];

function isVerification(script: string): boolean {
  return commandsIn(script).every((name) => HARMLESS.includes(name.toLowerCase()));
}
