import { readFileSync, statSync } from "node:fs";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";

/* The names of encodings by their byte order marks, and by what UTF-16 without one looks like. */
const OTHER_ENCODINGS: [RegExp, string][] = [
  [/^(?:\xFF\xFE|.\0.\0)/s, "UTF-16 LE"],
  [/^(?:\xFE\xFF|\0.\0.)/s, "UTF-16 BE"],
];

/**
 * The text of a script's file.
 *
 * @throws an `Error` named `ExchangeInputError` for a file that cannot be read as UTF-8
 */
export function readScript(path: string): string {
  let bytes: Buffer;
  try {
    // A pipe or a device would be waited for.
    if (!statSync(path).isFile()) {
      throw Object.assign(new Error("not a file"), { code: "no regular file" });
    }
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    assertValid(["RunbookScript", "fromFile"], {
      given: path,
      allowed: "a PowerShell file that can be read",
      remedy:
        code === "ENOENT"
          ? `the file was not found: fix the path, or create the file`
          : `the file cannot be read (${code})`,
    });
    throw error;
  }
  assertValid(["RunbookScript", "fromFile"], checkEncoding(path, bytes));
  return bytes.toString("utf8");
}

function checkEncoding(path: string, bytes: Buffer): Finding | undefined {
  const start = bytes.subarray(0, 4).toString("latin1");
  const other = OTHER_ENCODINGS.find(([mark]) => mark.test(start))?.[1];
  let isUtf8 = other === undefined;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    isUtf8 = false;
  }
  return isUtf8
    ? undefined
    : {
        given: `${path}, a file in ${other ?? "another encoding, such as Windows-1252"}`,
        allowed: "a PowerShell file in UTF-8",
        remedy:
          'save the file as UTF-8: in VS Code with "Save with Encoding", in PowerShell with Set-Content -Encoding utf8',
      };
}
