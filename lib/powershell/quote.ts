/**
 * A text as a PowerShell literal: in single quotes, so that nothing in it is evaluated. PowerShell takes the
 * typographic single quotes for quotes too.
 */
export function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}
