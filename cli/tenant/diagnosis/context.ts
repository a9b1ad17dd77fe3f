import type { StepFindings } from "../findings/finding";
import type { TenantState } from "../reading/tenant";
import type { Expectation } from "./expectation";

/** What every check has before it. */
export interface Context {
  readonly state: TenantState;
  readonly expectation: Expectation;
  readonly findings: StepFindings;
  readonly now: Date;
}

/** The day of the diagnosis, as `YYYY-MM-DD`. */
export function dayOf({ now }: Pick<Context, "now">): string {
  return now.toISOString().slice(0, 10);
}
