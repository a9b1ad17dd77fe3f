import { Token } from "cdktf";
import type { Finding } from "./finding";

/** What a text has to look like. */
export interface TextRule {
  readonly pattern: RegExp;
  readonly allowed: string;
  readonly remedy: string;
}

/** Checks a text by a rule. A value that only Terraform knows passes. */
export function checkText(value: string, rule: TextRule): Finding | undefined {
  if (Token.isUnresolved(value) || (typeof value === "string" && rule.pattern.test(value))) {
    return undefined;
  }
  return { given: value, allowed: rule.allowed, remedy: rule.remedy };
}

const GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

/** A GUID, anchored. */
export const GUID_PATTERN = new RegExp(`^${GUID}$`);

/** Checks the id of an object in Microsoft Entra or Azure. */
export function checkGuid(value: string, remedy: string): Finding | undefined {
  return checkText(value, {
    pattern: GUID_PATTERN,
    allowed: "a GUID, such as 00000000-1111-2222-3333-444444444444",
    remedy,
  });
}

/** The directory scope of an administrative unit, anchored. */
export const ADMINISTRATIVE_UNIT_PATTERN = new RegExp(`^/administrativeUnits/${GUID}$`);
