/*
 * Every call that an apply of a configuration would change the tenant with, in order, for a security reviewer:
 * `npm run audit -- exchange.config.json`. It applies to an Azure on loopback, which holds what the configuration says
 * is there already. Needs Terraform and the providers; nothing leaves this machine.
 */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DirectoryRole } from "../../lib/directory-role/directory-role";
import { asObject } from "./loopback/answer";
import { MANAGE_AS_APP } from "./loopback/directory";
import { LoopbackAzure } from "./loopback/loopback-azure";
import { isChange } from "./loopback/transcript";
import { synthesizeConfiguration, Workspace } from "./terraform";

interface Identity {
  readonly resourceGroup: { readonly name: string; readonly existing?: boolean };
  readonly host: {
    readonly type: string;
    readonly name: string;
    readonly subnetId?: string;
    readonly existing?: boolean;
    readonly adopt?: boolean;
  };
  readonly identity: HostIdentity;
  readonly adopt?: {
    readonly manageAsAppAssignmentId?: string;
    readonly roleAssignmentIds?: { readonly [label: string]: string };
    readonly modules?: boolean;
  };
}

interface HostIdentity {
  readonly type: string;
  readonly name?: string;
  readonly existing?: boolean;
  readonly adopt?: boolean;
  readonly resourceGroup?: Identity["resourceGroup"];
}

async function main(): Promise<void> {
  const file = resolve(process.argv[2] ?? "exchange.config.json");
  const configuration = JSON.parse(readFileSync(file, "utf8")) as { identities: { [name: string]: Identity } };
  const { provider, ...rest } = configuration as { provider?: object; identities: object };
  const synthesis = synthesizeConfiguration(
    { ...rest, provider: { ...provider, resourceProviderRegistrations: "none" } },
    dirname(file),
  );
  for (const [name, identity] of Object.entries(configuration.identities)) {
    console.log(`# ${name}\n`);
    await audit(join(synthesis.stacks, name), identity);
  }
  synthesis.dispose();
}

async function audit(stack: string, identity: Identity): Promise<void> {
  const azure = await LoopbackAzure.start();
  furnish(azure, identity);
  const workspace = new Workspace(azure, undefined, variablesOf(stack));
  workspace.use(stack);
  for (const run of [await workspace.init(), await workspace.apply()]) {
    if (!run.ok) {
      console.error(run.output);
      process.exitCode = 1;
    }
  }
  for (const { method, path, body } of azure.transcript.filter(isChange)) {
    const text = typeof body === "string" ? body : JSON.stringify(body, undefined, 2);
    console.log(`${method} ${path}${text === undefined ? "" : `\n${text.replace(/^/gm, "    ")}`}\n`);
  }
  await azure.stop();
  workspace.dispose();
}

/* What the configuration says is there. */
function furnish(azure: LoopbackAzure, { resourceGroup, host, identity, adopt }: Identity): void {
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

/* What an account or a machine is that somebody else made. */
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
  admin_ssh_public_key: `ssh-ed25519 ${Buffer.from("\0\0\0\x0bssh-ed25519\0\0\0 0123456789abcdef0123456789abcdef", "latin1").toString("base64")} audit`,
};

void main();
