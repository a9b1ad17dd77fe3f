/*
 * Every call by which an apply of a configuration would change the tenant, in order, for a security reviewer:
 * `npm run preview -- exchange.config.json`. It applies the stacks to an Azure on loopback that contains what the
 * configuration says exists. Needs Terraform and the providers; nothing leaves this machine.
 */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DirectoryRole } from "cdktf-exchange-managed-identity";
import { type LoadedIdentity, UnreadableFile, load } from "../cli/config/load";
import { describeProblem } from "../cli/config/problem";
import type { IdentityConfiguration } from "../cli/config/identity-schema";
import { asObject } from "./loopback/answer";
import { MANAGE_AS_APP } from "./loopback/directory";
import { LoopbackAzure } from "./loopback/loopback-azure";
import { isChange } from "./loopback/transcript";
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
  let synthesis: ReturnType<typeof synthesizeConfiguration>;
  try {
    const settings = { ...provider, resourceProviderRegistrations: "none" };
    synthesis = synthesizeConfiguration({ ...rest, provider: settings }, dirname(file));
  } catch (error) {
    throw new CannotPreview(String((error as { stderr?: Buffer }).stderr ?? error).trim());
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

/* What the configuration says exists. */
function seed(azure: LoopbackAzure, configuration: IdentityConfiguration): void {
  const { resourceGroup, host, adopt } = configuration;
  const identity = asUserAssigned(configuration.identity);
  const identityGroup = identity.resourceGroup ?? resourceGroup;
  for (const group of [resourceGroup, identityGroup].filter(({ existing }) => existing)) {
    azure.manager.put(azure.group(group.name), { location: "westeurope" });
  }
  const identityId = `${azure.group(identityGroup.name)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity.name ?? ""}`;
  if (identity.existing || identity.adopt) {
    azure.manager.put(identityId, { location: "westeurope" });
  }
  const kind =
    host.type === "automationAccount" ? "Microsoft.Automation/automationAccounts" : "Microsoft.Compute/virtualMachines";
  const hostId = `${azure.group(resourceGroup.name)}/providers/${kind}/${host.name}`;
  if (host.existing || host.adopt) {
    const type =
      { systemAssigned: "SystemAssigned", userAssigned: "UserAssigned" }[identity.type] ??
      "SystemAssigned, UserAssigned";
    const carried = { type, userAssignedIdentities: identity.name === undefined ? undefined : { [identityId]: {} } };
    azure.manager.put(hostId, {
      location: "westeurope",
      identity: host.existing || adopt?.manageAsAppAssignmentId !== undefined ? carried : undefined,
      properties: propertiesOf(host.type),
    });
  }
  const carrier = azure.manager.get(identity.name === undefined ? hostId : identityId);
  const principalId = String(asObject(carrier?.identity).principalId ?? asObject(carrier?.properties).principalId);
  for (const id of adopt?.manageAsAppAssignmentId === undefined ? [] : [adopt.manageAsAppAssignmentId]) {
    const bare = id.replace(/^.*\//, "");
    azure.directory.grants.set(bare, {
      id: bare,
      appRoleId: MANAGE_AS_APP,
      principalId,
      resourceId: azure.directory.exchangeOnlineId,
    });
  }
  for (const [label, id] of Object.entries(adopt?.roleAssignmentIds ?? {})) {
    const bare = id.replace(/^.*\//, "");
    const role = DirectoryRole.supported().find(({ name }) => label.startsWith(name));
    const directoryScopeId = label.slice(role?.name.length).trim() || "/";
    azure.directory.roleAssignments.set(bare, {
      id: bare,
      principalId,
      roleDefinitionId: role?.templateId,
      directoryScopeId,
    });
  }
  if (adopt?.modules) {
    for (const kind of ["modules", "powerShell72Modules"]) {
      azure.manager.put(`${hostId}/${kind}/ExchangeOnlineManagement`, { properties: {} });
    }
  }
}

interface UserAssigned {
  readonly type: string;
  readonly name?: string;
  readonly existing?: boolean;
  readonly adopt?: boolean;
  readonly resourceGroup?: IdentityConfiguration["resourceGroup"];
}

function asUserAssigned(identity: IdentityConfiguration["identity"]): UserAssigned {
  return identity;
}

/* An account or a machine as somebody else created it. */
function propertiesOf(type: string): object {
  switch (type) {
    case "windowsVirtualMachine":
      return { osProfile: { windowsConfiguration: {} } };
    case "linuxVirtualMachine":
      return { osProfile: { linuxConfiguration: {} } };
    default:
      return { sku: { name: "Basic" } };
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
