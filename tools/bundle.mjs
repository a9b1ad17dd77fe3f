// Bundles the command: one JavaScript file with everything that it needs, and the licences of what is in it.
import { readFileSync, writeFileSync, readdirSync, cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "cli", "dist");

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["cli/main.ts"],
  outfile: join(dist, "exchange-managed-identity.js"),
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20.9",
  minify: true,
  legalComments: "none",
  logLevel: "error",
  // The UMD form of jsonc-parser hides its requires from a bundler.
  mainFields: ["module", "main"],
  // Only discover and doctor need them, and say so where they are not installed.
  external: ["@azure/identity", "@azure/core-rest-pipeline"],
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs)
    .map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
    .filter((name) => name !== undefined),
);
const licences = [...packages].sort().map((name) => {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8") : "";
  return `${name} ${version} (${license})\n\n${text.replace(/\r\n/g, "\n").trim()}\n`;
});
writeFileSync(join(dist, "LICENSES.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
cpSync(join(root, "exchange.config.schema.json"), join(root, "cli", "exchange.config.schema.json"));
