import { type IResolvable, type IResolveContext, Token } from "cdktf";
import { commandsCalled } from "../powershell/script-text";
import { scriptHead } from "../powershell/script-head";
import { isReference, literal, literalWithReferences } from "../text/terraform-text";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { readScript } from "./script-file";

const NOT_WITH_A_MANAGED_IDENTITY = [
  "New-UnifiedGroup",
  "Remove-UnifiedGroup",
  "Remove-UnifiedGroupLinks",
  "Add-UnifiedGroupLinks",
  "Connect-IPPSSession",
];

/* What Azure Automation takes. */
const MOST_BYTES = 1_048_576;

/* No number is as long, and whoever reads the script would wait for it. A row is looked at once, from its first digit. */
const LONG_NUMBER = /(?<!\d)\d{10000}/;

/**
 * The PowerShell script of a runbook. The connection is inserted after its `using`, `#Requires`, help and `param`; only
 * line ends and a byte order mark are changed besides.
 */
export class RunbookScript {
  /**
   * A script from a file, which is read at synth time. All of its text is literal.
   *
   * @param path relative to the working directory, or absolute
   * @throws an `Error` named `ExchangeInputError` for a file that cannot be read as UTF-8, or a script that cannot be used
   */
  public static fromFile(path: string): RunbookScript {
    return new RunbookScript(readScript(path), false);
  }

  /**
   * A script as text. cdktf's references in it are resolved; everything else is literal.
   *
   * @throws an `Error` named `ExchangeInputError` for a script that cannot be used
   */
  public static inline(text: string): RunbookScript {
    assertValid(
      "RunbookScript.inline",
      typeof text === "string"
        ? undefined
        : { given: text, allowed: "a PowerShell script", remedy: "pass the text of the script" },
    );
    return new RunbookScript(text, true);
  }

  private readonly text: string;
  private readonly isReference: boolean;

  private constructor(
    text: string,
    private readonly hasReferences: boolean,
  ) {
    this.text = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    this.isReference = hasReferences && isReference(this.text);
    assertValid("RunbookScript", this.check());
  }

  /** @internal The content of a runbook: the script, and `connection` in front of its first statement. */
  public _withConnection(connection: string): string {
    if (this.isReference) {
      // Only Terraform knows the script.
      return `${connection}\n${this.text}`;
    }
    const { end } = scriptHead(this.text);
    const head = this.text.slice(0, end);
    const rest = this.text.slice(end);
    const before = `${this.escaped(head)}${head === "" || head.endsWith("\n") ? "" : "\n"}`;
    const behind = `${rest.startsWith("\n") ? "" : "\n"}${this.escaped(rest)}`;
    return this.hasReferences || !Token.isUnresolved(connection)
      ? `${before}${connection}${behind}`
      : Token.asString(new ConnectedScript(before, connection, behind));
  }

  /** @internal The content of a runbook that does not connect. */
  public get _content(): string {
    return this.isReference ? this.text : this.escaped(this.text);
  }

  /** @internal What should be known about the script, for warnings. */
  public _warnings(runtimeVersion: string, isConnected = true): string[] {
    if (this.isReference) {
      return [];
    }
    const commands = commandsCalled(this.text, ["Connect-ExchangeOnline", ...NOT_WITH_A_MANAGED_IDENTITY]);
    const warnings = commands
      .filter((command) => command !== "Connect-ExchangeOnline")
      .map((command) => `The script calls ${command}, which does not work with a managed identity. Remove the call.`);
    if (isConnected && commands.includes("Connect-ExchangeOnline")) {
      warnings.push(
        'The script calls Connect-ExchangeOnline itself, and is already connected at that point. Remove the call, or turn the inserted connection off with "connect": false and use the command of the output connect_command.',
      );
    }
    const required = requiredVersion(this.text);
    if (required !== undefined && !satisfies(runtimeVersion, required)) {
      warnings.push(
        `The script requires PowerShell ${required} (#Requires), and the runbook runs in PowerShell ${runtimeVersion}: every job would fail. Choose another runtime, or change the line.`,
      );
    }
    return warnings;
  }

  private check(): Finding | undefined {
    if (this.isReference) {
      return undefined;
    }
    if (this.text.trim() === "") {
      return {
        given: "",
        allowed: "a PowerShell script",
        remedy: "write the script, or leave it out for the verification",
      };
    }
    const size = Buffer.byteLength(this.text);
    const [digits] = LONG_NUMBER.exec(this.text) ?? [];
    if (size > MOST_BYTES || digits !== undefined) {
      return {
        given:
          digits === undefined
            ? `a script of ${size} bytes`
            : `more than 10000 digits in a row: ${digits.slice(0, 20)}…`,
        allowed: `a PowerShell script of at most ${MOST_BYTES} bytes, as Azure Automation takes it`,
        remedy: "keep data out of the script: in a variable of the account, or in a file that the script reads",
      };
    }
    const control = /[^\P{Cc}\n\t\f]/u.exec(this.text);
    if (control) {
      const line = this.text.slice(0, control.index).split("\n").length;
      return {
        given: `the control character ${JSON.stringify(control[0])} in line ${line}`,
        allowed: "a PowerShell script without control characters",
        remedy: "remove the character",
      };
    }
    return scriptHead(this.text).finding;
  }

  private escaped(text: string): string {
    return this.hasReferences ? literalWithReferences(text) : literal(text);
  }
}

/*
 * The content of a script that has no references around its connection. cdktf looks through a text once more for everything
 * in it that it takes for a reference; of a token it only looks at the result.
 */
class ConnectedScript implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(
    private readonly before: string,
    private readonly connection: string,
    private readonly behind: string,
  ) {}

  public resolve(context: IResolveContext): string {
    return `${this.before}${String(context.resolve(this.connection))}${this.behind}`;
  }

  public toString(): string {
    return Token.asString(this);
  }
}

/* The version in `#Requires -Version`. */
function requiredVersion(text: string): string | undefined {
  return /^[ \t]*#Requires\b[^\n]*\s-Version\s+(\d+(?:\.\d+){0,3})/im.exec(text)?.[1];
}

function satisfies(runtimeVersion: string, required: string): boolean {
  const [major, minor = 0] = required.split(".").map(Number);
  const [runtimeMajor, runtimeMinor = 0] = runtimeVersion.split(".").map(Number);
  return runtimeMajor > major || (runtimeMajor === major && runtimeMinor >= minor);
}
