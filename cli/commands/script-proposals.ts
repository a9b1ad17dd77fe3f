import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { RunbookScript } from "cdktf-exchange-managed-identity";
import {
  InputValidation,
  isOfWindowsServer,
  needsOf,
  type ScriptNeeds,
} from "cdktf-exchange-managed-identity/internal";
import { slashed } from "../config/script-path";
import type { Answers, ParameterValue } from "./answers";

/** Answers that a script proposes, each with a sentence that says why. */
export interface Proposals {
  readonly answers: Partial<Pick<Answers, "runtime" | "role" | "modules">>;
  readonly words: readonly string[];
}

/** What the script of the runbook needs; undefined where there is none yet, or one that `check` refuses anyway. */
export function scriptNeeds(folder: string, script: string | undefined): ScriptNeeds | undefined {
  const file = script === undefined ? undefined : resolve(folder, slashed(script));
  if (file === undefined || !existsSync(file)) {
    return undefined;
  }
  try {
    const description = RunbookScript.fromFile(file)._description;
    return description && needsOf(description);
  } catch (error) {
    if (error instanceof Error && error.name === InputValidation.ERROR_NAME) {
      return undefined;
    }
    throw error;
  }
}

/** What the script proposes for what no option says. */
export function proposalsFor(needs: ScriptNeeds, given: Partial<Answers>): Proposals {
  const { powerShell, isPowerShell7, role } = needs;
  const words: string[] = [];
  const runtime = isPowerShell7 && given.runtime === undefined ? ["7.6"] : undefined;
  if (runtime) {
    words.push(`The script requires PowerShell ${powerShell}: its runtime is 7.6. Another one: --runtime.`);
  }
  const isRole = role !== undefined && given.role === undefined && given.exchangeRole === undefined;
  if (isRole) {
    words.push(`The least role for the commands of the script is ${role.name}. Another one: --role.`);
  }
  const windows = needs.modules.filter(({ name }) => isOfWindowsServer(name)).map(({ name }) => name);
  if (windows.length > 0) {
    words.push(`The script asks for ${windows.join(", ")}, of Windows Server: a job in Azure's sandbox has it not.`);
  }
  const fromGallery = needs.modules.filter(({ name }) => !isOfWindowsServer(name));
  const modules = fromGallery.flatMap(({ name, version }) => (version === undefined ? [] : [{ name, version }]));
  if (modules.length > 0) {
    const list = modules.map(({ name, version }) => `${name} ${version}`).join(", ");
    words.push(`The script asks for the modules ${list}: they are installed too.`);
  }
  const open = fromGallery.filter(({ version }) => version === undefined).map(({ name }) => name);
  if (open.length > 0) {
    words.push(`The script asks for ${open.join(", ")}, and names no version: add them to "additional" of "module".`);
  }
  return {
    answers: {
      ...(runtime ? { runtime } : {}),
      ...(isRole ? { role: [role.name] } : {}),
      ...(modules.length > 0 ? { modules } : {}),
    },
    words,
  };
}

/** A value as it is typed: a number, true, false or a list of JSON, else a text. */
export function parameterValue(text: string): ParameterValue {
  // A number that would be written another way, such as 1.10 or 007, is a text.
  const isNumber = String(Number(text)) === text && Number.isFinite(Number(text));
  if (isNumber || /^(?:true|false|\[.*\])$/s.test(text)) {
    try {
      return JSON.parse(text) as ParameterValue;
    } catch {
      return text;
    }
  }
  return text;
}
