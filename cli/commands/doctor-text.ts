import type { Report } from "../tenant/diagnosis/report";

const INDENT = " ".repeat(10);

/**
 * What was found in a set-up, as text.
 *
 * @param width how many characters of a line a terminal shows; without one no line is broken
 */
export function textReport({ stack, host, findings }: Report, width = Infinity): string {
  const lines = findings.flatMap(({ step, state, seen, reason, remedy }) => [
    ...wrapped(`  ${state.padEnd(8)}`, reason === "" ? `${step}: ${seen}` : `${step}: ${seen}. ${reason}`, width),
    ...remedy.split("\n").flatMap((line, index) => remedyLines(line, index, width)),
  ]);
  return [stack ?? host, ...lines].join("\n");
}

/* A command stays on one line, so that it can be copied. */
function remedyLines(line: string, index: number, width: number): readonly string[] {
  if (line === "") {
    return [];
  }
  const start = index === 0 ? `${INDENT}to do: ` : `${INDENT}       `;
  return isCommand(line) ? [`${start}${line}`] : wrapped(start, line, width);
}

/** Whether a line of a remedy is a command. */
export function isCommand(line: string): boolean {
  return /^(?:Connect-|Get-|New-|az )/.test(line);
}

/* Lines that break at blanks; what follows the first one is indented. */
function wrapped(start: string, text: string, width: number): string[] {
  const lines = [start];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    const isFirst = lines.length === 1 ? last === start : last === INDENT;
    if (!isFirst && last.length + 1 + word.length > width) {
      lines.push(`${INDENT}${word}`);
    } else {
      lines[lines.length - 1] = isFirst ? `${last}${word}` : `${last} ${word}`;
    }
  }
  return lines;
}
