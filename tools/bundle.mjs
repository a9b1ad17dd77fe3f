// Bundles the command: one JavaScript file with everything that it needs, the licences of what is in it, and its parts as a
// CycloneDX list (SBOM).
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundledPackages, licencesOf, partsListOf } from "./bundled-packages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(root, "cli");
const dist = join(cli, "dist");

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

const packages = bundledPackages(root, metafile);
const { name, version } = JSON.parse(readFileSync(join(cli, "package.json"), "utf8"));
writeFileSync(join(dist, "LICENSES.txt"), licencesOf(packages));
writeFileSync(join(dist, "sbom.cdx.json"), partsListOf({ name, version }, packages));
cpSync(join(root, "LICENSE"), join(cli, "LICENSE"));
cpSync(join(root, "exchange.config.schema.json"), join(cli, "exchange.config.schema.json"));
