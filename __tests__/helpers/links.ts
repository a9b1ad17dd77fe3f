import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./stack";

/** A link to a folder: a junction on Windows, where it needs no right. */
export function linkFolder(target: string, link: string): void {
  symlinkSync(target, link, "junction");
}

/** A test that links folders; skipped where that cannot be done: Windows has junctions, and Wine has none. */
export const testWithLinks = canLink() ? test : test.skip;

function canLink(): boolean {
  const folder = temporaryFolder();
  try {
    linkFolder(folder, join(folder, "link"));
    return true;
  } catch {
    return false;
  }
}
