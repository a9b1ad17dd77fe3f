// Runs a TypeScript program of this repository: node run.cjs main.ts
// It is bundled, which costs the same for one file as for a hundred, and the bundle is kept until one of its files
// changes. Types are checked by `npm run typecheck`, not here.
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { Script } = require("node:vm");

const entry = path.resolve(process.argv[2] ?? "main.ts");
const kept = path.join(__dirname, "node_modules/.cache/exchange", `${path.basename(entry, ".ts")}.json`);

/** What tells whether a file has changed. */
function stamp(file) {
  const { mtimeMs, size } = fs.statSync(file);
  return `${mtimeMs} ${size}`;
}

function keptBundle() {
  try {
    const { inputs, text, digest } = JSON.parse(fs.readFileSync(kept, "utf8"));
    const isFresh = inputs[0][0] === entry && inputs.every(([file, seen]) => stamp(file) === seen);
    return isFresh ? { text, digest } : undefined;
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
  const digest = require("node:crypto").createHash("sha256").update(text).digest("hex").slice(0, 16);
  try {
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    // Another run may read it at the same time.
    fs.writeFileSync(`${kept}.${process.pid}`, JSON.stringify({ inputs, text, digest }));
    fs.renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // A folder that cannot be written only makes the next run slower.
  }
  return { text, digest };
}

/** Compiles it, with what V8 kept of the last run's compilation, which it refuses by itself if it does not fit. */
function compile({ text, digest }, filename) {
  // V8 itself compares only the length of the text.
  const keptCode = kept.replace(/json$/, `${digest}.v8`);
  let cachedData;
  try {
    cachedData = fs.readFileSync(keptCode);
  } catch {
    // The first run.
  }
  const script = new Script(Module.wrap(text), { filename, cachedData });
  if (!cachedData || script.cachedDataRejected) {
    // At the end, when the functions are compiled too that the program needed.
    process.on("exit", () => {
      try {
        const name = path.basename(kept, "json");
        for (const file of fs.readdirSync(path.dirname(kept))) {
          if (file.startsWith(name) && file.endsWith(".v8")) {
            fs.rmSync(path.join(path.dirname(kept), file), { force: true });
          }
        }
        fs.writeFileSync(`${keptCode}.${process.pid}`, script.createCachedData());
        fs.renameSync(`${keptCode}.${process.pid}`, keptCode);
      } catch {
        // As above.
      }
    });
  }
  return script.runInThisContext();
}

const program = new Module(entry, module);
program.filename = entry;
program.paths = Module._nodeModulePaths(path.dirname(entry));
process.argv.splice(1, 1);
const start = compile(keptBundle() ?? bundle(), entry);
start.call(program.exports, program.exports, Module.createRequire(entry), program, entry, path.dirname(entry));
