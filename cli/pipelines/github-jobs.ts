import { ACTIONS } from "./pinned-actions";
import { indented, PIPELINE_COMMANDS } from "./pipeline-commands";
import type { Stage } from "./planned-stacks";
import { applyPlan, initialize, type PipelineService, planToApply, requireSecrets } from "./stack-scripts";

/** What GitHub Actions has words of its own for. */
export const GITHUB: PipelineService = {
  showError: (text) => `echo "::error::${text}"`,
  showWarning: (text) => `echo "::warning::${text}"`,
  summary: '>> "$GITHUB_STEP_SUMMARY"',
  secretsOf: 'the environment \\"plan$SUFFIX\\" of the repository',
};

/** The steps that every job begins with. */
export const CHECKOUT = `- uses: ${ACTIONS.checkout}
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

/** What all jobs with a sign-in have, up to their steps. */
export function job({ stacks, environment, parallel }: Job): string {
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

/** The variables that the backend and both providers read. */
export function signIn(application: "READ" | "APPLY"): string {
  return `ARM_USE_OIDC: "true"
ARM_CLIENT_ID: \${{ vars.AZURE_${application}_CLIENT_ID }}
ARM_TENANT_ID: \${{ vars.AZURE_TENANT_ID }}
ARM_SUBSCRIPTION_ID: \${{ vars.AZURE_SUBSCRIPTION_ID }}`;
}

/** A stage: plan, approval, apply. */
export function stage(name: Stage, before: string, secrets: string): string {
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
