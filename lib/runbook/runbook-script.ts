import type { ExchangeConnection } from "../exchange-online/exchange-connection";
import { scriptHead } from "../powershell/script-head";
import { codeOf } from "../powershell/script-text";
import type { Finding } from "../problem/finding";
import { isReference, literalText } from "../terraform/literal-text";
import { connectionScript, verificationScript } from "./connection-script";

const NOT_WITH_A_MANAGED_IDENTITY = [
  "New-UnifiedGroup",
  "Remove-UnifiedGroup",
  "Remove-UnifiedGroupLinks",
  "Add-UnifiedGroupLinks",
  "Connect-IPPSSession",
];

/** What is wrong with a text as the script of a runbook, if anything. */
export function checkRunbookScript(script: string): Finding | undefined {
  if (isReference(script)) {
    return undefined;
  }
  const text = normalized(script);
  return text.trim() === ""
    ? { given: "", allowed: "a PowerShell script", remedy: "write the script, or leave it out for the verification" }
    : scriptHead(text).finding;
}

/**
 * The content of a runbook: the connection, in front of the person's script or of the verification. A person's script
 * is text to Terraform; it is changed in nothing but its line ends and a byte order mark.
 */
export function runbookContent(connection: ExchangeConnection, script?: string): string {
  const connect = escapedConnection(connection);
  if (script === undefined) {
    return connect + literalText(verificationScript());
  }
  if (isReference(script)) {
    // Nobody can look into it before Terraform has it.
    return `${connect}\n${script}`;
  }
  const text = normalized(script);
  const { end } = scriptHead(text);
  const head = text.slice(0, end);
  const separator = head === "" || head.endsWith("\n") ? "" : "\n";
  const rest = text.slice(end);
  return `${literalText(head)}${separator}${connect}${rest.startsWith("\n") ? "" : "\n"}${literalText(rest)}`;
}

/** Whether a script connects by itself, after the connection that is put into it. */
export function connectsItself(script: string): boolean {
  return calls(script, "Connect-ExchangeOnline");
}

/** The commands of a script that fail with a managed identity, as they are known. */
export function unavailableCommands(script: string): string[] {
  return NOT_WITH_A_MANAGED_IDENTITY.filter((command) => calls(script, command));
}

function calls(script: string, command: string): boolean {
  const code = codeOf(normalized(script)).toLowerCase();
  return new RegExp(`(?<![\\w-])${command.toLowerCase()}(?![\\w-])`).test(code);
}

/* The command holds references of our own, which stay; the rest is text to Terraform like any other. */
function escapedConnection(connection: ExchangeConnection): string {
  const [before, after] = connectionScript(connection).split(connection.command);
  return `${literalText(before)}${connection.command}${literalText(after)}`;
}

function normalized(script: string): string {
  return script.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}
