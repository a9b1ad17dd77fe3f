// Runs a TypeScript program of this repository: node run.cjs main.ts
// It is bundled, which costs the same for one file as for a hundred, and the bundle is kept until one of its files
// changes. Types are checked by `npm run typecheck`, not here.
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const entry = path.resolve(process.argv[2] ?? "main.ts");
const kept = path.join(__dirname, "node_modules/.cache/exchange", `${path.basename(entry, ".ts")}.json`);

/** What tells whether a file has changed. */
function stamp(file) {
  const { mtimeMs, size } = fs.statSync(file);
  return `${mtimeMs} ${size}`;
}

function keptBundle() {
  try {
    const { inputs, text } = JSON.parse(fs.readFileSync(kept, "utf8"));
    return inputs[0][0] === entry && inputs.every(([file, seen]) => stamp(file) === seen) ? text : undefined;
  } catch {
    return undefined;
  }
}

function bundle() {
  const { outputFiles, metafile } = require("esbuild").buildSync({
    absWorkingDir: __dirname,
    entryPoints: [entry],
    bundle: true,
    format: "cjs",
    metafile: true,
    packages: "external",
    platform: "node",
    target: "node20",
    write: false,
  });
  const files = Object.keys(metafile.inputs).map((file) => path.join(__dirname, file));
  const inputs = [entry, ...files, __filename].map((file) => [file, stamp(file)]);
  const { text } = outputFiles[0];
  try {
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    // Another run may read it at the same time.
    fs.writeFileSync(`${kept}.${process.pid}`, JSON.stringify({ inputs, text }));
    fs.renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // A folder that cannot be written only makes the next run slower.
  }
  return text;
}

const program = new Module(entry, module);
program.filename = entry;
program.paths = Module._nodeModulePaths(path.dirname(entry));
process.argv.splice(1, 1);
program._compile(keptBundle() ?? bundle(), entry);
