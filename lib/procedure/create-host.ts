import type { IExchangeHost } from "../host/i-exchange-host";
import { IdentityLock } from "../identity/identity-lock";
import type { Finding } from "../validation/finding";
import type { InputValidation } from "../validation/input-validation";
import type { ExchangeManagedIdentityProps } from "./exchange-managed-identity-props";
import type { Procedure } from "./procedure";
import { addTagFindings } from "../azure/tags";
import { Findings } from "../validation/findings";
import type { Construct } from "constructs";

/** Checks the tags once: what is refused is not looked at again by everything that would take it. */
export function withCheckedTags(scope: Construct, props: ExchangeManagedIdentityProps): ExchangeManagedIdentityProps {
  const findings = new Findings();
  addTagFindings(findings, props.tags);
  findings.report(scope);
  return findings.isEmpty ? props : { ...props, tags: undefined };
}

/** Creates the resource group, the user-assigned identity and the host, or reads or adopts them. */
export function createHost({ scope, props, validation }: Procedure): IExchangeHost {
  const { host, identity, tags, protect, azurerm: provider } = props;
  const { resourceGroup, isRead } = host._source;
  if (resourceGroup) {
    // The identity comes first, and has the group of the host unless it has its own.
    const group = validation.at(["host"], () =>
      resourceGroup._bind(scope, "ResourceGroup", { azurerm: provider, tags }),
    );
    validation.at(["identity"], () =>
      identity._bind(scope, "Identity", { resourceGroup, group, tags, protect, azurerm: provider }),
    );
  }
  addOfExistingHost(validation, props);
  validation.add(identity._place, isRead ? identity._checkOnExistingHost() : undefined);
  return validation.at(["host"], () =>
    host._source.bind(scope, "Host", { identity, tags, protect, azurerm: provider }),
  );
}

/* A host that the program has already was given its tags and its protection when it was created. */
function addOfExistingHost(validation: InputValidation, props: ExchangeManagedIdentityProps): void {
  const { host, tags, protect, runbooks, alert } = props;
  if (!host._host) {
    return;
  }
  const remedy = "set it where the host and its identity are created, and leave it out here";
  validation.add(
    "protect",
    protect === undefined
      ? undefined
      : { given: protect, allowed: "nothing, for a host that the program has already", remedy },
  );
  const hasTagged = runbooks !== undefined || alert !== undefined;
  validation.add(
    "tags",
    tags === undefined || hasTagged
      ? undefined
      : { given: tags, allowed: "no tags, because nothing is created here that takes tags", remedy },
  );
}

/** Locks the user-assigned identity against its deletion. */
export function lockIdentity({ scope, props, validation }: Procedure): IdentityLock | undefined {
  const { lock, identity, azurerm: provider } = props;
  const userAssigned = identity._userAssignedIn(scope);
  if (!lock) {
    return undefined;
  }
  if (!userAssigned || !identity._isOwned) {
    validation.add("lock", userAssigned ? NOT_OWNED : NOT_THE_HOST);
    return undefined;
  }
  return validation.at(["lock"], () => new IdentityLock(scope, "Lock", { identity: userAssigned, azurerm: provider }));
}

const NOT_OWNED: Finding = {
  given: "a lock on an identity that is only read",
  allowed: "a lock on a user-assigned identity that this stack creates or adopts",
  remedy: "remove the lock here: whoever creates the identity locks it (in code with IdentityLock)",
};

const NOT_THE_HOST: Finding = {
  given: "a lock without a user-assigned identity",
  allowed: "a lock on a user-assigned identity that this stack creates or adopts",
  remedy:
    "remove the lock, or choose a user-assigned identity: a lock on the host is inherited by everything below it, and ordinary applies would fail, such as one that replaces a module or a schedule",
};
