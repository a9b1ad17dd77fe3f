import { type StepFinding, StepFindings } from "../findings/finding";
import { HOST_FINDINGS } from "../findings/host-findings";

/** What was found in a set-up. */
export interface Report {
  /** The stack of the configuration; undefined for a host that options name. */
  readonly stack?: string;
  readonly host: string;
  readonly findings: readonly StepFinding[];
}

/** The report of a set-up whose tenant could not be read at all. */
export function unreadReport(stack: string | undefined, host: string, message: string): Report {
  const [reason, remedy = "run doctor again"] = message.split(/\.? To do: /);
  return { stack, host, findings: [new StepFindings(true).of(HOST_FINDINGS.hostUnreadable, { host, reason, remedy })] };
}
