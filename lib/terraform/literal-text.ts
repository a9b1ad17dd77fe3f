import { Token } from "cdktf";

/* A number that cdktf would take for one of its own encoded tokens, wherever it stands in a text. */
const NUMBER_LIKE_TOKEN = /[-|\d.+]+e[-|\d.eE+]+/g;

/* cdktf's markers, with every dollar in front of them, and what starts a template. */
const START = /(\$+)\{(?=TfToken\[)|([#&])\{(?=TfToken\[)|[$%]\{/g;

/* What cdktf takes for an encoded map, when it stands alone. */
const MAP_TOKENS = [String(Token.STRING_MAP_TOKEN_VALUE), String(Token.ANY_MAP_TOKEN_VALUE)];

/** Whether cdktf would take a text, or a part of it, for one of its own markers. */
export function holdsMarker(text: string): boolean {
  return Token.isUnresolved(text) || MAP_TOKENS.includes(text);
}

/** Whether a text is one reference of cdktf and nothing else. */
export function isReference(text: string): boolean {
  return /^\$\{TfToken\[[\w:.-]+\]\}$/.test(text);
}

/**
 * The text that Terraform reads as exactly `text`: what would start a template is escaped, and what cdktf would take
 * for one of its own markers is broken by a template that gives it back.
 */
export function literalText(text: string): string {
  if (MAP_TOKENS.includes(text)) {
    return `\${""}${text}`;
  }
  return text
    .replace(START, (start, dollars?: string, other?: string) => {
      if (dollars !== undefined) {
        return `\${"${dollars}"}{`;
      }
      return other === undefined ? `${start[0]}${start}` : `${other}\${"{"}`;
    })
    .replace(NUMBER_LIKE_TOKEN, (number) =>
      Token.isUnresolved(Number.parseFloat(number)) ? number.replace("e", '${""}e') : number,
    );
}

/** A map whose names and values Terraform reads as exactly what they are. */
export function literalMap(map: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [literalText(name), literalText(value)]));
}
