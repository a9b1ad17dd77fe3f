import { indented, PIPELINE_COMMANDS } from "./pipeline-commands";

/*
 * The scripts of bash that both pipelines run for one stack, which the variable STACK names. They run with
 * `set -eo pipefail`: the first command that fails ends them.
 */

/** What a service of pipelines has words of its own for. Each text is a line of bash. */
export interface PipelineService {
  readonly showError: (text: string) => string;
  readonly showWarning: (text: string) => string;
  /** Where the output of a command goes, so that a reviewer sees it as a page. */
  readonly summary: string;
  /** Where a secret of the stack is kept. */
  readonly secretsOf: string;
}

const TERRAFORM = terraformIn("STACK");

function terraformIn(variable: string): string {
  return `terraform -chdir="cdktf.out/stacks/$${variable}"`;
}

/*
 * Stand-ins for what only a stack's creation needs: a pull request plans without the secrets. The key is nobody's: its bytes
 * are zeros.
 */
const STAND_INS = `case "$name" in
    admin_password) value="Stand-in-for-a-plan-1" ;;
    admin_ssh_public_key) value="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA stand-in" ;;
    *) value="https://stand-in.example/$name" ;;
  esac
  export "TF_VAR_$name=$value"`;

function forEachVariable(body: string, stack = "STACK"): string {
  return `names=$(${PIPELINE_COMMANDS.variablesOf(stack)})
for name in $names; do
  ${body}
done`;
}

/** Gives every Terraform variable of a stack a stand-in; the variable of bash names the stack. */
export function standInVariables(stack = "STACK"): string {
  return forEachVariable(STAND_INS, stack);
}

/** Ends where a secret of the stack is missing. */
export function requireSecrets({ showError, secretsOf }: PipelineService): string {
  return forEachVariable(`variable="TF_VAR_$name"
  value="\${!variable:-}"
  if ${isUnset("value")}; then
    ${showError(`The stack $STACK needs the secret \${name^^} for its variable $name. To do: add it to ${secretsOf}.`)}
    exit 1
  fi`);
}

/** Installs the providers by the lock file, which has to be there, and validates the stack. */
export function initialize({ showError }: PipelineService): string {
  return `${DEFUSED}
if [ ! -f "cdktf.out/stacks/$STACK/.terraform.lock.hcl" ]; then
  ${showError("The stack $STACK has no lock file of its providers. To do: run npx --no-install exchange-managed-identity lock, and commit the folder stacks.")}
  exit 1
fi
${TERRAFORM} init -input=false -lockfile=readonly 2>&1 | defused
${TERRAFORM} validate -no-color 2>&1 | defused`;
}

/*
 * What Terraform prints contains texts of the configuration and of scripts. A line of theirs may look like a command to the
 * service, which would obey it.
 */
const DEFUSED = `defused() { sed -u -E 's/\\r/ /g; s/##(vso)?\\[/# #\\1[/g; s/::/: :/g'; }`;

/** Plans, and writes the plan where reviewers see it. Nobody applies it: the state is not locked, so reading is enough. */
export function planForReview(service: PipelineService): string {
  const { showWarning } = service;
  return `code=0
${TERRAFORM} plan -input=false -lock=false -no-color 2>&1 | defused > plan.txt || code=$?
cat plan.txt
${shown(service)}
# A stack of the second stage reads what a stack of the first one creates: perhaps this very change creates it.
if [ "$code" -ne 0 ]; then
  for other in $AFTER; do
${indented(standInVariables("other"), 4)}
    ${terraformIn("other")} init -input=false -lockfile=readonly 2>&1 | defused
    ${terraformIn("other")} plan -input=false -lock=false -out=other.tfplan > /dev/null
    creates=$(${terraformIn("other")} show -json other.tfplan | node -p '${CREATES}')
    if [ "$creates" = true ]; then
      ${showWarning("The stack $STACK cannot be planned yet: it reads what $other creates in this change. It is planned after the apply of $other.")}
      code=0
    fi
  done
fi
if [ "$code" -ne 0 ]; then exit "$code"; fi`;
}

/* Whether a plan creates something that another stack can read. */
const CREATES =
  'JSON.parse(fs.readFileSync(0)).resource_changes.some(({ type, change }) => change.actions.join() === "create" && process.env.READS.split(/\\s+/).some((read) => type.endsWith(read)))';

/** Plans, shows the plan to whoever approves it, and encrypts it: it contains the secrets of the stack. */
export function planToApply(service: PipelineService, to: string): string {
  const { showError, secretsOf } = service;
  return `if ${isUnset("PLAN_PASSPHRASE")}; then
  ${showError(`The secret PLAN_PASSPHRASE is missing: the plan is encrypted with it. To do: add it to ${secretsOf}.`)}
  exit 1
fi
${TERRAFORM} plan -input=false -lock=false -out=tfplan 2>&1 | defused
${TERRAFORM} show -no-color tfplan | defused > plan.txt
${shown(service)}
gpg --batch --quiet --symmetric --cipher-algo AES256 --pinentry-mode loopback --passphrase-fd 0 \\
  --output "${to}" "cdktf.out/stacks/$STACK/tfplan" <<< "$PLAN_PASSPHRASE"
rm "cdktf.out/stacks/$STACK/tfplan"`;
}

/* A secret that Azure DevOps does not know stays as it is written, with a dollar sign and a bracket. */
function isUnset(name: string): string {
  return `[[ -z "$${name}" || "$${name}" == \\$\\(* ]]`;
}

/** Applies the plan that was approved, and no other. */
export function applyPlan(from: string): string {
  return `gpg --batch --quiet --decrypt --pinentry-mode loopback --passphrase-fd 0 \\
  --output "cdktf.out/stacks/$STACK/tfplan" "${from}" <<< "$PLAN_PASSPHRASE"
${TERRAFORM} apply -input=false tfplan 2>&1 | defused`;
}

/** Fails for a drift and for an error, each with its own words. */
export function lookForDrift({ showError }: PipelineService): string {
  return `code=0
${TERRAFORM} plan -input=false -lock=false -detailed-exitcode 2>&1 | defused || code=$?
if [ "$code" -eq 2 ]; then
  ${showError("The stack $STACK has drifted.")}
elif [ "$code" -ne 0 ]; then
  ${showError("The stack $STACK cannot be planned.")}
fi
if [ "$code" -ne 0 ]; then exit "$code"; fi`;
}

/* A page of a service holds a megabyte. What does not fit is in the log, and that is said. */
function shown({ summary, showWarning }: PipelineService): string {
  return `FENCE="\\\`\\\`\\\`"
{
  echo "## $STACK"; echo
  grep -E "^(Plan:|No changes)" plan.txt || true
  echo; echo "$FENCE"; head --bytes=900000 plan.txt; echo; echo "$FENCE"
} ${summary}
if [ "$(wc -c < plan.txt)" -gt 900000 ]; then
  cat plan.txt
  ${showWarning("The plan of $STACK is longer than the page: read the rest in the log.")}
fi`;
}
