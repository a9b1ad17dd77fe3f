import { explanationOf } from "../../cli/commands/explanation";
import { HOST_KINDS, HOST_RESOURCES } from "../../cli/hosts/host-kinds";
import { resourceProviderOf } from "../../cli/hosts/host-resource";
import { identityConfiguration, run } from "../helpers/configuration";

const GROUPS = { new: { name: "ContosoRG", location: "West US" }, existing: { name: "ContosoRG", existing: true } };

const CASES = HOST_KINDS.flatMap((kind) => [
  { kind, provisioning: "new", group: GROUPS.new, more: kind.settings.example },
  { kind, provisioning: "existing", group: GROUPS.existing, more: { existing: true } },
  { kind, provisioning: "adopted", group: GROUPS.existing, more: { adopt: true } },
]);

describe.each(CASES)("$kind.type, $provisioning", ({ kind, group, more }) => {
  const host = { type: kind.type, name: kind.resource.sampleName, ...more };
  const { errors, built } = run({ identities: { one: identityConfiguration({ resourceGroup: group, host }) } });
  const [{ stack }] = built.stacks;

  test("has an example that is valid", () => {
    expect(errors).toEqual([]);
  });

  test("names the same runtimes as the construct does", () => {
    expect(kind.runtimes).toEqual(stack.exchange.host.supportedRuntimes);
  });

  test("has each of its resources explained by a step of the guide", () => {
    const steps = explanationOf("one", stack).steps.map(({ step }) => step);
    expect(steps).toContain("host");
    expect(steps.filter((step) => /^azure(?:rm|ad)_/.test(step))).toEqual([]);
  });

  test("needs the resource provider of its own type, where something of it is created", () => {
    expect(stack.exchange.requiredResourceProviders).toContain(resourceProviderOf(kind.resource));
  });

  test("is told from the other kinds by what Azure says", () => {
    const same = HOST_KINDS.filter(({ resource }) => resource.azureType === kind.resource.azureType);
    expect(new Set(same.map(({ operatingSystem }) => operatingSystem)).size).toBe(same.length);
  });
});

test("each resource is named by an option of its own, and belongs to a kind", () => {
  expect(new Set(HOST_RESOURCES.map(({ optionKey }) => optionKey)).size).toBe(HOST_RESOURCES.length);
  expect(new Set(HOST_KINDS.map(({ resource }) => resource))).toEqual(new Set(HOST_RESOURCES));
  for (const { option, optionKey } of HOST_RESOURCES) {
    expect(option.replace(/^--/, "").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())).toBe(optionKey);
  }
});
