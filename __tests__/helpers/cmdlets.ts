import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A parameter of a cmdlet as Microsoft documents it. */
export interface Parameter {
  readonly type: string;
  readonly position?: number;
  /** The sets that it is in; all of them where none is named. */
  readonly sets?: string[];
  readonly required?: boolean;
}

interface Cmdlet {
  readonly defaultSet?: string;
  readonly parameters: { readonly [name: string]: Parameter };
}

/** What Microsoft documents of each cmdlet of Exchange Online and Microsoft Graph: its parameters, their sets and types. */
export const CMDLETS = (
  JSON.parse(readFileSync(join(__dirname, "..", "fixtures", "cmdlets.json"), "utf8")) as {
    cmdlets: { readonly [name: string]: Cmdlet };
  }
).cmdlets;

/* PowerShell's own types; whatever a service defines is an object here. */
const TYPES = /^(?:string|switch|int|double|uint32|datetime|hashtable|uri)(?:\[\])?$/;

/** A function in the place of a cmdlet, so that PowerShell refuses what the cmdlet does not document. */
export function standIn(name: string, body: string): string {
  const { defaultSet, parameters } = CMDLETS[name];
  const declared = Object.entries(parameters).map(([parameter, documented]) => {
    const type = documented.type.toLowerCase().replace("boolean", "bool");
    const known = TYPES.test(type) || type === "bool" ? type : type.endsWith("[]") ? "object[]" : "object";
    const attributes = (documented.sets ?? [undefined]).map((set) => {
      const settings = [
        ...(set === undefined ? [] : [`ParameterSetName = '${set}'`]),
        ...(documented.required ? ["Mandatory = $true"] : []),
        ...(documented.position === undefined ? [] : [`Position = ${documented.position}`]),
      ];
      return `[Parameter(${settings.join(", ")})] `;
    });
    return `        ${attributes.join("")}[${known}] $${parameter}`;
  });
  const binding = defaultSet === undefined ? "" : `DefaultParameterSetName = '${defaultSet}'`;
  return `function ${name} {
    [CmdletBinding(${binding})]
    param(
${declared.join(",\n")}
    )
    ${body}
}
`;
}
