// Fails where the packages do not have one version; with a tag as the argument, also where that is another one.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [tag] = process.argv.slice(2);

const versions = ["package.json", "cli/package.json"].map((file) => {
  const { name, version } = JSON.parse(readFileSync(join(root, file), "utf8"));
  return { what: `${name} (${file})`, version };
});
if (tag !== undefined) {
  versions.push({ what: `the tag ${tag}`, version: tag.replace(/^v/, "") });
}
if (new Set(versions.map(({ version }) => version)).size > 1) {
  console.error(
    `One release has one version: ${versions.map(({ what, version }) => `${what} has ${version}`).join(", ")}.`,
  );
  process.exitCode = 1;
}
