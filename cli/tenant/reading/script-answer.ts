import { codeOf, isPage } from "./answer";
import { type Reading, unreadable } from "./reading";

/** The script of a published runbook: it has one, so that one that is not found, or no script, could not be read. */
export function scriptIn(script: Reading<string>): Reading<string> {
  if (script.state !== "read") {
    return script.state === "absent" ? unreadable("shape", "Azure says that it is not there") : script;
  }
  if (isPage(script.value)) {
    return unreadable("proxy", "a web page came in the place of the script");
  }
  return script.value.trim() === "" || codeOf(script.value) !== undefined
    ? unreadable("shape", "Azure answered with no script")
    : script;
}
