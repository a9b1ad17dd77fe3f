import { type IResolvable, type IResolveContext, Token } from "cdktf";
import { checkConnectMarker, connectMarkerIn } from "../powershell/connect-marker";
import { checkIsScript } from "../powershell/no-script";
import { ScriptDescription } from "../powershell/script-description";
import { checkSyntax, scriptHead } from "../powershell/script-head";
import { isReference, literal, literalWithReferences } from "../text/terraform-text";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { readScript } from "./script-file";

/* What Azure Automation takes. */
const MOST_BYTES = 1_048_576;

/* No number is as long, and whoever reads the script would wait for it. A row is looked at once, from its first digit. */
const LONG_NUMBER = /(?<!\d)\d{10000}/;

/**
 * The PowerShell script of a runbook. The connection is inserted at its line `# connect: exchange`; without one, after its
 * `using`, `#Requires`, help and `param`. Only line ends and a byte order mark are changed besides.
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
      ["RunbookScript", "inline"],
      typeof text === "string"
        ? undefined
        : { given: text, allowed: "a PowerShell script", remedy: "pass the text of the script" },
    );
    return new RunbookScript(text, true);
  }

  /** @internal What the script says of itself; undefined for one that only Terraform knows. */
  public readonly _description?: ScriptDescription;

  private readonly text: string;
  private readonly isReference: boolean;

  private constructor(
    text: string,
    private readonly hasReferences: boolean,
  ) {
    this.text = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    this.isReference = hasReferences && isReference(this.text);
    assertValid("RunbookScript", this.check());
    this._description = this.isReference ? undefined : ScriptDescription.of(this.text);
    assertValid("RunbookScript", this._description && checkIsScript(this.text, this._description));
  }

  /** @internal Where the connection is inserted; undefined for a script that only Terraform knows. */
  public get _connectsAt(): number | undefined {
    return this._description && (connectMarkerIn(this._description) ?? scriptHead(this.text).end);
  }

  /** @internal Why no connection can be inserted, if so. */
  public _checkConnection(): Finding | undefined {
    if (this._description === undefined) {
      return undefined;
    }
    const isMarked = connectMarkerIn(this._description) !== undefined;
    return checkConnectMarker(this._description, this.text) ?? (isMarked ? undefined : scriptHead(this.text).finding);
  }

  /** @internal Whether the script says where the connection belongs. */
  public get _isMarked(): boolean {
    return this._description !== undefined && connectMarkerIn(this._description) !== undefined;
  }

  /** @internal The content of a runbook: the script, and `connection` at its marker, or in front of its first statement. */
  public _withConnection(connection: string): string {
    const end = this._connectsAt;
    if (end === undefined) {
      // Only Terraform knows the script.
      return `${connection}\n${this.text}`;
    }
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
    return checkSyntax(this.text);
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
