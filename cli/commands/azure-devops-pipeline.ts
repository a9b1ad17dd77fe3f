import { PIPELINE_COMMANDS } from "./pipeline-commands";

/** Azure DevOps: the same stages, with a service connection that uses workload identity federation. */
export function azureDevOpsPipeline(version: string): string {
  return `# Written by exchange-managed-identity ${version}.
# A pull request is checked, explained and planned. The branch main is applied after approval of the environment
# "production"; a stack with "verify": true is tested then. Every night a plan looks for drift.
# The service connection "exchange" uses workload identity federation (OIDC).
trigger:
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
    always: true

pool:
  vmImage: ubuntu-24.04

stages:
  - stage: check
    jobs:
      - job: check
        steps:
          - task: UseNode@1
            inputs:
              version: 22.x
          - script: npm ci --no-audit --no-fund
            displayName: Install the command
          - script: ${PIPELINE_COMMANDS.check}
            displayName: Check the configuration
          - script: |
              ${PIPELINE_COMMANDS.explain} > "$(Build.ArtifactStagingDirectory)/explanation.md"
              echo "##vso[task.uploadsummary]$(Build.ArtifactStagingDirectory)/explanation.md"
            displayName: Explain
          - script: echo "##vso[task.setvariable variable=stacks;isOutput=true]$(node -e "console.log(JSON.stringify(Object.fromEntries(JSON.parse(process.argv[1]).map((stack) => [stack, { stack }]))))" "$(${PIPELINE_COMMANDS.list})")"
            name: list
            displayName: List the stacks

  - stage: deploy
    dependsOn: check
    jobs:
      - job: plan
        condition: ne(variables['Build.Reason'], 'IndividualCI')
        strategy:
          matrix: $[ stageDependencies.check.check.outputs['list.stacks'] ]
        steps:
          - task: UseNode@1
            inputs:
              version: 22.x
          - script: npm ci --no-audit --no-fund
          - script: ${PIPELINE_COMMANDS.synth}
          - task: AzureCLI@2
            displayName: Plan
            inputs:
              azureSubscription: exchange
              addSpnToEnvironment: true
              scriptType: bash
              scriptLocation: inlineScript
              inlineScript: |
                export ARM_USE_OIDC=true ARM_CLIENT_ID="$servicePrincipalId" ARM_TENANT_ID="$tenantId" ARM_OIDC_TOKEN="$idToken"
                ARM_SUBSCRIPTION_ID=$(az account show --query id --output tsv)
                export ARM_SUBSCRIPTION_ID
                terraform -chdir="cdktf.out/stacks/$(stack)" init -input=false
                code=0
                terraform -chdir="cdktf.out/stacks/$(stack)" plan -input=false -lock=false -detailed-exitcode || code=$?
                if [ "$(Build.Reason)" = Schedule ] && [ "$code" -eq 2 ]; then
                  echo "##vso[task.logissue type=error]The stack $(stack) has drifted."
                  exit 2
                fi
                [ "$code" -eq 0 ] || [ "$code" -eq 2 ]
      - deployment: apply
        condition: eq(variables['Build.Reason'], 'IndividualCI')
        environment: production
        strategy:
          runOnce:
            deploy:
              steps:
                - checkout: self
                - task: UseNode@1
                  inputs:
                    version: 22.x
                - script: npm ci --no-audit --no-fund
                - script: ${PIPELINE_COMMANDS.synth}
                - task: AzureCLI@2
                  displayName: Apply every stack, and test those that ask for it
                  inputs:
                    azureSubscription: exchange
                    addSpnToEnvironment: true
                    scriptType: bash
                    scriptLocation: inlineScript
                    inlineScript: |
                      export ARM_USE_OIDC=true ARM_CLIENT_ID="$servicePrincipalId" ARM_TENANT_ID="$tenantId" ARM_OIDC_TOKEN="$idToken"
                      ARM_SUBSCRIPTION_ID=$(az account show --query id --output tsv)
                      export ARM_SUBSCRIPTION_ID
                      failed=""
                      for folder in cdktf.out/stacks/*/; do
                        STACK=$(basename "$folder")
                        terraform -chdir="$folder" init -input=false &&
                          terraform -chdir="$folder" apply -input=false -auto-approve &&
                          ${PIPELINE_COMMANDS.test} || failed="$failed $STACK"
                      done
                      if [ -n "$failed" ]; then
                        echo "##vso[task.logissue type=error]Not in order:$failed"
                        exit 1
                      fi
`;
}
