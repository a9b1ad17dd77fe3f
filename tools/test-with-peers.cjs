// Runs the tests with other peers, in a copy of this repository: `cdktn` puts CDK Terrain in the place of CDK for Terraform
// by an npm alias, `oldest` takes the oldest versions that the package allows. Needs the npm registry, and leaves nothing.
const { execFileSync, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const CDKTN = "npm:cdktn@0.24.0";
const root = path.join(__dirname, "..");
const [variant, ...jestArguments] = process.argv.slice(2);

const VARIANTS = {
  cdktn(manifest) {
    manifest.devDependencies.cdktf = CDKTN;
    manifest.overrides.cdktf = CDKTN;
  },
  oldest(manifest) {
    for (const [name, range] of Object.entries(manifest.peerDependencies)) {
      const oldest = range.replace(/^\^/, "");
      manifest.devDependencies[name] = oldest;
      manifest.overrides[name] = oldest;
    }
  },
};

const change = VARIANTS[variant];
if (!change) {
  console.error(`Say which peers: ${Object.keys(VARIANTS).join(" or ")}.`);
  process.exit(2);
}
const copy = fs.mkdtempSync(path.join(os.tmpdir(), `exchange-${variant}-`));
process.on("exit", () => fs.rmSync(copy, { recursive: true, force: true }));

const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
for (const file of files.toString().split("\0").filter(Boolean)) {
  if (file !== "package-lock.json" && fs.existsSync(path.join(root, file))) {
    fs.cpSync(path.join(root, file), path.join(copy, file));
  }
}

const manifest = JSON.parse(fs.readFileSync(path.join(copy, "package.json"), "utf8"));
change(manifest);
fs.writeFileSync(path.join(copy, "package.json"), JSON.stringify(manifest, undefined, 2));

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: copy, stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
const installed = Object.keys(manifest.peerDependencies).map((peer) => {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(copy, "node_modules", peer, "package.json"), "utf8"));
  return { peer, name, version };
});
for (const { peer, name, version } of installed) {
  console.log(`${peer} is resolved to ${name} ${version}.`);
}
const isAsked =
  variant === "cdktn"
    ? installed.some(({ peer, name }) => peer === "cdktf" && name === "cdktn")
    : installed.every(({ peer, version }) => manifest.peerDependencies[peer] === `^${version}`);
if (!isAsked) {
  process.exit(1);
}
// Reading a tenant has nothing to do with cdktf.
run(process.execPath, "node_modules/jest/bin/jest.js", "--ci", ...jestArguments, "--selectProjects", "unit", "long");
