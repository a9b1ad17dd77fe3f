// Writes exchange.config.schema.json and docs/configuration.md from the declaration: npm run generate
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { configurationJsonSchema } from "../cli/config/json-schema";
import { reference } from "./reference";

const root = join(__dirname, "..");

async function main(): Promise<void> {
  const schema = await format(JSON.stringify(configurationJsonSchema()), { parser: "json", printWidth: 120 });
  writeFileSync(join(root, "exchange.config.schema.json"), schema);
  writeFileSync(
    join(root, "docs", "configuration.md"),
    await format(reference(), { parser: "markdown", printWidth: 120, proseWrap: "always" }),
  );
}

void main();
