/** A JSON pointer (RFC 6901) of a path. */
export function pointer(path: (string | number)[]): string {
  return path.map((part) => `/${String(part).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}
