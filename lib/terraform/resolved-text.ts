import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** A text as the synthesized JSON will have it, references written out. */
export function resolvedText(scope: IConstruct, text: string): string {
  return String(
    Tokenization.resolve(text, { scope, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false }),
  );
}
