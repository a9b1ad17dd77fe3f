import { indented, PIPELINE_COMMANDS, secretFor, USUAL_VARIABLES } from "./pipeline-commands";
import { CHECKOUT, GITHUB, job, signIn, stage } from "./github-jobs";
import { TERRAFORM_VERSION } from "./pinned-actions";
import { initialize, lookForDrift, planForReview, requireSecrets, standInVariables } from "./stack-scripts";

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
          READS: \${{ matrix.reads }}
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
