// Packs what a release publishes into release/: both npm packages, each with the list of its parts (SBOM), and the Python package into
// release/python. Everything is built before: npm run build.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const release = join(root, "release");
const isWithPython = !process.argv.includes("--without-python");
// On Windows the programs of npm are scripts.
const run = (program, args) =>
  execFileSync(program, args, { cwd: root, encoding: "utf8", shell: process.platform === "win32", maxBuffer: 1 << 26 });

rmSync(release, { recursive: true, force: true });
mkdirSync(release);
run("npm", ["pack", "--ignore-scripts", "--workspaces", "--include-workspace-root", "--pack-destination", "release"]);
if (isWithPython) {
  run("npx", ["--no-install", "jsii-pacmak", "--target", "python", "--outdir", "release"]);
}
