import { isExpression, literalPartsOf, plainText } from "../text/terraform-text";
import type { Finding } from "./finding";

/** A GUID, as part of a pattern. */
export const GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

/** Characters that are not shown, half a character, and those that change the direction of the text around them; a part of a pattern's class. */
export const NOT_SHOWN =
  "\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200B\\u2060\\uFEFF\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069";

/** A pattern for a text in any case; a pattern in a JSON Schema has no flag for it. */
export function anyCase(text: string): string {
  return text
    .replace(/[.\\+*?()[\]{}|^$]/g, "\\$&")
    .replace(/[A-Za-z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

/** What a `TextRule` consists of. */
export interface TextRuleProps {
  /** The regular expression, anchored, as JavaScript reads it with the flag `u`. */
  readonly pattern: string;

  /** What is allowed, in words. */
  readonly allowed: string;

  /** What to do if a text does not fit. */
  readonly remedy: string;

  /**
   * Whether a Terraform expression such as `${azurerm_x.y.id}` may stand instead of the text: for ids, which nobody
   * types.
   *
   * @default false
   */
  readonly takesExpression?: boolean;

  /**
   * Whether a reference of cdktf may stand instead of the text, or in it. Not where the text is needed when the stack is
   * synthesized.
   *
   * @default true
   */
  readonly takesReference?: boolean;
}

/** The rule for a text: a name that Azure accepts, an id, a version. */
export class TextRule {
  /** The id of an object in Azure or Microsoft Entra. */
  public static readonly GUID: TextRule = TextRule.guid("give the id as Azure shows it");

  /** A rule of the library. */
  public static of(props: TextRuleProps): TextRule {
    return new TextRule(props);
  }

  /** The rule for a GUID, with its own remedy. */
  public static guid(remedy: string): TextRule {
    return new TextRule({
      pattern: `^${GUID}$`,
      allowed: "a GUID, such as 00000000-1111-2222-3333-444444444444",
      remedy,
      takesExpression: true,
    });
  }

  /** The regular expression, anchored, as JavaScript reads it with the flag `u`. */
  public readonly pattern: string;

  /** What is allowed, in words. */
  public readonly allowed: string;

  /** What to do if a text does not fit. */
  public readonly remedy: string;

  private readonly expression: RegExp;
  private readonly takesExpression: boolean;
  private readonly takesReference: boolean;

  private constructor(props: TextRuleProps) {
    this.pattern = props.pattern;
    this.allowed = props.allowed;
    this.remedy = props.remedy;
    this.expression = new RegExp(props.pattern, "u");
    this.takesExpression = props.takesExpression ?? false;
    this.takesReference = props.takesReference ?? true;
  }

  /** What is wrong with a text, if anything. A value that only Terraform knows is accepted. */
  public check(value: string): Finding | undefined {
    if (typeof value !== "string") {
      return { given: value, allowed: this.allowed, remedy: this.remedy };
    }
    const plain = plainText(value);
    if (plain === undefined && !this.takesReference) {
      return { given: "a reference, which only Terraform knows", allowed: this.allowed, remedy: NEEDED_AT_SYNTH };
    }
    const isAccepted =
      (this.takesExpression && isExpression(value)) ||
      (plain === undefined ? literalPartsOf(value).every((part) => !/[$%]\{/.test(part)) : this.expression.test(plain));
    return isAccepted ? undefined : { given: plain ?? REFERENCE_AND_TEXT, allowed: this.allowed, remedy: this.remedy };
  }

  /** @internal The same for a text that may be left out. */
  public _checkOptional(value: string | undefined): Finding | undefined {
    return value === undefined ? undefined : this.check(value);
  }
}

const REFERENCE_AND_TEXT = "a reference, with a template in the text beside it";

/** What to do with a reference where none can work. */
export const NEEDED_AT_SYNTH = "write the text itself: it is needed when the stack is synthesized";
