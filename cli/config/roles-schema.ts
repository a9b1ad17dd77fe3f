import {
  DirectoryRole,
  ExchangeManagementRole,
  ExchangeRoleGroup,
  GraphPermission,
} from "cdktf-exchange-managed-identity";
import { choice, list, object, text, wordsOf } from "./fields";
import { textOrObject } from "./variants";

/** A sentence for each role. */
export const ROLE_WORDS: { readonly [name: string]: string } = {
  "Compliance Administrator": "Compliance features. Exchange Administrator covers more of Exchange.",
  "Exchange Administrator":
    "Any task in Exchange Online PowerShell. If the scripts only read, Global Reader is enough.",
  "Exchange Recipient Administrator": "Mailboxes and other recipients. The smaller choice for recipient management.",
  "Global Administrator": "Any task in the whole tenant. Microsoft advises against it: choose Exchange Administrator.",
  "Global Reader": "Reads everything, changes nothing. The smallest choice for reports.",
  "Helpdesk Administrator": "Passwords and a few recipient settings. The only one that takes an administrative unit.",
  "Security Administrator": "Security features; does not cover what Exchange Administrator covers.",
  "Security Reader": "Reads security features, changes nothing.",
};

const roleName = choice(
  Object.fromEntries(DirectoryRole.supported().map(({ name }) => [name, ROLE_WORDS[name]])),
  "The name of a Microsoft Entra role.",
);

/** Microsoft Entra roles. */
export const roles = list(
  textOrObject(
    roleName,
    object(
      {
        name: roleName,
        scope: text(DirectoryRole._SCOPE, "The administrative unit that the role is limited to.").optional(),
      },
      "A role, and the administrative unit that it is limited to. Only Helpdesk Administrator takes one.",
    ),
    "A role by its name, or with a scope.",
  ),
  "The Microsoft Entra roles of the identity. They may be left out with exchangeRoleGroups, or with exchangeRoles that are not named Application ….",
  {
    allowed: `one or more of ${DirectoryRole.supported()
      .map(({ name }) => name)
      .join(", ")}`,
    remedy:
      "name the role that the scripts need, or leave the key out beside exchangeRoleGroups or exchangeRoles: without any of them every connection is refused with 403",
  },
);

const EXAMPLE_ROLES = ["View-Only Configuration", "View-Only Recipients", "Mail Recipients", "Application Mail.Send"];

const exchangeText = (description: string) => text(ExchangeRoleGroup._NAME, description);

const exchangeName = exchangeText("The name, as Exchange Online shows it.");

/** Role groups of Exchange Online. */
export const exchangeRoleGroups = list(
  textOrObject(
    exchangeName,
    object(
      {
        name: exchangeName,
        roles: list(exchangeName, "The management roles of the new group, such as View-Only Recipients.", {
          allowed: "one management role or more",
          remedy: 'name a role, such as "View-Only Recipients"',
        }),
        recipientScope: exchangeText("The name of an existing management scope that limits the group.").optional(),
      },
      "A new role group.",
    ),
    "An existing role group by its name, or a new one.",
  ),
  "Role groups of Exchange Online that the identity becomes a member of. The stack outputs the script that an Exchange administrator runs once.",
  { allowed: "one role group or more", remedy: "name a role group, or remove the key" },
);

/** Management roles of Exchange Online. */
export const exchangeRoles = list(
  object(
    {
      role: exchangeName.meta({ examples: EXAMPLE_ROLES }),
      recipientScope: exchangeText("The name of an existing management scope that limits the role.").optional(),
      administrativeUnit: text(
        ExchangeManagementRole._ADMINISTRATIVE_UNIT,
        "The id of an administrative unit that limits the role.",
      ).optional(),
    },
    "A management role, for the whole organization or for a scope.",
    {
      allowed: '{"role": "View-Only Recipients"}',
      remedy: "write it as an object",
      hints: {
        name: wordsOf('"role"', 'write "role"'),
        scope: wordsOf('"recipientScope" or "administrativeUnit"', "say which of the two it is"),
      },
    },
  ),
  "Management roles of Exchange Online that are assigned straight to the identity: the smallest grant. The stack outputs the script that an Exchange administrator runs once.",
  { allowed: "one management role or more", remedy: "name a role, or remove the key" },
);

/** Application permissions of Microsoft Graph. */
export const graphPermissions = list(
  text(GraphPermission._NAME, "The name of an application permission of Microsoft Graph.").meta({
    examples: ["User.Read.All", "Group.Read.All", "Reports.Read.All", "Mail.Send"],
  }),
  "Application permissions of Microsoft Graph for the same identity, each once.",
  { allowed: "one permission or more", remedy: "name a permission, or remove the key" },
);
