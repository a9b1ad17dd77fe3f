import { randomUUID } from "node:crypto";
import type { Finding, Findings } from "../findings/finding";
import { TEST_FINDINGS } from "../findings/test-findings";
import { valueOr } from "../tenant/reading";
import type { TenantState } from "../tenant/tenant";

/** The runbook that a test starts. */
export interface PlannedTest {
  readonly runbook: string;
  /** Whether the test publishes it for itself, and removes it again. */
  readonly isTemporary: boolean;
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
  findings: Findings,
  { runbook: named, withRunbook, parameters }: AskedTest,
  verifications: readonly string[],
): PlannedTest | Finding {
  if (named === undefined && withRunbook) {
    const runbook = `Test-ExchangeConnection-${randomUUID().slice(0, 8)}`;
    return { runbook, isTemporary: true, parameters: {}, what: `the verification (runbook ${runbook})` };
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
  return found.isPublished
    ? { runbook: found.name, isTemporary: false, parameters, what: `the runbook ${found.name}` }
    : findings.of(TEST_FINDINGS.testRunbookNotPublished, { runbook: found.name });
}
