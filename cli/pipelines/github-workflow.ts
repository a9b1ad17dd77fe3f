import { indented, PIPELINE_COMMANDS, secretFor, USUAL_VARIABLES } from "./pipeline-commands";
import { ACTIONS, TERRAFORM_VERSION } from "./pinned-actions";
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

const GITHUB: PipelineService = {
  showError: (text) => `echo "::error::${text}"`,
  showWarning: (text) => `echo "::warning::${text}"`,
  summary: '>> "$GITHUB_STEP_SUMMARY"',
  secretsOf: 'the environment \\"plan$SUFFIX\\" of the repository',
};

/**
 * GitHub Actions: pull requests are checked, explained and planned; main is planned, and applied after approval; every night
 * looks for drift.
 *
 * @param variables the Terraform variables of the stacks beside the usual ones
 */
export function githubWorkflow(version: string, variables: readonly string[] = []): string {
  const secrets = [...new Set([...USUAL_VARIABLES, ...variables])]
    .map((name) => `TF_VAR_${name}: \${{ secrets.${secretFor(name)} }}`)
    .join("\n");
  return `# Written by exchange-managed-identity ${version}. Its documentation has a page about pipelines: what to create once.
# A pull request is checked, explained and planned by an application that can only read. On the branch main each stack is
# planned by that application; the plan is encrypted, and applied as it is by another one after approval of the environment
# "production". A stack with "verify": true is tested then. Every night a plan looks for drift.
name: exchange

on:
  pull_request:
  push:
    branches: [main]
  schedule:
    - cron: "17 3 * * *"
  # By hand: plans and applies main, as a push does.
  workflow_dispatch:

permissions: {}

concurrency:
  group: exchange-\${{ github.event_name }}-\${{ github.ref }}
  # An apply is never interrupted.
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

defaults:
  run:
    shell: bash

env:
  TERRAFORM_VERSION: "${TERRAFORM_VERSION}"

jobs:
  check:
    name: Check
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read
    outputs:
      first: \${{ steps.list.outputs.first }}
      second: \${{ steps.list.outputs.second }}
      all: \${{ steps.list.outputs.all }}
    steps:
${indented(CHECKOUT, 6)}
      - run: ${PIPELINE_COMMANDS.install}
      - run: ${PIPELINE_COMMANDS.check} --format github
      - run: ${PIPELINE_COMMANDS.explain} >> "$GITHUB_STEP_SUMMARY"
      - id: list
        run: ${PIPELINE_COMMANDS.list} --format github >> "$GITHUB_OUTPUT"

  # Not for the pull request of a fork: it has no sign-in.
  plan-pull-request:
    name: Plan the pull request (\${{ matrix.stack }})
    needs: check
    if: >-
      github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository
      && needs.check.outputs.all != '[]'
${job({ stacks: "all", environment: "pull-request", parallel: "fail-fast: false" })}
      - name: Plan, without the secrets of the stack
        env:
${indented(signIn("READ"), 10)}
          STACK: \${{ matrix.stack }}
          AFTER: \${{ matrix.after }}
        run: |
${indented([standInVariables(), initialize(GITHUB), planForReview(GITHUB)].join("\n"), 10)}

  drift:
    name: Look for drift (\${{ matrix.stack }})
    needs: check
    if: github.event_name == 'schedule' && needs.check.outputs.all != '[]'
${job({ stacks: "all", environment: "plan", parallel: "fail-fast: false" })}
      - name: Look for drift
        env:
${indented(signIn("READ"), 10)}
          STACK: \${{ matrix.stack }}
          SUFFIX: \${{ matrix.suffix }}
${indented(secrets, 10)}
        run: |
${indented([requireSecrets(GITHUB), initialize(GITHUB), lookForDrift(GITHUB)].join("\n"), 10)}
${stage("first", "check", secrets)}
  # These read what the stacks above create.
${stage("second", "apply-first", secrets).replace(/^\n/, "")}`;
}

const CHECKOUT = `- uses: ${ACTIONS.checkout}
  with:
    persist-credentials: false
- uses: ${ACTIONS.setupNode}
  with:
    node-version: 22`;

const SYNTHESIZE = `${CHECKOUT}
- uses: ${ACTIONS.setupTerraform}
  with:
    terraform_version: \${{ env.TERRAFORM_VERSION }}
    terraform_wrapper: false
- run: ${PIPELINE_COMMANDS.install}
- run: ${PIPELINE_COMMANDS.synth}`;

interface Job {
  readonly stacks: Stage | "all";
  /** The environment that has the sign-in and the secrets. */
  readonly environment: string;
  /** How the stacks run beside each other. */
  readonly parallel: string;
}

/* What all jobs with a sign-in have, up to their steps. */
function job({ stacks, environment, parallel }: Job): string {
  return `    runs-on: ubuntu-24.04
    timeout-minutes: 90
    permissions:
      contents: read
      id-token: write # the sign-in at Azure
    environment: ${environment}\${{ matrix.suffix }}
    strategy:
${indented(parallel, 6)}
      matrix:
        include: \${{ fromJson(needs.check.outputs.${stacks}) }}
    steps:
${indented(SYNTHESIZE, 6)}`;
}

/* The variables that the backend and both providers read. */
function signIn(application: "READ" | "APPLY"): string {
  return `ARM_USE_OIDC: "true"
ARM_CLIENT_ID: \${{ vars.AZURE_${application}_CLIENT_ID }}
ARM_TENANT_ID: \${{ vars.AZURE_TENANT_ID }}
ARM_SUBSCRIPTION_ID: \${{ vars.AZURE_SUBSCRIPTION_ID }}`;
}

/* A stage: plan, approval, apply. */
function stage(name: Stage, before: string, secrets: string): string {
  const needs = before === "check" ? "check" : `[check, ${before}]`;
  return `
  plan-${name}:
    name: Plan (\${{ matrix.stack }})
    needs: ${needs}
    if: >-
      (github.event_name == 'push' || github.event_name == 'workflow_dispatch') && github.ref == 'refs/heads/main'
      && needs.check.outputs.${name} != '[]'
${job({ stacks: name, environment: "plan", parallel: "fail-fast: false" })}
      - name: Plan, and encrypt the plan
        env:
${indented(signIn("READ"), 10)}
          STACK: \${{ matrix.stack }}
          SUFFIX: \${{ matrix.suffix }}
          PLAN_PASSPHRASE: \${{ secrets.PLAN_PASSPHRASE }}
${indented(secrets, 10)}
        run: |
${indented([requireSecrets(GITHUB), initialize(GITHUB), planToApply(GITHUB, "tfplan.gpg")].join("\n"), 10)}
      - uses: ${ACTIONS.uploadArtifact}
        with:
          name: plan-\${{ matrix.stack }}
          path: tfplan.gpg
          if-no-files-found: error
          retention-days: 7

  apply-${name}:
    name: Apply (\${{ matrix.stack }})
    needs: [check, plan-${name}]
${job({ stacks: name, environment: "production", parallel: APPLY_IN_ORDER })}
      - uses: ${ACTIONS.downloadArtifact}
        with:
          name: plan-\${{ matrix.stack }}
      - name: Apply the plan that was approved
        env:
${indented(signIn("APPLY"), 10)}
          STACK: \${{ matrix.stack }}
          PLAN_PASSPHRASE: \${{ secrets.PLAN_PASSPHRASE }}
        run: |
${indented([initialize(GITHUB), applyPlan("tfplan.gpg")].join("\n"), 10)}
      - uses: ${ACTIONS.azureLogin}
        if: matrix.verify
        with:
          client-id: \${{ vars.AZURE_APPLY_CLIENT_ID }}
          tenant-id: \${{ vars.AZURE_TENANT_ID }}
          subscription-id: \${{ vars.AZURE_SUBSCRIPTION_ID }}
          environment: \${{ matrix.cloud }}
      - name: Test the connection
        if: matrix.verify
        env:
          STACK: \${{ matrix.stack }}
        run: ${PIPELINE_COMMANDS.test}
`;
}

const APPLY_IN_ORDER = `# One after the other, and none after one that failed: what broke one stack may break the next. Where the stacks belong
# to customers that have nothing to do with each other, remove the line, and say "fail-fast: false".
max-parallel: 1`;
