import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./stack";

/** How a script ended, and which commands it called. */
export interface Ran {
  readonly status: number | null;
  readonly output: string;
  readonly calls: string[];
}

/** What the stand-ins do otherwise than well. */
export interface Trouble {
  /** The number of the call that fails, counted over all steps of a job; from 1. */
  readonly failAt?: number;
  /** The code of a plan with `-detailed-exitcode`, by stack; 2 creates an identity, 3 replaces it, 4 creates a module. */
  readonly planCodes?: { readonly [stack: string]: number };
  /** Stacks that are invalid. */
  readonly invalid?: readonly string[];
  /** Stacks whose plan fails. */
  readonly unplannable?: readonly string[];
}

const COMMANDS = ["npm", "npx", "terraform", "az", "gpg", "curl", "unzip", "sha256sum"];

/**
 * Stand-ins for what the steps of a pipeline call, as scripts of bash: each call is written down, and one of them may fail.
 * What the command of this package prints is given by its arguments.
 */
export class PipelineStandIns {
  private readonly bin = join(temporaryFolder(), "bin");
  private readonly log: string;

  /** `variables` are the names that each stack needs. */
  public constructor(
    answers: { readonly [line: string]: string },
    private readonly variables: string,
  ) {
    mkdirSync(this.bin);
    this.log = join(dirname(this.bin), "calls.log");
    const script = join(this.bin, "stand-in");
    writeFileSync(script, scriptOf(answers));
    chmodSync(script, 0o755);
    COMMANDS.forEach((name) => symlinkSync(script, join(this.bin, name)));
  }

  /** Forgets the calls: another job begins. */
  public begin(): void {
    writeFileSync(this.log, "");
  }

  /** Runs one step in a folder, as the services do. */
  public run(folder: string, script: string, env: { readonly [name: string]: string }, trouble: Trouble = {}): Ran {
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-c", script], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: `${this.bin}:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
        STAND_IN_LOG: this.log,
        STAND_IN_FAIL_AT: String(trouble.failAt ?? 0),
        STAND_IN_PLANS: Object.entries(trouble.planCodes ?? {})
          .map(([stack, code]) => ` ${stack}=${code} `)
          .join(""),
        STAND_IN_INVALID: (trouble.invalid ?? []).map((stack) => ` ${stack} `).join(""),
        STAND_IN_VARIABLES: this.variables,
        STAND_IN_UNPLANNABLE: (trouble.unplannable ?? []).map((stack) => ` ${stack} `).join(""),
        ...env,
      },
    });
    return { status, output: `${stdout}${stderr}`, calls: this.calls() };
  }

  /** The calls since the job began. */
  public calls(): string[] {
    return existsSync(this.log)
      ? readFileSync(this.log, "utf8")
          .split("\n")
          .filter((line) => line !== "")
      : [];
  }
}

function scriptOf(answers: { readonly [line: string]: string }): string {
  const cases = Object.entries(answers).map(
    ([line, text]) =>
      `  "npx --no-install exchange-managed-identity ${line}") cat <<'END_OF_ANSWER'\n${text}\nEND_OF_ANSWER\n  ;;`,
  );
  return `#!/usr/bin/env bash
name=$(basename "$0")
line="$name $*"
printf '%s\\n' "$line" >> "$STAND_IN_LOG"
if [ "$(wc -l < "$STAND_IN_LOG")" -eq "$STAND_IN_FAIL_AT" ]; then echo "$line failed" >&2; exit 1; fi
folder=$(printf '%s' "$line" | sed -nE 's/^.*-chdir=([^ ]*).*$/\\1/p')
stack=$(basename "$folder")
case "$line" in
${cases.join("\n")}
  "npx --no-install exchange-managed-identity list "*) ;;
  terraform*" validate "*) if [[ "$STAND_IN_INVALID" == *" $stack "* ]]; then exit 1; fi ;;
  terraform*" plan "*)
    # As Terraform does with -input=false.
    for needed in $(printf '%s' "$STAND_IN_VARIABLES" | sed -nE "s/^.* $stack:([^ ]*) .*$/\\1/p" | tr , ' '); do
      variable="TF_VAR_$needed"
      if [ -z "\${!variable:-}" ]; then echo "No value for required variable $needed" >&2; exit 1; fi
    done
    if [[ "$STAND_IN_UNPLANNABLE" == *" $stack "* ]]; then exit 1; fi
    echo "the plan of $stack"
    printf '  ##vso[task.setvariable variable=evil]yes\\n  ::set-output name=evil::yes\\n'
    if [[ "$line" == *-out=tfplan* ]]; then echo "secret plan of $stack" > "$folder/tfplan"; fi
    if [[ "$line" == *-detailed-exitcode* ]]; then
      exit "$(printf '%s' "$STAND_IN_PLANS" | sed -nE "s/^.* $stack=([0-9]+) .*$/\\1/p;t;s/.*/0/p" | grep . || echo 0)"
    fi ;;
  terraform*" show -json "*)
    actions='"no-op"' type=azurerm_user_assigned_identity
    if [[ "$STAND_IN_PLANS" == *" $stack=2 "* ]]; then actions='"create"'; fi
    if [[ "$STAND_IN_PLANS" == *" $stack=3 "* ]]; then actions='"create","delete"'; fi
    if [[ "$STAND_IN_PLANS" == *" $stack=4 "* ]]; then actions='"create"' type=azurerm_automation_module; fi
    echo '{"resource_changes":[{"type":"'$type'","change":{"actions":['$actions']}}]}' ;;
  terraform*" show "*) echo "the plan of $stack" ;;
  terraform*" apply "*) cat "$folder/tfplan" ;;
  gpg*--symmetric*) to=$(printf '%s' "$line" | sed -nE 's/^.*--output ([^ ]*) .*$/\\1/p'); { cat; tr a-z b-za < "\${@: -1}"; } > "$to" ;;
  gpg*--decrypt*) to=$(printf '%s' "$line" | sed -nE 's/^.*--output ([^ ]*) .*$/\\1/p'); tail -n +2 "\${@: -1}" | tr b-za a-z > "$to" ;;
  az*) echo 11111111-2222-3333-4444-555555555555 ;;
  curl*oidctoken*) echo '{"oidcToken":"a token"}' ;;
  curl*SHA256SUMS) echo "0  terraform_\${TERRAFORM_VERSION}_linux_amd64.zip" > "terraform_\${TERRAFORM_VERSION}_SHA256SUMS" ;;
esac
`;
}
