import { TerraformStack, Testing } from "cdktf";
import { InputValidation, isSecret, nearestOf, shownValue, TextRule } from "../../lib/internal";
import { TEXTS } from "../../lib/validation/type-check";

const FINDING = { given: "x", allowed: "y", remedy: "write y" };

test("the same problem appears once, however often it is reported", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const validation = InputValidation.collect(stack);
  validation.add("a", FINDING);
  validation.add("a", { ...FINDING });
  validation.add("b", FINDING);
  validation.add("b", { ...FINDING, given: "z" });
  expect(validation.close().map(({ place, given }) => [...place, given])).toEqual([
    ["a", "x"],
    ["b", "x"],
    ["b", "z"],
  ]);
});

test.each<[unknown]>([[{ a: "x", b: 1 }], [null], [["a"]], ["a"], [1]])("%j is no map of strings", (value) => {
  expect(TEXTS(value)[0]?.allowed).toBe("a map of strings");
});

test.each<[unknown]>([[{}], [{ a: "x", b: "" }]])("%j is a map of strings", (value) => {
  expect(TEXTS(value)).toEqual([]);
});

test.each<[string, unknown, boolean]>([
  ["password", "x", true],
  ["sas", "x", true],
  ["client_certificate", "x", true],
  ["design", "x", false],
  ["Kansas", "x", false],
  ["sas_region", "x", false],
  ["token_file", "x", false],
  ["use_password", true, false],
  ["address", "https://user:pass@example.com", true],
  ["address", "https://example.com/?sig=abc", true],
  ["address", "https://example.com", false],
])("whether the argument %s with the value %j is a secret: %s", (name, value, expected) => {
  expect(isSecret(name, value)).toBe(expected);
});

class Sample {}

test.each<[string, unknown, string]>([
  ["120 characters as they are", "a".repeat(118), `"${"a".repeat(118)}"`],
  ["a longer text shortened", "a".repeat(200), `"${"a".repeat(119)}… (202 characters)`],
  ["a control character by its number", "a\u202eb", '"a\\u202eb"'],
  ["an object by its class", new Sample(), "an object of the class Sample"],
  ["a function", () => 1, "a function"],
  ["a plain object as JSON", { a: 1 }, '{"a":1}'],
  ["null", null, "null"],
  ["nothing", undefined, "nothing"],
])("a message shows %s", (_what, given, shown) => {
  expect(shownValue({ ...FINDING, given })).toBe(shown);
});

test("any other error has no problems", () => {
  expect([InputValidation.problemsOf(new Error("x")), InputValidation.problemsOf(undefined)]).toEqual([[], []]);
});

test("an expression of Terraform is accepted only where a rule says so", () => {
  const rule = { pattern: "^[a-z]+$", allowed: "letters", remedy: "write letters" };
  expect(TextRule.of(rule).check("${azurerm_x.y.id}")?.allowed).toBe("letters");
  expect(TextRule.of({ ...rule, takesExpression: true }).check("${azurerm_x.y.id}")).toBeUndefined();
});

test.each([
  ["direkctoryRoles", "directoryRoles"],
  ["ORGANISATION", "organization"],
  ["completelyDifferent", undefined],
])("the known word that is nearest to %s is %s", (word, nearest) => {
  expect(nearestOf(word, ["organization", "directoryRoles", "host"])).toBe(nearest);
});

test("a message never shows a secret, and nothing is none", () => {
  expect(shownValue({ ...FINDING, given: "x", secret: true })).toBe("(a secret, not shown)");
  expect(shownValue({ ...FINDING, given: null, secret: true })).toBe("null");
  expect(shownValue({ ...FINDING, given: "https://u:p@x" })).toBe("(a secret, not shown)");
  expect(shownValue({ ...FINDING, given: undefined, secret: true })).toBe("nothing");
});
