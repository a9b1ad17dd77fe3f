import type { Finding } from "../lib/problem/finding";
import type { Section } from "./section";

/** Reads the tags; undefined where there are none. */
export function readTags(section: Section): { [name: string]: string } | undefined {
  const tags = section.section("tags");
  if (!tags) {
    return undefined;
  }
  const read: { [name: string]: string } = {};
  for (const name of tags.keys) {
    tags.note(name, checkTagName(name, Object.keys(read)));
    const value = tags.text(name, (text) =>
      text.length > 256
        ? { given: text, allowed: "at most 256 characters", remedy: "shorten the value of the tag" }
        : undefined,
    );
    if (value !== undefined && name !== "__proto__") {
      read[name] = value;
    }
  }
  if (tags.keys.length > 50) {
    tags.note(undefined, { given: `${tags.keys.length} tags`, allowed: "at most 50", remedy: "take some out" });
  }
  return read;
}

function checkTagName(name: string, earlier: string[]): Finding | undefined {
  if (!/^[^<>%&\\?/\p{Cc}]{1,512}$/u.test(name) || name.trim() !== name || name === "__proto__") {
    return {
      given: name,
      allowed: "1 to 512 characters, none of < > % & \\ ? / and no blank at either end",
      remedy: "rename the tag as Azure allows it",
    };
  }
  return earlier.some((other) => other.toLowerCase() === name.toLowerCase())
    ? {
        given: name,
        allowed: "each tag once",
        remedy: "Azure does not tell upper from lower case in the name of a tag: keep one of them",
      }
    : undefined;
}
