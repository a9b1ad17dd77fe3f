/** Snippets for editors: a new identity for each kind of host and identity, and one with a scheduled runbook. */
export const SNIPPETS = [
  ...(["automationAccount", "windowsVirtualMachine", "linuxVirtualMachine"] as const).flatMap((type) =>
    (["systemAssigned", "userAssigned"] as const).map((kind) => ({
      label: `identity: ${type}, ${kind}`,
      description: `A new ${type} with a ${kind} identity`,
      body: { "${1:contoso}": identity(type, kind) },
    })),
  ),
  {
    label: "identity: scheduled runbook",
    description: "A new Automation account with a runbook that runs every night",
    body: {
      "${1:contoso}": {
        ...identity("automationAccount", "systemAssigned"),
        runbook: {
          name: "${7:Nightly-Report}",
          script: "${8:scripts/nightly-report.ps1}",
          schedule: { every: "day", at: "02:00", timeZone: "${9:Europe/Berlin}" },
        },
      },
    },
  },
];

function identity(type: string, kind: string) {
  const isMachine = type !== "automationAccount";
  return {
    organization: "${2:contoso}.onmicrosoft.com",
    resourceGroup: { name: "${3:ContosoRG}", location: "${4:West US}" },
    host: {
      type,
      name: isMachine ? "${5:ContosoVM1}" : "${5:ContosoAzAuto1}",
      ...(isMachine ? { network: { addressSpace: "10.20.0.0/24" } } : {}),
    },
    identity: kind === "systemAssigned" ? { type: kind } : { type: kind, name: "${6:ContosoMI1}" },
    module: { version: "3.9.2" },
    roles: ["Global Reader"],
  };
}
