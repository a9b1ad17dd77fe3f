import { PIPELINE_COMMANDS } from "./pipeline-commands";

/** GitHub Actions: pull requests are checked, explained and planned; main is applied; every night looks for drift. */
export function githubWorkflow(version: string): string {
  const folder = "cdktf.out/stacks/${{ matrix.stack }}";
  return `# Written by exchange-managed-identity ${version}.
# A pull request is checked, explained and planned. The branch main is applied after approval of the environment
# "production"; a stack with "verify": true is tested then. Every night a plan looks for drift.
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
      - uses: azure/login@v2
        with:
          client-id: \${{ secrets.AZURE_CLIENT_ID }}
          tenant-id: \${{ secrets.AZURE_TENANT_ID }}
          subscription-id: \${{ secrets.AZURE_SUBSCRIPTION_ID }}
      - name: Test the connection, where the configuration asks for it
        env:
          STACK: \${{ matrix.stack }}
        run: ${PIPELINE_COMMANDS.test}
`;
}
