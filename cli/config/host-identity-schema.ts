import { UserAssignedIdentity } from "cdktf-exchange-managed-identity";
import * as z from "zod";
import { choice, trueOrFalse, object, constant, text, wordsOf } from "./fields";
import { variants } from "./variants";
import { isTrue, location, notBoth, OWN_LOCATION, resourceGroup } from "./resource-group-schema";

const IDENTITY_TYPES = {
  systemAssigned: "The host's own identity. It is created and deleted with the host.",
  userAssigned: "An identity of its own, which several hosts can share.",
  systemAndUserAssigned: "Both. The permission, the roles and the connect command are those of the user-assigned one.",
} as const;

const NOT_HERE = wordsOf('a key beside "identity"', "move it out of the identity: it stands beside it");

const USER_ASSIGNED_KEYS = ["name", "existing", "adopt", "resourceGroup", "location"];

function userAssignedCases<const T extends "userAssigned" | "systemAndUserAssigned">(type: T) {
  const typeField = constant(type, IDENTITY_TYPES[type], "The kind of identity.");
  const name = text(UserAssignedIdentity._NAME, "The name of the user-assigned identity.");
  const group = resourceGroup("The resource group of the identity, if it is not the host's.").optional();
  const existingWords = "true: the identity exists and is only read.";
  const adoptWords = "true: the identity exists and Terraform imports it without changing it.";
  const hints = { location: OWN_LOCATION, lock: NOT_HERE };
  return [
    {
      when: { type, existing: true },
      schema: object(
        {
          type: typeField,
          name,
          existing: isTrue(existingWords),
          adopt: notBoth("the identity", `${adoptWords} Not beside "existing".`),
          resourceGroup: group,
        },
        "An existing identity, which is only read.",
        { hints },
      ),
    },
    {
      when: { type, adopt: true },
      schema: object(
        {
          type: typeField,
          name,
          existing: notBoth("the identity", `${existingWords} Not beside "adopt".`),
          adopt: isTrue(adoptWords),
          resourceGroup: group,
        },
        "An existing identity that Terraform imports.",
        { hints },
      ),
    },
    {
      when: { type },
      schema: object(
        {
          type: typeField,
          name,
          existing: trueOrFalse(existingWords, "false").optional(),
          adopt: trueOrFalse(adoptWords, "false").optional(),
          resourceGroup: group,
          location: location("The Azure location of the identity."),
        },
        "A new identity.",
        { hints: { lock: NOT_HERE } },
      ),
    },
  ] as const;
}

/** The identity that the host carries. */
export const identity = variants(
  [
    {
      when: { type: "systemAssigned" },
      schema: object(
        { type: constant("systemAssigned", IDENTITY_TYPES.systemAssigned, "The kind of identity.") },
        "The host's own identity.",
        {
          hints: Object.fromEntries(
            USER_ASSIGNED_KEYS.map((key) => [
              key,
              wordsOf(
                "nothing but the type for a system-assigned identity, which is the host's own",
                `remove "${key}", or choose "userAssigned"`,
              ),
            ]),
          ),
        },
      ),
    },
    ...userAssignedCases("userAssigned"),
    ...userAssignedCases("systemAndUserAssigned"),
  ],
  z.looseObject({ type: choice(IDENTITY_TYPES, "The kind of identity.") }),
  "The identity that the host carries.",
  { allowed: '{"type": "systemAssigned"}, or a user-assigned one', remedy: "say which identity the host carries" },
);
