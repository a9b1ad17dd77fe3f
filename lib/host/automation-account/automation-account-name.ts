import { TextRule } from "../../validation/text-rule";

/** The rule for the name of an Automation account. */
export const AUTOMATION_ACCOUNT_NAME = TextRule.of({
  pattern: "^[0-9A-Za-z][-0-9A-Za-z]{4,48}[0-9A-Za-z]$",
  allowed: "6 to 50 letters, digits and '-', the first and the last a letter or a digit",
  remedy: "give the name of an Automation account as Azure allows it",
});
