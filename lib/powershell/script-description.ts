import { CallReach } from "./call-reach";
import { type CommandCall, literalOf } from "./command-call";
import type { ScriptFunction } from "./declaration-reader";
import { importedBy, modulesIn, type RequiredModule } from "./module-specification";
import type { ScriptAssignment } from "./expression-reader";
import { literalValuesOf, type ScriptParameter } from "./parameter-reader";
import type { ScriptComment } from "./script-cursor";
import { requirementsIn, type ScriptRequirements } from "./script-requirements";
import { readStatements } from "./statement-reader";

/* The commands that run a text, or a file that is somewhere else. */
const RUNS_TEXT = /^(?:Invoke-Expression|iex|Invoke-Command|icm|Start-Job|Start-Process|powershell|pwsh)(?:\.exe)?$/i;

/**
 * What a script says of itself, read once. It says nothing of what only shows at run time: what variables hold, and what
 * other files define.
 */
export class ScriptDescription {
  /** Reads a script whose comments, texts and brackets are closed. Its line ends are line feeds. */
  public static of(text: string): ScriptDescription {
    return new ScriptDescription(text);
  }

  /** What the script takes, in its order; empty without `param`. */
  public readonly parameters: readonly ScriptParameter[];
  /** Whether `parameters` is everything that it takes. */
  public readonly hasKnownParameters: boolean;
  /** Whether it has a `param`. */
  public readonly hasParam: boolean;
  /** The set of parameters that counts where nothing else says which; undefined without one. */
  public readonly defaultParameterSet?: string;
  /** Whether it takes PowerShell's common parameters, such as `Verbose`, too. */
  public readonly takesCommonParameters: boolean;
  /** How many statements it has, its head not counted. */
  public readonly statementCount: number;
  /** The commands that it calls, in their order. */
  public readonly commands: readonly CommandCall[];
  public readonly functions: readonly ScriptFunction[];
  public readonly requires: ScriptRequirements;
  public readonly comments: readonly ScriptComment[];
  /** The literals that it gives variables. */
  public readonly assignments: readonly ScriptAssignment[];
  /** The modules that it asks for: `#Requires`, `using module` and `Import-Module`. */
  public readonly modules: readonly RequiredModule[];
  /** Whether it was not read to its end: too many commands in one chain. */
  public readonly isTooLong: boolean;
  /** Whether it may run what does not stand in it: a file, a text, a command whose name is in a variable. */
  public readonly isDynamic: boolean;

  private readonly defined: ReadonlySet<string>;
  private readonly reach: CallReach;
  /* Where each line begins. */
  private readonly lineStarts: readonly number[];

  private constructor(private readonly text: string) {
    const read = readStatements(text);
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.parameters = read.ownParameters ?? [];
    this.hasParam = read.ownParameters !== undefined;
    const takesMore = this.parameters.some(({ attributes }) =>
      attributes.some(({ named }) => /^(?:\$true|1)$/i.test(named.get("valuefromremainingarguments") ?? "")),
    );
    const hasOtherNames = this.parameters.some(({ attributes }) =>
      attributes.some((attribute) => attribute.name === "alias" && literalValuesOf(attribute) === undefined),
    );
    this.hasKnownParameters =
      !read.ownBlocks.includes("dynamicparam") && !takesMore && !hasOtherNames && !/\$args\b/i.test(text);
    this.defaultParameterSet = literalOf(
      read.ownAttributes.find(({ name }) => name === "cmdletbinding")?.named.get("defaultparametersetname"),
    );
    this.takesCommonParameters =
      read.ownAttributes.some(({ name }) => name === "cmdletbinding") ||
      this.parameters.some(({ attributes }) => attributes.some(({ name }) => name === "parameter"));
    this.statementCount = read.ownStatements;
    this.commands = read.commands;
    this.functions = read.functions;
    this.isTooLong = read.isTooLong;
    this.comments = read.comments;
    this.assignments = read.assignments;
    this.requires = requirementsIn(read.comments);
    this.defined = new Set(this.functions.map(({ name }) => name.toLowerCase()));
    this.isDynamic = this.commands.some(
      ({ name, isInvoked }) => RUNS_TEXT.test(name) || /\.ps1["']?$/i.test(name) || (isInvoked && /[$(]/.test(name)),
    );
    this.reach = new CallReach(this.commands, this.defined, this.isDynamic);
    // In `try` the script may go on without the module.
    const imports = this.callsOf("Import-Module", "ipmo").filter(
      (call) => this.isCertain(call) && !call.around.isCaught,
    );
    this.modules = [
      ...this.requires.modules,
      ...read.usings.flatMap((written) => modulesIn(written, 0)),
      ...imports.flatMap(importedBy),
    ];
  }

  /** The calls of some commands, if the script defines none of that name itself. */
  public callsOf(...names: string[]): CommandCall[] {
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    return this.commands.filter(({ name }) => wanted.has(name.toLowerCase()) && !this.defines(name));
  }

  /** Whether the script defines a function of this name. */
  public defines(name: string): boolean {
    return this.defined.has(name.toLowerCase());
  }

  /** Whether a call can run at all: it stands in no function, or in one that is called. */
  public canRun(call: CommandCall): boolean {
    return this.reach.mayRun(call);
  }

  /** Whether a call runs in every run: it stands in no branch, and in no function that is called in one only. */
  public isCertain(call: CommandCall): boolean {
    return this.reach.isCertain(call);
  }

  /** Where a call runs first: its own place, or that of the first call of the function that it stands in. */
  public runsAt(call: CommandCall): number {
    return this.reach.runsAt(call);
  }

  /** The line of a place in the script, from 1. */
  public lineOf(at: number): number {
    let [low, high] = [0, this.lineStarts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = this.lineStarts[middle] <= at ? [middle + 1, high] : [low, middle];
    }
    return low;
  }

  /** Some of what stands in front of a place. */
  public textBefore(at: number): string {
    return this.text.slice(Math.max(0, at - 200), at);
  }

  /** The only declaration that the script consists of, if it is a `workflow` or a `configuration`. */
  public get onlyDeclaration(): ScriptFunction | undefined {
    const [only, ...others] = this.functions.filter(({ around }) => around.functionName === undefined);
    const isAlone = others.length === 0 && this.statementCount === 1;
    return only && isAlone && ["workflow", "configuration"].includes(only.kind) ? only : undefined;
  }
}

/** Whether a script defines a function of this name. */
export function definedIn(script: string, name: string): boolean {
  return descriptionOf(script).defines(name);
}

/** The names of the commands that a script calls, in their order. */
export function commandsIn(script: string): string[] {
  return descriptionOf(script).commands.map(({ name }) => name);
}

/* Of a script as it is in a tenant. */
function descriptionOf(script: string): ScriptDescription {
  return ScriptDescription.of(script.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
}
