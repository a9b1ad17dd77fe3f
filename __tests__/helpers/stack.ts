import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import type { IConstruct } from "constructs";

interface Block {
  readonly [argument: string]: unknown;
}

/** Synthesized Terraform JSON. */
export interface Synthesized {
  readonly resource?: { readonly [type: string]: { readonly [name: string]: Block } };
  readonly data?: { readonly [type: string]: { readonly [name: string]: Block } };
  readonly output?: { readonly [name: string]: Block };
  readonly variable?: { readonly [name: string]: Block };
  readonly import?: { readonly to: string; readonly id: string; readonly provider?: string }[];
  readonly terraform: {
    readonly backend?: object;
    readonly required_version?: string;
    readonly required_providers: { readonly [name: string]: { readonly source: string; readonly version: string } };
  };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A folder that is gone after the tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "exchange-test-"));
  folders.push(folder);
  return folder;
}

/** A stack with both providers, as a program has it. */
export function newStack(): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder(), stackTraces: false }), "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  new AzureadProvider(stack, "azuread", {});
  return stack;
}

/** What a stack synthesizes; its validations are run. */
export function synthesized(stack: TerraformStack): Synthesized {
  return JSON.parse(Testing.synth(stack, true)) as Synthesized;
}

/** The types of everything in it, each as often as it is there: `data.` in front of what is read. */
export function outline({ resource = {}, data = {} }: Synthesized): string[] {
  const list = (of: NonNullable<Synthesized["data"]>, prefix: string) =>
    Object.entries(of).flatMap(([type, blocks]) => Object.keys(blocks).map(() => `${prefix}${type}`));
  return [...list(resource, ""), ...list(data, "data.")].sort();
}

/** The only resource of a type. */
export function only(json: Synthesized, type: string): Block {
  const blocks = Object.values(
    (type.startsWith("data.") ? json.data : json.resource)?.[type.replace(/^data\./, "")] ?? {},
  );
  expect(blocks).toHaveLength(1);
  return blocks[0];
}

/** The address of the only resource of a type. */
export function addressOf(json: Synthesized, type: string): string {
  only(json, type);
  return `${type}.${Object.keys((type.startsWith("data.") ? json.data : json.resource)?.[type.replace(/^data\./, "")] ?? {})[0]}`;
}

/** The warnings below a construct. */
export function warnings(scope: IConstruct): string[] {
  return scope.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => String(data)));
}
