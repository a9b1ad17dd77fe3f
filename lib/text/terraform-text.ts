import { DefaultTokenResolver, Fn, type IResolvable, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { isNumberToken, LiteralText, literal, quotedLiteral } from "./literal-text";

export { literal };

/** A part of a text: what a person wrote, or what only Terraform knows. */
type TextPart = { readonly literal: string } | { readonly reference: string };

/* What may be a reference of cdktf inside a text: a marker, or a number that stands for one. */
const REFERENCE = /(\$\{TfToken\[[\w:.-]+\]\}|(?<![-|\d.+])[-|\d.+]+e[-|\d.eE+]+)/;

/** Texts in Terraform JSON, where `${` and `%{` start a template. */
export class TerraformText {
  /**
   * A text that Terraform reads exactly as it is, in an argument and in a call of `Fn`, even if it looks like one of cdktf's
   * markers; for text that comes from outside the program, such as a configuration file.
   */
  public static literal(text: string): string {
    return quotedLiteral(text) === `"${text}"` ? text : Token.asString(new LiteralText(text));
  }

  /** Terraform JSON for exactly this text, for arguments that the program itself writes. */
  public static escaped(text: string): string {
    return literal(text);
  }
}

/**
 * What a text says, if it is all literal; undefined if only Terraform knows a part of it. Whatever a rule looks at is what
 * this gives.
 */
export function plainText(text: string): string | undefined {
  const [first, ...rest] = partsOf(text);
  return first === undefined ? "" : rest.length === 0 && "literal" in first ? first.literal : undefined;
}

/** Whether a text is one reference of cdktf and nothing else. */
export function isReference(text: string): boolean {
  const [first, ...rest] = partsOf(text);
  return first !== undefined && rest.length === 0 && "reference" in first && first.reference.startsWith("$");
}

/**
 * Whether a text is one expression of Terraform as a whole, which a program wrote; references of cdktf may stand in it. What
 * a person wrote is none.
 */
export function isExpression(text: string): boolean {
  return (
    /^\$\{(?:[^{}]|\$\{TfToken\[[\w:.-]+\]\})+\}$/.test(text) &&
    !text.split(REFERENCE).some((piece) => tokenOf(piece) instanceof LiteralText) &&
    !isReference(text)
  );
}

/** What a text says beside the references in it. */
export function literalPartsOf(text: string): string[] {
  return partsOf(text).flatMap((part) => ("literal" in part ? [part.literal] : []));
}

/** Terraform JSON for a text of a program: cdktf's references in it stay, everything else is literal. */
export function literalWithReferences(text: string): string {
  return mapText(
    text,
    (part) => part,
    (reference) => reference,
  );
}

/**
 * Terraform JSON for a text of a program, put together from what `ofLiteral` makes of its own parts, which are literal to
 * Terraform, and what `ofReference` makes of cdktf's references in it.
 */
export function mapText(
  text: string,
  ofLiteral: (part: string) => string,
  ofReference: (reference: string) => string,
): string {
  const parts = partsOf(text);
  const escape = parts.length > 1 ? literalBesideReference : literal;
  return parts
    .map((part, index) => {
      if ("reference" in part) {
        return ofReference(part.reference);
      }
      // A dollar in front of a reference would escape it.
      const dollars = index < parts.length - 1 ? (/(?<!\$)\$+$/.exec(part.literal)?.[0] ?? "") : "";
      const rest = escape(ofLiteral(part.literal.slice(0, part.literal.length - dollars.length)));
      return dollars === "" ? rest : `${rest}\${"${dollars}"}`;
    })
    .join("");
}

/* cdktf takes the braces off a reference that stands behind a `${` of the text, escaped or not. */
function literalBesideReference(text: string): string {
  return literal(text).replace(/(?<!\$)(\$+)\$\{/g, (_, dollars: string) => `\${"${dollars}"}{`);
}

/*
 * The parts of a text: the only place that tells what a person wrote from what only Terraform knows. What only looks like
 * a reference is literal.
 */
function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  for (const piece of text.split(REFERENCE)) {
    const token = tokenOf(piece);
    const last = parts[parts.length - 1];
    if (token && !(token instanceof LiteralText)) {
      parts.push({ reference: piece });
    } else {
      const said = token ? token.text : piece;
      if (last && "literal" in last) {
        parts[parts.length - 1] = { literal: last.literal + said };
      } else if (said !== "") {
        parts.push({ literal: said });
      }
    }
  }
  return parts;
}

/* What cdktf gave out for a marker or a number; undefined for a text that only looks like one. */
function tokenOf(piece: string): IResolvable | undefined {
  try {
    if (piece.startsWith("${TfToken[")) {
      return Tokenization.reverseString(piece).tokens[0];
    }
    return isNumberToken(piece) ? Tokenization.reverseNumber(Number.parseFloat(piece)) : undefined;
  } catch {
    return undefined;
  }
}

/** A text for a person to read: what somebody wrote as it was written, and no marker of cdktf. */
export function readableText(text: string): string {
  return partsOf(text)
    .map((part) => ("literal" in part ? part.literal : "(a reference)"))
    .join("");
}

/** A map whose names and values are literal but for cdktf's references in them. */
export function literalTexts(
  map: { readonly [name: string]: string } | undefined,
): { [name: string]: string } | undefined {
  if (map === undefined || Token.isUnresolved(map)) {
    return map;
  }
  return Object.fromEntries(
    Object.entries(map).map(([name, value]) => [literalWithReferences(name), literalWithReferences(value)]),
  );
}

/** A template whose own text is literal to Terraform; what is filled in is Terraform JSON already. */
export function terraformText(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.map((part, index) => `${literal(part)}${values[index] ?? ""}`).join("");
}

/** A text as the synthesized JSON has it, references resolved. */
export function resolvedText(scope: IConstruct, text: string): string {
  return String(
    Tokenization.resolve(text, { scope, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false }),
  );
}

/** A text inside a Terraform expression: a reference as it is, anything else in quotes. */
export function inExpression(text: string): string {
  const parts = partsOf(text);
  const [first = { literal: "" }, ...rest] = parts;
  if (rest.length === 0) {
    return "literal" in first ? quotedLiteral(first.literal) : asOperand(first.reference);
  }
  return Fn.join(
    "",
    parts.map((part) =>
      "literal" in part ? Token.asString(new LiteralText(part.literal)) : asOperand(part.reference),
    ),
  );
}

/** A reference inside a call of a function: of a number in a text cdktf would make a text. */
export function asOperand(reference: string): string {
  return reference.startsWith("$")
    ? reference
    : Token.asString(Tokenization.reverseNumber(Number.parseFloat(reference)));
}
