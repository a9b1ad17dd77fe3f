import { Fn, type IResolvable, type IResolveContext, Token } from "cdktf";
import { inExpression, isExpression, literal, plainText } from "./terraform-text";

/**
 * An id as a generated script contains it. What only Terraform knows has to match the pattern, else the plan or the apply
 * fails: a script is code, and nothing but the id may get into it.
 *
 * @param pattern an anchored regular expression without a backslash
 */
export function guardedId(id: string, pattern: string): string {
  if (isExpression(id)) {
    return Token.asString(Fn.regex(pattern, Token.asString(new RawExpression(id.slice(2, -1)))));
  }
  const plain = plainText(id);
  return plain === undefined ? Token.asString(Fn.regex(pattern, inExpression(id))) : literal(plain);
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
