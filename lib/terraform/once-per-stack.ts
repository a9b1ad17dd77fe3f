import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** What an object of the program became in each stack: made there the first time, and found there afterwards. */
export class OncePerStack<T> {
  private readonly made = new WeakMap<TerraformStack, T>();

  /** What was made in the stack of `scope`; undefined if nothing was yet. */
  public in(scope: IConstruct): T | undefined {
    return this.made.get(TerraformStack.of(scope));
  }

  /** What was made in the stack of `scope`, or what `make` makes there now. */
  public getOrMake(scope: IConstruct, make: () => T): T {
    const stack = TerraformStack.of(scope);
    const made = this.made.get(stack) ?? make();
    this.made.set(stack, made);
    return made;
  }
}
