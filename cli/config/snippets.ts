import { PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { HOST_KINDS, type KnownHostKind } from "../hosts/host-kinds";

/** Snippets for editors: a new identity for each kind of host and identity, and one with a scheduled runbook. */
export const SNIPPETS = [
  ...HOST_KINDS.flatMap((kind) =>
    (["systemAssigned", "userAssigned"] as const).map((type) => ({
      label: `identity: ${kind.type}, ${type}`,
      description: `A new ${kind.type} with a ${type} identity`,
      body: { "${1:contoso}": identity(kind, type) },
    })),
  ),
  {
    label: "identity: scheduled runbook",
    description: "A new Automation account with a runbook that runs every night",
    body: {
      "${1:contoso}": {
        ...identity(HOST_KINDS[0], "systemAssigned"),
        runbook: {
          name: "${7:Nightly-Report}",
          script: "${8:scripts/nightly-report.ps1}",
          schedule: { every: "day", at: "02:00", timeZone: "${9:Europe/Berlin}" },
        },
      },
    },
  },
];

function identity({ type, resource, settings }: KnownHostKind, kind: string) {
  return {
    organization: "${2:contoso}.onmicrosoft.com",
    resourceGroup: { name: "${3:ContosoRG}", location: "${4:West US}" },
    host: { type, name: `\${5:${resource.sampleName}}`, ...settings.example },
    identity: kind === "systemAssigned" ? { type: kind } : { type: kind, name: "${6:ContosoMI1}" },
    module: { version: PowerShellRuntime.newestModuleFor([PowerShellRuntime.V7_4]).value },
    roles: ["Global Reader"],
  };
}
