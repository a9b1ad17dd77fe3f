import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../helpers/stack";

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

test("API.md is what the assembly says; `npm run build && npm run docs` writes it again", () => {
  const file = join(temporaryFolder(), "API.md");
  execFileSync(process.execPath, [require.resolve("jsii-docgen/bin/jsii-docgen"), "--output", file], { cwd: ROOT });
  expect(readFileSync(join(ROOT, "API.md"), "utf8") === readFileSync(file, "utf8")).toBe(true);
}, 120_000);

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
