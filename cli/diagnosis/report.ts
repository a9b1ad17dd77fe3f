import type { Finding } from "../findings/finding";

/** What was found in a set-up. */
export interface Report {
  readonly stack?: string;
  readonly host: string;
  readonly findings: Finding[];
}
