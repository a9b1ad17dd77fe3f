import type { Finding } from "../validation/finding";
import type { ScriptComment } from "./script-cursor";
import type { ScriptDescription } from "./script-description";

/** The line of a script where the connection is inserted, instead of at the top. */
export const CONNECT_MARKER = "# connect: exchange";

const MARKER = /^#[ \t]*connect:[ \t]*exchange[ \t]*$/i;

const MARKER_LINE = /^[ \t]*#[ \t]*connect:[ \t]*exchange[ \t]*$/im;

const ALLOWED = `the line "${CONNECT_MARKER}" once, on a line of its own, between two statements, outside of functions and texts`;

/** Where a script wants the connection: the end of the marker's line. Undefined where it has no marker. */
export function connectMarkerIn(script: ScriptDescription): number | undefined {
  const [marker] = markersIn(script);
  return marker && marker.start + marker.text.length;
}

/** Comments that look like the marker and are none: with more words, or behind a statement. */
export function almostMarkersIn({ comments }: ScriptDescription): ScriptComment[] {
  return comments.filter(
    ({ text, isFirstInLine }) =>
      /^#+[ \t]*connect[ \t]*:[ \t]*exchange\b/i.test(text) && !(isFirstInLine && MARKER.test(text)),
  );
}

/** What is wrong with the marker of a script, if anything. */
export function checkConnectMarker(script: ScriptDescription, text: string): Finding | undefined {
  const [marker, second] = markersIn(script);
  if (marker === undefined) {
    const isInComment = script.comments.some((comment) => MARKER_LINE.test(comment.text));
    const found = isInComment ? null : MARKER_LINE.exec(text);
    return found ? misplaced(script, found.index, "inside a text, where it is no comment") : undefined;
  }
  if (second !== undefined) {
    return misplaced(script, second.start, "a second time");
  }
  const { functionName, isList } = marker.around;
  if (functionName !== undefined) {
    return misplaced(script, marker.start, `inside the function ${functionName}`);
  }
  return isList ? undefined : misplaced(script, marker.start, "where no statement may stand");
}

function markersIn({ comments }: ScriptDescription) {
  return comments.filter(({ text, isFirstInLine }) => isFirstInLine && MARKER.test(text));
}

function misplaced(script: ScriptDescription, at: number, what: string): Finding {
  return {
    given: `${CONNECT_MARKER} in line ${script.lineOf(at)}, ${what}`,
    allowed: ALLOWED,
    remedy: "move the line to where the script has to be connected, or remove it: the connection then comes first",
  };
}
