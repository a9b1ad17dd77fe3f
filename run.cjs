// Runs a TypeScript program of this repository: node run.cjs main.ts
// It is bundled in memory, which costs the same for one file as for a hundred; types are checked by `npm run typecheck`.
const Module = require("node:module");
const path = require("node:path");
const { buildSync } = require("esbuild");

const entry = path.resolve(process.argv[2] ?? "main.ts");
const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  format: "cjs",
  packages: "external",
  platform: "node",
  target: "node20",
  write: false,
});
const program = new Module(entry, module);
program.filename = entry;
program.paths = Module._nodeModulePaths(path.dirname(entry));
process.argv.splice(1, 1);
program._compile(outputFiles[0].text, entry);
