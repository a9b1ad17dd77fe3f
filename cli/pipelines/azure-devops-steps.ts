import { indented, PIPELINE_COMMANDS } from "./pipeline-commands";
import type { Stage } from "./planned-stacks";
import { applyPlan, initialize, type PipelineService } from "./stack-scripts";

/** What Azure DevOps has words of its own for. */
export const AZURE_DEVOPS: PipelineService = {
  showError: (text) => `echo "##vso[task.logissue type=error]${text}"`,
  showWarning: (text) => `echo "##vso[task.logissue type=warning]${text}"`,
  summary: '>> "$BUILD_ARTIFACTSTAGINGDIRECTORY/plans.md"',
  secretsOf: 'the variable group \\"exchange$SUFFIX\\"',
};

/** The steps that install the command. */
export const COMMAND = `- task: NodeTool@0
  inputs:
    versionSpec: 22.x
- script: ${PIPELINE_COMMANDS.install}
  displayName: Install the command`;

/** The steps that install the command and Terraform, which the image does not have, and synthesize. */
export const SYNTHESIZE = `${COMMAND}
- bash: |
    set -eo pipefail
    release="https://releases.hashicorp.com/terraform/$TERRAFORM_VERSION"
    archive="terraform_\${TERRAFORM_VERSION}_linux_amd64.zip"
    cd "$AGENT_TEMPDIRECTORY"
    curl --fail --silent --show-error --location --remote-name "$release/$archive"
    curl --fail --silent --show-error --location --remote-name "$release/terraform_\${TERRAFORM_VERSION}_SHA256SUMS"
    grep " $archive\\$" "terraform_\${TERRAFORM_VERSION}_SHA256SUMS" | sha256sum --check -
    mkdir -p terraform
    unzip -o -q "$archive" terraform -d terraform
    echo "##vso[task.prependpath]$AGENT_TEMPDIRECTORY/terraform"
  displayName: Install Terraform
- script: ${PIPELINE_COMMANDS.synth}
  displayName: Synthesize`;

/*
 * The token of a service connection is valid for some minutes only, so each stack has a new one. The task AzureCLI looks at
 * the last exit code only: without "set -e" an apply that failed would pass.
 */
const SIGN_IN = `set -eo pipefail
sign_in() {
  local url="$SYSTEM_OIDCREQUESTURI?api-version=7.1&serviceConnectionId=$AZURESUBSCRIPTION_SERVICE_CONNECTION_ID" answer
  answer=$(curl --fail --silent --show-error --request POST --header "Content-Length: 0" \\
    --header "Authorization: Bearer $SYSTEM_ACCESSTOKEN" "$url")
  ARM_OIDC_TOKEN=$(node -p 'JSON.parse(fs.readFileSync(0)).oidcToken' <<< "$answer")
  export ARM_OIDC_TOKEN
}
ARM_SUBSCRIPTION_ID=$(az account show --query id --output tsv)
export ARM_USE_OIDC=true ARM_CLIENT_ID="$servicePrincipalId" ARM_TENANT_ID="$tenantId" ARM_SUBSCRIPTION_ID`;

/** Which stacks create what the stack reads, and of which types that is. */
export const AFTER = `AFTER=$(${PIPELINE_COMMANDS.list} --before "$STACK")
READS=$(${PIPELINE_COMMANDS.list} --reads "$STACK")
export READS`;

/** A step that is signed in at Azure. */
export function azureTask(title: string, connection: "read" | "apply", environment: string, script: string): string {
  return `- task: AzureCLI@2
  displayName: ${title}
  env:
    SYSTEM_ACCESSTOKEN: $(System.AccessToken)
    CONNECTION: \${{ connection.name }}
    SUFFIX: \${{ connection.suffix }}${environment === "" ? "" : `\n${indented(environment, 4)}`}
  inputs:
    azureSubscription: exchange-${connection}\${{ connection.suffix }}
    addSpnToEnvironment: true
    keepAzSessionActive: true
    scriptType: bash
    scriptLocation: inlineScript
    inlineScript: |
${indented(`${SIGN_IN}\n${script}`, 6)}`;
}

/** Runs scripts for each stack. One that fails does not keep the others from being planned; the stage fails at the end. */
export function eachStack(which: string, scripts: readonly string[]): string {
  return `failed=""
stacks=$(${PIPELINE_COMMANDS.list}${which} --connection "$CONNECTION")
for STACK in $stacks; do
  export STACK
  # In "( … ) || …" bash would not end at the first command that fails.
  set +e
  (
    set -e
    sign_in
${indented(scripts.join("\n"), 4)}
  )
  code=$?
  set -e
  if [ "$code" -ne 0 ]; then failed="$failed $STACK"; fi
done
if [ -f "$BUILD_ARTIFACTSTAGINGDIRECTORY/plans.md" ]; then
  echo "##vso[task.uploadsummary]$BUILD_ARTIFACTSTAGINGDIRECTORY/plans.md"
fi
if [ -n "$failed" ]; then
  ${AZURE_DEVOPS.showError("Failed:$failed")}
  exit 1
fi`;
}

/** Applies the stacks one after the other, and none after one that failed: what broke one stack may break the next. */
export function applyAll(stage: Stage): string {
  return `trap 'if [ $? -ne 0 ]; then ${AZURE_DEVOPS.showError("The stack $STACK failed. No other stack was applied after it.")}; fi' EXIT
stacks=$(${PIPELINE_COMMANDS.list} --stage ${stage} --connection "$CONNECTION")
for STACK in $stacks; do
  export STACK
  sign_in
${indented(initialize(AZURE_DEVOPS), 2)}
${indented(applyPlan(`$PIPELINE_WORKSPACE/plans-${stage}$SUFFIX/$STACK.gpg`), 2)}
  ${PIPELINE_COMMANDS.test}
done`;
}
