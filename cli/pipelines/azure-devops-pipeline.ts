import { indented, PIPELINE_COMMANDS, secretFor, USUAL_VARIABLES } from "./pipeline-commands";
import { TERRAFORM_VERSION } from "./pinned-actions";
import {
  applyPlan,
  initialize,
  lookForDrift,
  type PipelineService,
  planForReview,
  planToApply,
  requireSecrets,
  standInVariables,
} from "./stack-scripts";
import type { Stage } from "./planned-stacks";

const AZURE_DEVOPS: PipelineService = {
  showError: (text) => `echo "##vso[task.logissue type=error]${text}"`,
  showWarning: (text) => `echo "##vso[task.logissue type=warning]${text}"`,
  summary: '>> "$BUILD_ARTIFACTSTAGINGDIRECTORY/plans.md"',
  secretsOf: 'the variable group \\"exchange$SUFFIX\\"',
};

/**
 * Azure DevOps: the same stages as in GitHub Actions, with two service connections that use workload identity federation.
 *
 * @param variables the Terraform variables of the stacks beside the usual ones
 */
export function azureDevOpsPipeline(version: string, variables: readonly string[] = []): string {
  const secrets = [...new Set([...USUAL_VARIABLES, ...variables])]
    .map((name) => `TF_VAR_${name}: $(${secretFor(name)})`)
    .join("\n");
  return `# Written by exchange-managed-identity ${version}. Its documentation has a page about pipelines: what to create once.
# A pull request is checked, explained and planned by the service connection exchange-read. On the branch main each stack is
# planned by that connection; the plan is encrypted, and applied as it is by the connection exchange-apply after approval of
# the environment "production". A stack with "verify": true is tested then. Every night a plan looks for drift.
parameters:
  # One entry for each tenant: { name: <id of the tenant>, suffix: -<id of the tenant> } for another one than the file's.
  - name: connections
    type: object
    default:
      - { name: default, suffix: "" }

trigger:
  batch: "true"
  branches:
    include: [main]

pr:
  branches:
    include: [main]

schedules:
  - cron: "17 3 * * *"
    displayName: Look for drift
    branches:
      include: [main]
    always: "true"

pool:
  vmImage: ubuntu-24.04

variables:
  TERRAFORM_VERSION: "${TERRAFORM_VERSION}"

stages:
  - stage: check
    jobs:
      - job: check
        steps:
${indented(COMMAND, 10)}
          - script: ${PIPELINE_COMMANDS.check} --format azure-devops
            displayName: Check the configuration
          - bash: |
              set -eo pipefail
              ${PIPELINE_COMMANDS.explain} > "$BUILD_ARTIFACTSTAGINGDIRECTORY/explanation.md"
              echo "##vso[task.uploadsummary]$BUILD_ARTIFACTSTAGINGDIRECTORY/explanation.md"
            displayName: Explain
          - bash: ${PIPELINE_COMMANDS.list} --format azure-devops
            name: list
            displayName: List the stacks

  - \${{ each connection in parameters.connections }}:
      # Not for the pull request of a fork: it has no sign-in.
      - stage: plan_pull_request_\${{ replace(connection.name, '-', '_') }}
        displayName: Plan the pull request \${{ connection.suffix }}
        dependsOn: check
        condition: and(succeeded(), eq(variables['Build.Reason'], 'PullRequest'), ne(variables['System.PullRequest.IsFork'], 'True'))
        jobs:
          - job: plan
            timeoutInMinutes: 120
            steps:
${indented(SYNTHESIZE, 14)}
${indented(
  azureTask(
    "Plan, without the secrets of the stacks",
    "read",
    "",
    eachStack("", [standInVariables(), initialize(AZURE_DEVOPS), AFTER, planForReview(AZURE_DEVOPS)]),
  ),
  14,
)}

      - stage: drift_\${{ replace(connection.name, '-', '_') }}
        displayName: Look for drift \${{ connection.suffix }}
        dependsOn: check
        condition: and(succeeded(), eq(variables['Build.Reason'], 'Schedule'))
        variables:
          - group: exchange\${{ connection.suffix }}
        jobs:
          - job: drift
            timeoutInMinutes: 120
            steps:
${indented(SYNTHESIZE, 14)}
${indented(
  azureTask(
    "Look for drift",
    "read",
    secrets,
    eachStack("", [requireSecrets(AZURE_DEVOPS), initialize(AZURE_DEVOPS), lookForDrift(AZURE_DEVOPS)]),
  ),
  14,
)}
${stage("first", "check", secrets)}
      # These read what the stacks above create.
${stage("second", "apply_first", secrets).replace(/^\n/, "")}`;
}

const COMMAND = `- task: NodeTool@0
  inputs:
    versionSpec: 22.x
- script: ${PIPELINE_COMMANDS.install}
  displayName: Install the command`;

/* The image has no Terraform. */
const SYNTHESIZE = `${COMMAND}
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

const AFTER = `AFTER=$(${PIPELINE_COMMANDS.list} --before "$STACK")`;

function azureTask(title: string, connection: "read" | "apply", environment: string, script: string): string {
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

/* Runs a script for each stack. One that fails does not keep the others from being planned; the stage fails at the end. */
function eachStack(which: string, scripts: readonly string[]): string {
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

/* One after the other, and none after one that failed: what broke one stack may break the next. */
function applyAll(stage: Stage): string {
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

function blockList(...names: readonly string[]): string {
  return names.map((name) => `\n          - ${name}`).join("");
}

/* A stage: plan, approval, apply. */
function stage(name: Stage, before: string, secrets: string): string {
  const suffix = "${{ replace(connection.name, '-', '_') }}";
  const previous = before === "check" ? "check" : blockList("check", `${before}_${suffix}`);
  const plans = '"$BUILD_ARTIFACTSTAGINGDIRECTORY/plans';
  return `
      - stage: plan_${name}_${suffix}
        displayName: Plan, ${name} \${{ connection.suffix }}
        dependsOn: ${previous}
        condition: and(succeeded(), in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI', 'Manual'), eq(variables['Build.SourceBranch'], 'refs/heads/main'), ne(dependencies.check.outputs['check.list.${name}_${suffix}'], ''))
        variables:
          - group: exchange\${{ connection.suffix }}
        jobs:
          - job: plan
            timeoutInMinutes: 120
            steps:
${indented(SYNTHESIZE, 14)}
${indented(
  azureTask(
    "Plan, and encrypt the plans",
    "read",
    `${secrets}\nPLAN_PASSPHRASE: $(PLAN_PASSPHRASE)`,
    `mkdir -p ${plans}"\n${eachStack(` --stage ${name}`, [
      requireSecrets(AZURE_DEVOPS),
      initialize(AZURE_DEVOPS),
      planToApply(AZURE_DEVOPS, "$BUILD_ARTIFACTSTAGINGDIRECTORY/plans/$STACK.gpg"),
    ])}`,
  ),
  14,
)}
              - publish: $(Build.ArtifactStagingDirectory)/plans
                artifact: plans-${name}\${{ connection.suffix }}

      - stage: apply_${name}_${suffix}
        displayName: Apply, ${name} \${{ connection.suffix }}
        dependsOn: ${blockList("check", `plan_${name}_${suffix}`)}
        condition: succeeded()
        variables:
          - group: exchange\${{ connection.suffix }}
        jobs:
          - deployment: apply
            timeoutInMinutes: 360
            environment: production\${{ connection.suffix }}
            strategy:
              runOnce:
                deploy:
                  steps:
                    - checkout: self
                    - download: current
                      artifact: plans-${name}\${{ connection.suffix }}
${indented(SYNTHESIZE, 20)}
${indented(
  azureTask("Apply the plans that were approved", "apply", "PLAN_PASSPHRASE: $(PLAN_PASSPHRASE)", applyAll(name)),
  20,
)}
`;
}
