import { ExchangeCloud, ExchangeConnection, ManagedIdentity } from "cdktf-exchange-managed-identity";
import { TextRule } from "cdktf-exchange-managed-identity/internal";
import type { IdentityRights } from "../reading/tenant";
import { initialDomain } from "./check-organization";
import type { Context } from "./context";

const GUID = TextRule.guid("");

/** The command that connects with an identity, as the library writes it. */
export function connectCommand(
  { state, expectation }: Pick<Context, "state" | "expectation">,
  identity: IdentityRights | undefined,
): string {
  const known = ExchangeCloud.of(expectation.cloud);
  const domain = [initialDomain(state.domains), expectation.organization].find(
    (candidate) => candidate !== undefined && known._organizationRule.check(candidate) === undefined,
  );
  const clientId = identity?.kind === "userAssigned" ? identity.clientId : undefined;
  return new ExchangeConnection({
    organization: domain ?? `your-tenant.${known.domain}`,
    identity: ManagedIdentity.fromPrincipal({
      // The command does not name it.
      principalId: "00000000-0000-0000-0000-000000000000",
      clientId: clientId !== undefined && GUID.check(clientId) === undefined ? clientId : undefined,
    }),
    cloud: known,
  }).command;
}
