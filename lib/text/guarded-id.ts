import { Fn, type IResolvable, type IResolveContext, Token } from "cdktf";
import { literal, plainText } from "./terraform-text";

/* One expression of Terraform as a whole, which a program writes as text. */
const EXPRESSION = /^\$\{([^{}]+)\}$/;

/**
 * An id as a generated script contains it. What only Terraform knows has to match the pattern, else the plan or the apply
 * fails: a script is code, and nothing but the id may get into it.
 *
 * @param pattern an anchored regular expression without a backslash
 */
export function guardedId(id: string, pattern: string): string {
  const plain = plainText(id);
  if (plain === undefined) {
    return Token.asString(Fn.regex(pattern, id));
  }
  const [, expression] = EXPRESSION.exec(plain) ?? [];
  return expression === undefined
    ? literal(plain)
    : Token.asString(Fn.regex(pattern, Token.asString(new RawExpression(expression))));
}

/* An expression that a program wrote by hand. */
class RawExpression implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(private readonly expression: string) {}

  public resolve({ suppressBraces }: IResolveContext): string {
    return suppressBraces ? this.expression : `\${${this.expression}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }
}
