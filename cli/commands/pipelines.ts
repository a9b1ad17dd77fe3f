/*
 * The pipelines that `init` writes. They need no clone of this repository: the command comes from npm, in the version that
 * package.json pins.
 */

const SETUP = ["npm ci --no-audit --no-fund", "npx exchange-managed-identity synth"];

const stackFolder = (stack: string) => `cdktf.out/stacks/${stack}`;

/** The shell commands of the pipelines, which a test runs. */
const PIPELINE_COMMANDS = {
  check: "npx exchange-managed-identity check --format github",
  explain: "npx exchange-managed-identity explain --format markdown",
  list: "npx exchange-managed-identity list --format json",
  synth: SETUP[1],
} as const;

/** GitHub Actions: pull requests are checked, explained and planned; main is applied; every night looks for drift. */
export function githubWorkflow(version: string): string {
  const folder = stackFolder("${{ matrix.stack }}");
  return `# Written by exchange-managed-identity ${version}.
# A pull request is checked, explained and planned. The branch main is applied after approval of the environment
# "production". Every night a plan looks for drift.
# Secrets: AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID of an application with a federated credential (OIDC).
name: exchange

on:
  pull_request:
  push:
    branches: [main]
  schedule:
    - cron: "17 3 * * *"

permissions:
  contents: read
  id-token: write

env:
  ARM_USE_OIDC: "true"
  ARM_CLIENT_ID: \${{ secrets.AZURE_CLIENT_ID }}
  ARM_TENANT_ID: \${{ secrets.AZURE_TENANT_ID }}
  ARM_SUBSCRIPTION_ID: \${{ secrets.AZURE_SUBSCRIPTION_ID }}

jobs:
  check:
    runs-on: ubuntu-24.04
    outputs:
      stacks: \${{ steps.list.outputs.stacks }}
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - run: npm ci --no-audit --no-fund
      - run: ${PIPELINE_COMMANDS.check}
      - run: ${PIPELINE_COMMANDS.explain} >> "$GITHUB_STEP_SUMMARY"
      - id: list
        run: echo "stacks=$(${PIPELINE_COMMANDS.list})" >> "$GITHUB_OUTPUT"

  plan:
    needs: check
    if: github.event_name != 'push'
    runs-on: ubuntu-24.04
    strategy:
      fail-fast: false
      matrix:
        stack: \${{ fromJson(needs.check.outputs.stacks) }}
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - uses: hashicorp/setup-terraform@v3
        with:
          terraform_wrapper: false
      - run: npm ci --no-audit --no-fund
      - run: ${PIPELINE_COMMANDS.synth}
      - run: terraform -chdir=${folder} init -input=false
      - run: terraform -chdir=${folder} plan -input=false -lock=false
        if: github.event_name == 'pull_request'
      - name: Look for drift
        if: github.event_name == 'schedule'
        env:
          STACK: \${{ matrix.stack }}
        run: |
          code=0
          terraform -chdir="cdktf.out/stacks/$STACK" plan -input=false -detailed-exitcode || code=$?
          if [ "$code" -eq 2 ]; then echo "::error::The stack $STACK has drifted."; fi
          exit "$code"

  apply:
    needs: check
    if: github.event_name == 'push'
    runs-on: ubuntu-24.04
    environment: production
    strategy:
      fail-fast: false
      matrix:
        stack: \${{ fromJson(needs.check.outputs.stacks) }}
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - uses: hashicorp/setup-terraform@v3
        with:
          terraform_wrapper: false
      - run: npm ci --no-audit --no-fund
      - run: ${PIPELINE_COMMANDS.synth}
      - run: terraform -chdir=${folder} init -input=false
      - run: terraform -chdir=${folder} apply -input=false -auto-approve
`;
}

/** Azure DevOps: the same stages, with a service connection that uses workload identity federation. */
export function azureDevOpsPipeline(version: string): string {
  return `# Written by exchange-managed-identity ${version}.
# A pull request is checked, explained and planned. The branch main is applied after approval of the environment
# "production". Every night a plan looks for drift.
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
                  displayName: Apply every stack
                  inputs:
                    azureSubscription: exchange
                    addSpnToEnvironment: true
                    scriptType: bash
                    scriptLocation: inlineScript
                    inlineScript: |
                      export ARM_USE_OIDC=true ARM_CLIENT_ID="$servicePrincipalId" ARM_TENANT_ID="$tenantId" ARM_OIDC_TOKEN="$idToken"
                      ARM_SUBSCRIPTION_ID=$(az account show --query id --output tsv)
                      export ARM_SUBSCRIPTION_ID
                      for folder in cdktf.out/stacks/*/; do
                        terraform -chdir="$folder" init -input=false
                        terraform -chdir="$folder" apply -input=false -auto-approve
                      done
`;
}
