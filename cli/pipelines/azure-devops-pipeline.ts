import { indented, PIPELINE_COMMANDS, secretFor, USUAL_VARIABLES } from "./pipeline-commands";
import { AFTER, applyAll, AZURE_DEVOPS, azureTask, COMMAND, eachStack, SYNTHESIZE } from "./azure-devops-steps";
import { TERRAFORM_VERSION } from "./pinned-actions";
import {
  initialize,
  lookForDrift,
  planForReview,
  planToApply,
  requireSecrets,
  standInVariables,
} from "./stack-scripts";
import type { Stage } from "./planned-stacks";

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
