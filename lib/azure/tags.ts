import { Annotations, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { plainText } from "../text/terraform-text";
import type { Findings } from "../validation/findings";
import { NOT_SHOWN } from "../validation/text-rule";
import { addTypes, optional, TEXTS } from "../validation/type-check";

/** How many tags Azure takes, and how many bytes azurerm does. */
const MOST_TAGS = 50;
const MOST_BYTES = { name: 512, value: 256 };

/* How many tags Microsoft's page on tags names for Azure Automation. */
const MOST_TAGS_OF_AUTOMATION = 15;

/** Warns of more tags than Microsoft's page names for Azure Automation. */
export function warnAboutManyTags(scope: IConstruct, tags: { [name: string]: string } | undefined): void {
  if (Object.keys(tags ?? {}).length > MOST_TAGS_OF_AUTOMATION) {
    Annotations.of(scope).addWarning(
      `Microsoft's page on tags says that Azure Automation takes ${MOST_TAGS_OF_AUTOMATION} of them. Remove some, or put several values into one tag.`,
    );
  }
}

/** Checks tags as Azure and azurerm take them: their names, their sizes and their number. */
export function addTagFindings(findings: Findings, tags: { [name: string]: string } | undefined): void {
  if (!addTypes(findings, { tags }, { tags: optional(TEXTS) }) || tags === undefined || Token.isUnresolved(tags)) {
    return;
  }
  const names = Object.keys(tags);
  if (names.length > MOST_TAGS) {
    findings.add("tags", {
      given: `${names.length} tags`,
      allowed: `at most ${MOST_TAGS}`,
      remedy: "remove some of them",
    });
  }
  const earlier = new Set<string>();
  for (const name of names) {
    const plain = plainText(name);
    const at = ["tags", plain ?? name];
    const isTwice = plain !== undefined && earlier.has(plain.toLowerCase());
    earlier.add((plain ?? name).toLowerCase());
    findings.add(
      at,
      isTwice
        ? {
            given: plain,
            allowed: "each tag once",
            remedy: "Azure ignores upper and lower case in the name of a tag: keep one of them",
          }
        : undefined,
    );
    findings.add(at, plain === undefined || isName(plain) ? undefined : { given: plain, ...WRONG_NAME });
    const value = plainText(tags[name]);
    findings.add(
      at,
      value === undefined || !new RegExp(`[${NOT_SHOWN}]`, "u").test(value)
        ? undefined
        : { given: value, ...HIDDEN_CHARACTER },
    );
    const size = value === undefined ? 0 : Buffer.byteLength(value);
    findings.add(
      at,
      size <= MOST_BYTES.value
        ? undefined
        : {
            given: `a value of ${size} bytes`,
            allowed: `at most ${MOST_BYTES.value} bytes, in UTF-8`,
            remedy: "shorten the value of the tag: a letter with an accent has two bytes, other scripts have three",
          },
    );
  }
}

const NAME = new RegExp(`^(?!\\s)(?!__proto__$)[^<>%&\\\\?/${NOT_SHOWN}]+(?<!\\s)$`, "u");

const WRONG_NAME = {
  allowed: `1 to ${MOST_BYTES.name} bytes, none of < > % & \\ ? / and no blank at either end`,
  remedy: "rename the tag as Azure allows it",
};

const HIDDEN_CHARACTER = {
  allowed: "a text without characters that are not shown",
  remedy: "write the value of the tag again, by hand",
};

function isName(name: string): boolean {
  return Buffer.byteLength(name) <= MOST_BYTES.name && NAME.test(name);
}
