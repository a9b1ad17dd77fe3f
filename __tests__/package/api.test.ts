import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const ROOT = join(__dirname, "..", "..");

interface Member {
  readonly name: string;
  readonly docs?: { readonly summary?: string };
  readonly overrides?: string;
  readonly optional?: boolean;
}

interface PublicType extends Member {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly properties?: (Member & { readonly docs?: { readonly default?: string } })[];
  readonly methods?: Member[];
  readonly members?: Member[];
}

beforeAll(() => {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
}, 120_000);

test("the reference is what the assembly says; `npm run build && npm run docs` writes it again", () => {
  const { status, stderr } = spawnSync("npm", ["run", "--silent", "docs", "--", "--check"], {
    cwd: ROOT,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  expect([status, stderr]).toEqual([0, ""]);
});

test("the reference is short enough to be shown by a forge, and every link of it leads somewhere", () => {
  const pages = readdirSync(join(ROOT, "api")).map((name) => join("api", name));
  const texts = ["API.md", ...pages].map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
  expect(texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)).toBeLessThan(150_000);
  const headings = new Set(
    texts.flatMap(({ path, text }) => [
      path,
      ...[...text.matchAll(/^## (\w+)$/gm)].map(([, name]) => `${path}#${name.toLowerCase()}`),
    ]),
  );
  const links = texts.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(((?:api\/|\.\.\/)?\w+\.md(?:#\w+)?)\)/g)].map(([, target]) =>
      posix.join(dirname(path.replace(/\\/g, "/")), target),
    ),
  );
  expect(links.length).toBeGreaterThan(300);
  expect(links.filter((target) => !headings.has(target))).toEqual([]);
});

describe("the assembly", () => {
  const types = (): PublicType[] =>
    Object.values(
      (JSON.parse(readFileSync(join(ROOT, ".jsii"), "utf8")) as { types: { [name: string]: PublicType } }).types,
    );

  test("documents every public symbol", () => {
    const undocumented = types().flatMap((type) => [
      ...(type.docs?.summary ? [] : [type.name]),
      ...[...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])]
        // What an interface or a class above documents is not said twice.
        .filter((member) => !member.docs?.summary && member.overrides === undefined)
        .map((member) => `${type.name}.${member.name}`),
    ]);
    expect(undocumented).toEqual([]);
  });

  test("says the default of every optional property", () => {
    const silent = types()
      .filter(({ datatype }) => datatype)
      .flatMap((type) =>
        (type.properties ?? [])
          .filter(({ optional, docs }) => optional && docs?.default === undefined)
          .map(({ name }) => `${type.name}.${name}`),
      );
    expect(silent).toEqual([]);
  });
});
