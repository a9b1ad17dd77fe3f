// Writes what is generated from the code: npm run generate. `npm run generate -- --check` fails if a file is stale.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { githubWorkflow } from "../cli/pipelines/github-workflow";
import { configurationJsonSchema } from "../cli/config/json-schema";
import { version } from "../cli/package.json";
import { reference } from "./reference";
import { troubleshooting } from "./troubleshooting";

const root = join(__dirname, "..");

async function files(): Promise<{ [path: string]: string }> {
  return {
    "exchange.config.schema.json": await format(JSON.stringify(configurationJsonSchema()), {
      parser: "json",
      printWidth: 120,
    }),
    "docs/configuration.md": await format(reference(), { parser: "markdown", printWidth: 120, proseWrap: "always" }),
    "docs/troubleshooting.md": await format(troubleshooting(), {
      parser: "markdown",
      printWidth: 120,
      proseWrap: "always",
    }),
    "examples/pipeline/.github/workflows/exchange.yml": githubWorkflow(version),
  };
}

async function main(): Promise<void> {
  const isCheck = process.argv.includes("--check");
  for (const [path, text] of Object.entries(await files())) {
    const file = join(root, path);
    const isFresh = existsSync(file) && readFileSync(file, "utf8") === text;
    if (isCheck && !isFresh) {
      console.error(`${path} is stale: npm run generate writes it again.`);
      process.exitCode = 1;
    } else if (!isFresh) {
      writeFileSync(file, text);
    }
  }
}

void main();
