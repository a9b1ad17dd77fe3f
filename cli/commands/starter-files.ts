import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { version } from "../package.json";
import { slashed } from "../config/script-path";
import { type Answers, entryOf } from "./answers";
import type { StarterFiles } from "./starter-folder";
import { backendOf } from "./state-answers";
import { azureDevOpsPipeline } from "../pipelines/azure-devops-pipeline";
import { githubWorkflow } from "../pipelines/github-workflow";

/** The JSON Schema of the installed command, from beside package.json. */
export const SCHEMA = "./node_modules/exchange-managed-identity/exchange.config.schema.json";

/** What is written whatever the answers are. */
export const ALWAYS_WRITTEN = ["exchange.config.json", "cdktf.json", "package.json", ".gitignore", ".gitattributes"];

/**
 * The files of a new folder, by their paths.
 *
 * @param variables the Terraform variables of the stack, which the pipeline gives
 */
export function filesOf(answers: Answers, variables: readonly string[] = []): StarterFiles {
  const backend = backendOf(answers);
  const archive = answers.package === undefined ? undefined : basename(answers.package);
  const configuration = {
    $schema: SCHEMA,
    ...(answers.cloud === "public" ? {} : { provider: { cloud: answers.cloud } }),
    ...(backend === undefined ? {} : { backend }),
    identities: { [answers.stack]: entryOf(answers) },
  };
  return {
    "exchange.config.json": json(configuration),
    "cdktf.json": json({
      language: "typescript",
      app: "npx --no-install exchange-managed-identity synth",
      sendCrashReports: "false",
      terraformProviders: [],
      terraformModules: [],
      context: {},
    }),
    "package.json": json({
      private: true,
      scripts: {
        synth: "exchange-managed-identity synth",
        check: "exchange-managed-identity check",
        explain: "exchange-managed-identity explain",
        lock: "exchange-managed-identity lock",
      },
      devDependencies: {
        // The pipeline reads the tenant where the configuration asks for a test.
        ...(answers.pipeline === "none" ? {} : { "@azure/core-rest-pipeline": "^1.0.0", "@azure/identity": "^4.0.0" }),
        "exchange-managed-identity": archive === undefined ? version : `file:${archive}`,
      },
    }),
    ".gitignore": "node_modules/\ncdktf.out/\n.terraform/\n*.tfstate\n*.tfstate.*\n*.tfvars\n",
    ".gitattributes": "* text=auto eol=lf\n",
    ...(archive === undefined ? {} : { [archive]: readFileSync(String(answers.package)) }),
    ...(answers.script === undefined ? {} : { [slashed(answers.script)]: SCRIPT }),
    ...(answers.pipeline === "github" ? { ".github/workflows/exchange.yml": githubWorkflow(version, variables) } : {}),
    ...(answers.pipeline === "azure-devops" ? { "azure-pipelines.yml": azureDevOpsPipeline(version, variables) } : {}),
  };
}

const SCRIPT = `# The connection is inserted in front of the first statement.
try {
    Get-EXOMailbox -ResultSize 10 | Select-Object DisplayName, PrimarySmtpAddress
}
finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
`;

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
