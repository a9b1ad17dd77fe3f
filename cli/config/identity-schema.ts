import {
  DirectoryRoleAssignment,
  ExchangeCloud,
  GraphPermission,
  ManageAsAppGrant,
} from "cdktf-exchange-managed-identity";
import { TextRule } from "cdktf-exchange-managed-identity/internal";
import * as z from "zod";
import { anyText, choice, trueOrFalse, key, MAP, object, text, wordsOf } from "./fields";
import { identity } from "./host-identity-schema";
import { host } from "./host-schema";
import { moduleSchema } from "./module-schema";
import { provider } from "./provider-schema";
import { resourceGroup } from "./resource-group-schema";
import { exchangeRoleGroups, exchangeRoles, graphPermissions, roles } from "./roles-schema";
import { alert, diagnostics, runbook, runbooks } from "./runbook-schema";

const adopt = object(
  {
    manageAsAppAssignmentId: text(
      ManageAsAppGrant._ASSIGNMENT_ID,
      "The id of the existing assignment of Exchange.ManageAsApp.",
    ).optional(),
    roleAssignmentIds: z
      .record(
        z.string(),
        text(DirectoryRoleAssignment._ASSIGNMENT_ID, "The id of the existing assignment of this role."),
      )
      .meta({
        words: MAP,
        description: "The ids of existing role assignments, by role; with the scope where there is one.",
      })
      .optional(),
    graphPermissionAssignmentIds: z
      .record(
        key(GraphPermission._NAME),
        text(ManageAsAppGrant._ASSIGNMENT_ID, "The id of the existing assignment of this permission."),
      )
      .meta({ words: MAP, description: "The ids of existing assignments of Microsoft Graph permissions, by name." })
      .optional(),
    modules: trueOrFalse(
      "Whether the module, and each additional one that does not say otherwise, was imported by hand, in 5.1 and 7.2.",
      "false",
    ).optional(),
  },
  "What was created by hand before, and Terraform imports.",
);

const tags = z
  .record(
    z.string().meta({ json: { pattern: "^(?! )(?!__proto__$)[^<>%&\\\\?/\\p{Cc}]{0,511}[^<>%&\\\\?/\\p{Cc} ]$" } }),
    anyText("The value of the tag.", "at most 256 characters", "shorten the value of the tag").meta({
      json: { maxLength: 256 },
    }),
  )
  .meta({
    words: MAP,
    description: "Tags of everything that the stack creates and that takes tags. Never of what is adopted.",
  });

const GRANTS = {
  terraform: "Terraform grants the permission and assigns the roles.",
  script:
    "The stack outputs a script that an administrator of the directory runs once. It changes nothing in the directory itself.",
  elsewhere:
    "Another stack, or a person, grants the permission and assigns the roles: for an identity that several hosts share.",
} as const;

/* Of any cloud; the library knows the one that is chosen. */
const ORGANIZATION = TextRule.of({
  pattern: ExchangeCloud.all()
    .map(({ _organizationRule }) => `(?:${_organizationRule.pattern})`)
    .join("|"),
  allowed: ExchangeCloud.PUBLIC._organizationRule.allowed,
  remedy: ExchangeCloud.PUBLIC._organizationRule.remedy,
});

/** The declaration of one identity, which becomes a stack. */
export const identitySchema = object(
  {
    organization: text(
      ORGANIZATION,
      "The tenant's initial domain, such as contoso.onmicrosoft.com. A custom domain does not work.",
    ),
    resourceGroup: resourceGroup("The resource group of the host: new or existing."),
    host,
    identity,
    module: moduleSchema.optional(),
    roles: roles.optional(),
    exchangeRoleGroups: exchangeRoleGroups.optional(),
    exchangeRoles: exchangeRoles.optional(),
    graphPermissions: graphPermissions.optional(),
    grants: choice(GRANTS, "Who grants the permission and assigns the roles.", { default: "terraform" }).optional(),
    runbook: runbook.optional(),
    runbooks: runbooks.optional(),
    diagnostics: diagnostics.optional(),
    alert: alert.optional(),
    adopt: adopt.optional(),
    tags: tags.optional(),
    protect: trueOrFalse(
      "Whether Terraform refuses to destroy the host and the identity.",
      "true for what is adopted, else false",
    ).optional(),
    lock: trueOrFalse(
      "Whether Azure refuses to delete the user-assigned identity that the stack creates or adopts. A host is never locked.",
      "false",
    ).optional(),
    provider: provider(
      "What differs from the file's provider, for this stack: another tenant, subscription or cloud.",
    ).optional(),
    verify: trueOrFalse(
      "Whether the pipelines run the command test after the apply of this stack: it starts the verification, and fails the pipeline if it does not connect.",
      "false",
    ).optional(),
    shape: choice(
      {
        root: "A root module with providers and a backend.",
        module: "A child module for an existing root: no provider, no backend.",
      },
      "The shape of the Terraform JSON.",
      { default: "root" },
    ).optional(),
  },
  "One identity that connects to Exchange Online PowerShell. Its key is the name of the stack.",
  {
    hints: {
      additional: wordsOf('a key of "module"', 'move it into "module"'),
      permissions: wordsOf('"graphPermissions"', 'write "graphPermissions"'),
      schedule: wordsOf('a key of "runbook"', 'move it into "runbook"'),
    },
  },
);

export type IdentityConfiguration = z.infer<typeof identitySchema>;
