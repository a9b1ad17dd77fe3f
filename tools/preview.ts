/*
 * Every call by which an apply of a configuration would change the tenant, in order, for a security reviewer:
 * `npm run preview -- exchange.config.json`. It applies the stacks to an Azure on loopback that contains what the
 * configuration says exists. Needs Terraform and the providers; nothing leaves this machine.
 */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type LoadedIdentity, UnreadableFile, load } from "../cli/config/load";
import { describeProblem } from "../cli/config/problem";
import { LoopbackAzure } from "./loopback/loopback-azure";
import { isChange } from "./loopback/transcript";
import { seed } from "./seed";
import { synthesizeConfiguration, Workspace } from "./terraform-workspace";

/* A message for a person, without a stack trace. */
class CannotPreview extends Error {}

async function main(): Promise<void> {
  const file = resolve(process.argv[2] ?? "exchange.config.json");
  const { value, identities, problems } = load(file);
  if (problems.length > 0) {
    throw new CannotPreview(problems.map(describeProblem).join("\n\n"));
  }
  const { provider, ...rest } = value as { provider?: object };
  let synthesis: Awaited<ReturnType<typeof synthesizeConfiguration>>;
  try {
    const settings = { ...provider, resourceProviderRegistrations: "none" };
    synthesis = await synthesizeConfiguration({ ...rest, provider: settings }, dirname(file));
  } catch (error) {
    throw new CannotPreview(String((error as { stderr?: string }).stderr ?? error).trim());
  }
  try {
    for (const identity of identities) {
      console.log(`# ${identity.name}\n`);
      await preview(join(synthesis.stacks, identity.name), identity);
    }
  } finally {
    synthesis.dispose();
  }
}

async function preview(stack: string, { configuration }: LoadedIdentity): Promise<void> {
  const azure = await LoopbackAzure.start();
  seed(azure, configuration);
  const workspace = new Workspace(azure, undefined, variablesOf(stack));
  workspace.use(stack);
  try {
    for (const step of [() => workspace.init(), () => workspace.apply()]) {
      const run = await step();
      if (!run.ok) {
        throw new CannotPreview(run.output.trim());
      }
    }
    printChanges(azure);
  } finally {
    await azure.stop();
    workspace.dispose();
  }
}

function printChanges(azure: LoopbackAzure): void {
  for (const { method, path, body } of azure.transcript.filter(isChange)) {
    const text = typeof body === "string" ? body : JSON.stringify(body, undefined, 2);
    console.log(`${method} ${path}${text === undefined ? "" : `\n${text.replace(/^/gm, "    ")}`}\n`);
  }
}

/* Never the real values, which would stand in the document. */
function variablesOf(stack: string): { [name: string]: string } {
  const { variable = {} } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as { variable?: object };
  return Object.fromEntries(
    Object.keys(variable).map((name) => [
      `TF_VAR_${name}`,
      STAND_INS[name] ?? `https://${name.replace(/_/g, "-")}.invalid/`,
    ]),
  );
}

const STAND_INS: { readonly [variable: string]: string } = {
  admin_password: "Not-the-real-1",
  admin_ssh_public_key: `ssh-ed25519 ${Buffer.from("\0\0\0\x0bssh-ed25519\0\0\0 0123456789abcdef0123456789abcdef", "latin1").toString("base64")} preview`,
};

main().catch((error: unknown) => {
  if (!(error instanceof CannotPreview) && !(error instanceof UnreadableFile)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
});
