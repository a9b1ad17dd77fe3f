import { shownText } from "cdktf-exchange-managed-identity/internal";
import type { Loaded } from "../config/load";
import { hostKindOf } from "../hosts/host-kinds";
import type { IdentityStack } from "./identity-stack";

/** The warnings of all stacks. One that many stacks share is shown once. */
export function warningsOf(stacks: readonly IdentityStack[], { identities }: Loaded): string[] {
  const byText = new Map<string, string[]>();
  // What is refused was left out, and would be warned of as missing.
  const repaired = identities.filter(({ isRepaired }) => isRepaired).map(({ name }) => name);
  for (const stack of stacks.filter(({ isWhole, node }) => isWhole && !repaired.includes(node.id))) {
    for (const { node } of stack.node.findAll()) {
      for (const { data } of node.metadata.filter(({ type }) => type === "@cdktf/warn")) {
        const paths = byText.get(String(data)) ?? [];
        byText.set(String(data), [...paths, node.path]);
      }
    }
  }
  return [...byText].map(([text, paths]) => {
    const names = [...new Set(paths.map((path) => path.split("/")[0]))];
    const where = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : paths.join(", ");
    return shownText(`[${where}] ${text}`);
  });
}

/** Warns of stacks whose test in a pipeline would find nothing to start. */
export function verifyWarnings({ identities }: Loaded): string[] {
  return identities.flatMap(({ name, configuration: { verify, host, runbook, runbooks = [] } }) => {
    const isVerified = [...(runbook ? [runbook] : []), ...runbooks].some(({ script }) => script === undefined);
    const { runsRunbooks, takesRunCommands, word } = hostKindOf(host.type).resource;
    if (verify !== true || takesRunCommands || (runsRunbooks && isVerified)) {
      return [];
    }
    return runsRunbooks
      ? [
          `[${name}] "verify" is true, and no runbook of the stack verifies the connection: the command test would end with 2 in the pipeline. Add one without a script: "runbook": { "name": "Test-ExchangeConnection" }`,
        ]
      : [
          `[${name}] "verify" is true, and nothing can be started in a ${word} from outside: the command test would end with 2 in the pipeline. Remove it.`,
        ];
  });
}

/** Warns of organizations that cannot be in one tenant. */
export function tenantWarnings({ file, identities }: Loaded): string[] {
  const organizations = new Map<string, string>();
  return identities.flatMap(({ name, configuration }) => {
    const tenantId = configuration.provider?.tenantId ?? file.provider?.tenantId;
    const organization = configuration.organization.toLowerCase();
    const other = tenantId === undefined ? undefined : organizations.get(tenantId.toLowerCase());
    if (tenantId !== undefined) {
      organizations.set(tenantId.toLowerCase(), other ?? organization);
    }
    return other !== undefined && other !== organization
      ? [
          `[${name}] The organizations ${other} and ${organization} have the same tenantId: a tenant has one initial domain. Give the identity a provider of its own.`,
        ]
      : [];
  });
}
