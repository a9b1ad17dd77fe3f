import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

test("importing the library loads no provider binding", () => {
  const program = `require("@swc/core"); const Module = require("module"); const { transformFileSync } = require("@swc/core");
    require.extensions[".ts"] = (module, file) => module._compile(transformFileSync(file, { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } }).code, file);
    require("./lib/index.ts"); console.log(JSON.stringify(Object.keys(require.cache).filter((path) => path.includes("@cdktf/provider"))));`;
  expect(JSON.parse(execFileSync(process.execPath, ["-e", program], { cwd: ROOT, encoding: "utf8" }))).toEqual([]);
});

test("no file imports the bindings by their root, and no file of the library is long", () => {
  const files = ["lib", "app"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(ROOT, folder, name)),
  );
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    expect([file, /from ["']@cdktf\/provider-azure(rm|ad)["']/.test(text)]).toEqual([file, false]);
    expect([file, text.split("\n").length <= 201]).toEqual([file, true]);
  }
});
