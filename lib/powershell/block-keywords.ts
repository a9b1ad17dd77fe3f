/** Statements that have a block, and whether the block may run or not. */
export const BLOCKS: ReadonlyMap<string, boolean> = new Map([
  ...["if", "elseif", "else", "while", "for", "foreach", "until", "catch", "trap"].map((word) => [word, true] as const),
  ...["do", "try", "finally", "begin", "process", "end", "clean", "dynamicparam", "data"].map(
    (word) => [word, false] as const,
  ),
  ...["parallel", "sequence", "inlinescript"].map((word) => [word, false] as const),
]);
