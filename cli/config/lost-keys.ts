import { isObject } from "./fields";
import type { Problem } from "./problem";

/** Keys named `__proto__`, which JavaScript keeps for itself: the declaration would lose them without a word. */
export function lostKeyProblems(value: unknown, path: (string | number)[] = []): Problem[] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((entry, index): [number, unknown] => [index, entry])
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, entry]) =>
    key === "__proto__"
      ? [
          {
            path: [...path, key],
            given: `the key "${key}"`,
            allowed: "another name",
            remedy: "rename it, or remove it",
          },
        ]
      : lostKeyProblems(entry, [...path, key]),
  );
}
