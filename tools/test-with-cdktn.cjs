// Runs the tests with CDK Terrain in the place of CDK for Terraform: a copy of this repository, in which an npm alias
// resolves `cdktf` to `cdktn`. Needs the npm registry, and leaves nothing behind.
const { execFileSync, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const CDKTN = "npm:cdktn@0.24.0";
const root = path.join(__dirname, "..");
const copy = fs.mkdtempSync(path.join(os.tmpdir(), "exchange-cdktn-"));
process.on("exit", () => fs.rmSync(copy, { recursive: true, force: true }));

const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
for (const file of files.toString().split("\0").filter(Boolean)) {
  if (file !== "package-lock.json" && fs.existsSync(path.join(root, file))) {
    fs.cpSync(path.join(root, file), path.join(copy, file));
  }
}

const manifest = JSON.parse(fs.readFileSync(path.join(copy, "package.json"), "utf8"));
manifest.devDependencies.cdktf = CDKTN;
manifest.overrides.cdktf = CDKTN;
// The command line of CDK for Terraform brings its own cdktf; CDK Terrain has another one.
delete manifest.devDependencies["cdktf-cli"];
fs.writeFileSync(path.join(copy, "package.json"), JSON.stringify(manifest, undefined, 2));

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: copy, stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
const { name, version } = JSON.parse(fs.readFileSync(path.join(copy, "node_modules/cdktf/package.json"), "utf8"));
console.log(`cdktf is resolved to ${name} ${version}.`);
if (name !== "cdktn") {
  process.exit(1);
}
// Reading a tenant has nothing to do with cdktf.
const others = ["--testPathIgnorePatterns", "/node_modules/", "/__tests__/(?:e2e|package|cli/tenant)/"];
run(process.execPath, "node_modules/jest/bin/jest.js", "--ci", ...others, ...process.argv.slice(2));
