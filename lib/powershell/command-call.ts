import type { Surroundings } from "./script-cursor";

/** A parameter of a command that is called, and what stands behind it. */
export interface CallParameter {
  /** Without the dash. */
  readonly name: string;
  /** As written, without quotes; undefined for a switch. */
  readonly value?: string;
  /** As written, with quotes. */
  readonly written?: string;
}

/** A command that a script calls. */
export interface CommandCall {
  /** Without the name of a module in front. */
  readonly name: string;
  /** Where in the script it stands. */
  readonly at: number;
  readonly parameters: readonly CallParameter[];
  /** The words that stand behind no parameter, as written. */
  readonly arguments: readonly string[];
  /** Whether parameters come from a variable. */
  readonly isSplatted: boolean;
  /** Whether it is called with `&` or a dot. */
  readonly isInvoked: boolean;
  readonly around: Surroundings;
}

/** Whether a word is the name of a parameter. */
export function isParameter(word: string): boolean {
  return /^[-\u2013\u2014][A-Za-z_?][^:"'$(){}[\]]*$/.test(word);
}

/** The call of a command with these words. */
export function callOf(
  name: string,
  at: number,
  words: readonly string[],
  around: Surroundings,
  isInvoked: boolean,
): CommandCall {
  const parameters: CallParameter[] = [];
  const positional: string[] = [];
  words.forEach((word, index) => {
    const named = /^[-\u2013\u2014]([A-Za-z_]\w*)(?::(.*))?$/s.exec(word);
    if (named) {
      const next = words[index + 1];
      const behind = next === undefined || /^[-\u2013\u2014][A-Za-z_]/.test(next) ? undefined : next;
      const written = named[2] ? named[2] : behind;
      parameters.push({ name: named[1], value: unquoted(written), written });
    } else if (!isParameter(words[index - 1] ?? "") && !/^[-\u2013\u2014]\w+:$/.test(words[index - 1] ?? "")) {
      positional.push(word);
    }
  });
  return {
    name: unquoted(name.replace(/`(.)/g, "$1"))?.replace(/^[A-Za-z][\w.]*\\(?=[A-Za-z]+-)/, "") ?? name,
    at,
    parameters,
    arguments: positional.filter((word) => !/^@\w/.test(word)),
    isSplatted: words.some((word) => /^@\w/.test(word)),
    isInvoked,
    around,
  };
}

/** The parameter of a call by its full name, or by a beginning of it that is at least `shortest`. */
export function parameterOf(
  { parameters }: Pick<CommandCall, "parameters">,
  full: string,
  shortest: string = full,
): CallParameter | undefined {
  return parameters.find(({ name }) => {
    const given = name.toLowerCase();
    return full.toLowerCase().startsWith(given) && given.startsWith(shortest.toLowerCase());
  });
}

/** A word without its quotes. */
function unquoted(word: string | undefined): string | undefined {
  const quoted = word === undefined ? null : /^(['"\u2018-\u201e])(.*)['"\u2018-\u201e]$/s.exec(word);
  return quoted ? quoted[2] : word;
}

/** What a word says, if it is a literal: a text without variables in it; undefined for anything else. */
export function literalOf(word: string | undefined): string | undefined {
  if (word === undefined) {
    return undefined;
  }
  const single = /^['\u2018-\u201b]((?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*)['\u2018-\u201b]$/.exec(word);
  if (single) {
    return single[1].replace(/(['\u2018-\u201b])['\u2018-\u201b]/g, "$1");
  }
  const double = /^["\u201c-\u201e]([^"\u201c-\u201e$`]*)["\u201c-\u201e]$/.exec(word);
  return double ? double[1] : /^[^\s"'$(){}@`,;|&<>\u2018-\u201e]+$/.test(word) ? word : undefined;
}

/** What the parts of a list say, if all of them are literals: `a, 'b'` or `@("a", "b")`. */
export function literalsOf(word: string | undefined): string[] | undefined {
  const inside = /^@\((.*)\)$/s.exec(word ?? "")?.[1] ?? word ?? "";
  const parts = inside.match(/'(?:[^']|'')*'|"[^"]*"|[^,\s]+/g) ?? [];
  const said = parts.map((part) => literalOf(part));
  return said.every((text) => text !== undefined) ? said : undefined;
}
