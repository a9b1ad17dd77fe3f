import { type IResolvable, type IResolveContext, Token } from "cdktf";

/*
 * A number that cdktf would read as one of its own encoded tokens, wherever it stands in a text. It begins where its digits
 * do, so that a long row of them is looked at once.
 */
const NUMBER_LIKE_TOKEN = /(?<![-|\d.+])[-|\d.+]+e[-|\d.eE+]+/g;

/* cdktf looks for numbers in every text, and takes the square of their length for it: a long row of digits is parted. */
const LONG_NUMBER = /[-|\d.+]{100}(?=[-|\d.+])/g;

/*
 * cdktf's markers, with every dollar in front of them, and what starts a template. A row of dollars is looked at once, from its
 * first one.
 */
const TEMPLATE_START = /(?<!\$)(\$+)\{(?=TfToken\[)|([#&])\{(?=TfToken\[)|[$%]\{/g;

/* cdktf reads these as an encoded map when they stand alone. */
const MAP_TOKENS = [String(Token.STRING_MAP_TOKEN_VALUE), String(Token.ANY_MAP_TOKEN_VALUE)];

/* What ends or changes a text in quotes of a Terraform expression. */
const IN_QUOTES: { readonly [character: string]: string } = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/**
 * A text that a person wrote, as a token of cdktf: nothing in it is a reference or a template, wherever a program puts it.
 * cdktf says where it stands, so it is itself there: in a text it is escaped, in an expression it is in quotes.
 */
export class LiteralText implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(
    /** The text as it was written. */
    public readonly text: string,
  ) {}

  public resolve(context: IResolveContext): string {
    return context.suppressBraces ? quotedLiteral(this.text) : literal(this.text);
  }

  /** cdktf puts this into texts around it. */
  public toString(): string {
    return Token.asString(this);
  }
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
    .replace(NUMBER_LIKE_TOKEN, (number) => (isNumberToken(number) ? number.replace("e", '${""}e') : number))
    .replace(LONG_NUMBER, '$&${""}');
}

/** The same text inside a Terraform expression, in quotes. */
export function quotedLiteral(text: string): string {
  return `"${literal(text.replace(/[\\"\n\r\t]/g, (character) => IN_QUOTES[character]))}"`;
}

/** Whether a text is a number that stands for a reference of cdktf, or that cdktf would take for one. */
export function isNumberToken(text: string): boolean {
  return /^[-|\d.+]+e[-|\d.eE+]+$/.test(text) && Token.isUnresolved(Number.parseFloat(text));
}
