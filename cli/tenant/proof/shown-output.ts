import { masked, oneLine } from "../findings/shown-text";

/* What is looked at for secrets at a time. */
const PIECE = 4000;

/**
 * A line that a run printed: without secrets, and without what a pipeline would take for a command of its own (`##vso[…]`,
 * `::error::`).
 */
export function shownOutput(line: string): string {
  const pieces = line.match(new RegExp(`.{1,${PIECE}}`, "gsu")) ?? [];
  return oneLine(pieces.map(masked).join(""))
    .replace(/##(?=\w*\[)/g, "# #")
    .replace(/^::/, ": :");
}
