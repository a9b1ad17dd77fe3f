import { Fn, TerraformOutput, TerraformVariable, Token } from "cdktf";
import { DirectoryRole, HostIdentity, ManagedIdentity, RunbookSchedule, TerraformText } from "../../lib";
import { readableText } from "../../lib/text/terraform-text";
import { newStack, synthesized } from "../helpers/stack";

const PRINCIPAL = "00000000-0000-4000-8000-000000000001";

/* The value of an output, as the synthesized JSON has it. */
function written(value: (stack: ReturnType<typeof newStack>) => unknown): unknown {
  const stack = newStack();
  new TerraformOutput(stack, "value", { value: Token.asAny(value(stack)), staticId: true });
  return synthesized(stack).output?.value.value;
}

describe("a literal text", () => {
  test.each<[string, string, string]>([
    ["a template", '${file("x")}', '$${file("x")}'],
    ["a directive", "%{ if true }", "%%{ if true }"],
    ["a backslash at its end", "C:\\", "C:\\"],
    ["a quotation mark", 'say "hi"', 'say "hi"'],
    ["a plain text", "abc", "abc"],
  ])("stands in an argument as it was written: %s", (_what, text, expected) => {
    expect(written(() => TerraformText.literal(text))).toBe(expected);
  });

  test.each<[string, string, string]>([
    ["a backslash at its end", "C:\\", '${upper("C:\\\\")}'],
    ["a quotation mark", 'say "hi"', '${upper("say \\"hi\\"")}'],
    ["a line end", "a\nb", '${upper("a\\nb")}'],
    ["a template", "${path.root}", '${upper("$${path.root}")}'],
  ])("stays a text in a call of a function: %s", (_what, text, expected) => {
    expect(written(() => Fn.upper(TerraformText.literal(text)))).toBe(expected);
  });

  test("cannot end the text before it", () => {
    const parts = ["C:\\", ", abspath(path.root)])}"].map((text) => TerraformText.literal(text));
    expect(written(() => Fn.join("", parts))).toBe('${join("", ["C:\\\\", ", abspath(path.root)])}"])}');
  });

  test("is no expression where an id may be one", () => {
    expect(() => ManagedIdentity.fromPrincipal({ principalId: '${file("x")}' })).not.toThrow();
    expect(() => ManagedIdentity.fromPrincipal({ principalId: TerraformText.literal('${file("x")}') })).toThrow(
      /principalId/,
    );
  });
});

test("an expression with a reference in it is one as a whole", () => {
  const id = (stack: ReturnType<typeof newStack>) => `\${lower(${new TerraformVariable(stack, "id", {}).stringValue})}`;
  expect(ManagedIdentity.fromPrincipal({ principalId: id(newStack()) }).principalId).toContain("lower(");
});

test("a message shows what was written, and no marker of cdktf", () => {
  const reference = new TerraformVariable(newStack(), "later", {}).stringValue;
  expect(readableText(`${TerraformText.literal("${path.module}")} in ${reference}`)).toBe(
    "${path.module} in (a reference)",
  );
  const literal = TerraformText.literal("${path.module}");
  const messages = [
    () => RunbookSchedule.daily({ timeZone: literal }),
    () => RunbookSchedule.weekly({ weekDays: [literal] }),
    () => DirectoryRole.of({ name: "a", templateId: literal }),
    () => HostIdentity.userAssigned(literal as never),
  ].map((create) => {
    try {
      create();
    } catch (error) {
      return (error as Error).message;
    }
    return "It was taken.";
  });
  for (const message of messages) {
    expect(message).toContain("${path.module}");
    expect(message).not.toContain("TfToken");
  }
});

test("a list that only Terraform knows is said to be a reference", () => {
  const weekDays = new TerraformVariable(newStack(), "days", {}).listValue;
  expect(() => RunbookSchedule.weekly({ weekDays })).toThrow(/a reference, which only Terraform knows/);
});

test("the principal of a program is a plain id", () => {
  expect(ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL }).principalId).toBe(PRINCIPAL);
});
