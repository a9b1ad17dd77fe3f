import { DefaultTokenResolver, type IResolvable, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/* A number that cdktf would read as one of its own encoded tokens, wherever it stands in a text. */
const NUMBER_LIKE_TOKEN = /[-|\d.+]+e[-|\d.eE+]+/g;

/* cdktf's markers, with every dollar in front of them, and what starts a template. */
const TEMPLATE_START = /(\$+)\{(?=TfToken\[)|([#&])\{(?=TfToken\[)|[$%]\{/g;

/* What may be a reference of cdktf inside a text: a marker, or a number that stands for one. */
const REFERENCE = /(\$\{TfToken\[[\w:.-]+\]\}|[-|\d.+]+e[-|\d.eE+]+)/;

/* cdktf reads these as an encoded map when they stand alone. */
const MAP_TOKENS = [String(Token.STRING_MAP_TOKEN_VALUE), String(Token.ANY_MAP_TOKEN_VALUE)];

/** Texts in Terraform JSON, where `${` and `%{` start a template. */
export class TerraformText {
  /**
   * A text that Terraform reads exactly as it is, even if it looks like one of cdktf's markers; for text that comes
   * from outside the program, such as a configuration file.
   */
  public static literal(text: string): string {
    return Token.isUnresolved(text) || MAP_TOKENS.includes(text)
      ? Token.asString({ creationStack: [], resolve: () => literal(text), toString: () => "literal" } as IResolvable)
      : text;
  }

  /** Terraform JSON for exactly this text, for arguments that the program itself writes. */
  public static escaped(text: string): string {
    return literal(text);
  }
}

/** Whether a text is one reference of cdktf and nothing else. */
export function isReference(text: string): boolean {
  return /^\$\{TfToken\[[\w:.-]+\]\}$/.test(text) && isKnownReference(text);
}

/**
 * Terraform JSON for exactly this text: what would start a template is escaped, and what cdktf would read as one of its
 * own markers is split by a template that puts it together again.
 */
export function literal(text: string): string {
  if (MAP_TOKENS.includes(text)) {
    return `\${""}${text}`;
  }
  return text
    .replace(TEMPLATE_START, (start, dollars?: string, other?: string) => {
      if (dollars !== undefined) {
        return `\${"${dollars}"}{`;
      }
      return other === undefined ? `${start[0]}${start}` : `${other}\${"{"}`;
    })
    .replace(NUMBER_LIKE_TOKEN, (number) => (isNumberToken(number) ? number.replace("e", '${""}e') : number));
}

/* cdktf takes the braces off a reference that stands behind a `${` of the text, escaped or not. */
function literalBesideReference(text: string): string {
  return literal(text).replace(/(\$+)\$\{/g, (_, dollars: string) => `\${"${dollars}"}{`);
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
  const parts = referencesIn(text);
  const escape = parts.length > 1 ? literalBesideReference : literal;
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        return ofReference(part);
      }
      // A dollar in front of a reference would escape it.
      const dollars = index < parts.length - 1 ? (/\$+$/.exec(part)?.[0] ?? "") : "";
      const rest = escape(ofLiteral(part.slice(0, part.length - dollars.length)));
      return dollars === "" ? rest : `${rest}\${"${dollars}"}`;
    })
    .join("");
}

/* The parts of a text: literal ones, and between them references. What only looks like a reference is literal. */
function referencesIn(text: string): string[] {
  const parts = [""];
  for (const part of text.split(REFERENCE)) {
    if (isKnownReference(part)) {
      parts.push(part, "");
    } else {
      parts[parts.length - 1] += part;
    }
  }
  return parts;
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
  return Token.isUnresolved(text) ? text : JSON.stringify(text);
}

/* A text may look like a marker and be none that cdktf gave out. */
function isKnownReference(text: string): boolean {
  if (!text.startsWith("${TfToken[")) {
    return isNumberToken(text);
  }
  try {
    return Tokenization.reverseString(text).tokens.length > 0;
  } catch {
    return false;
  }
}

function isNumberToken(text: string): boolean {
  return /^[-|\d.+]+e[-|\d.eE+]+$/.test(text) && Token.isUnresolved(Number.parseFloat(text));
}
