// Bundles the command: one JavaScript file with everything that it needs, the licences of what is in it, and its parts as a
// CycloneDX list (SBOM).
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundledPackages, installedPackage, licencesOf, partsListOf } from "./bundled-packages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(root, "cli");
const dist = join(cli, "dist");

/*
 * What cdktf has for a person's program, and the command never uses: the stack trace of each token, for there is no program
 * to point into, and the zip archives of assets.
 */
const LEFT_OUT = [
  {
    path: /[\\/]cdktf[\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/,
    instead: "exports.captureStackTrace = () => [];",
  },
  { path: /[\\/]archiver[\\/]index\.js$/, instead: "" },
];

/* Fails where there is nothing to leave out: then cdktf has changed, and so has what it costs. */
const leaveOut = {
  name: "leave-out",
  setup({ onLoad, onEnd }) {
    const found = new Set();
    for (const { path, instead } of LEFT_OUT) {
      onLoad({ filter: path }, () => {
        found.add(path);
        return { contents: instead, loader: "js" };
      });
    }
    onEnd(() => {
      const missing = LEFT_OUT.filter(({ path }) => !found.has(path)).map(({ path }) => String(path));
      return missing.length > 0 ? { errors: [{ text: `Nothing to leave out at ${missing.join(", ")}` }] } : undefined;
    });
  },
};

/* The tests bundle the command with cdktn too, which has other files of its own: there nothing is left out. */
const bundledWithCdktf =
  JSON.parse(readFileSync(join(root, "node_modules", "cdktf", "package.json"), "utf8")).name === "cdktf";

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
  plugins: bundledWithCdktf ? [leaveOut] : [],
  metafile: true,
});

const packages = bundledPackages(root, metafile);
const { name, version } = JSON.parse(readFileSync(join(cli, "package.json"), "utf8"));
writeFileSync(join(dist, "LICENSES.txt"), licencesOf(packages));
writeFileSync(join(dist, "sbom.cdx.json"), partsListOf({ name, version }, packages, "application"));
const library = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const peers = Object.keys(library.peerDependencies).map((peer) => installedPackage(root, `node_modules/${peer}`));
// The command may be bundled before the library is built.
mkdirSync(join(root, "dist"), { recursive: true });
writeFileSync(join(root, "dist", "sbom.cdx.json"), partsListOf(library, peers, "library"));
cpSync(join(root, "LICENSE"), join(cli, "LICENSE"));
cpSync(join(root, "exchange.config.schema.json"), join(cli, "exchange.config.schema.json"));
