import * as z from "zod";
import { backendSchema } from "./backend-schema";
import { anyText, message, object } from "./fields";
import { identitySchema } from "./identity-schema";
import { provider } from "./provider-schema";
import { STACK_NAME, STACK_NAME_WORDS } from "./stack-name";

const MISSING = message(
  "an object with one entry for each identity; its key is the name of the stack",
  'add "identities"; the documentation has an example',
);

const constraint = (name: string, defaultWords: string) =>
  anyText(
    `The version constraint of hashicorp/${name}.`,
    `a Terraform version constraint, such as ">= 4.69.0, < 6.0.0"`,
    "write a constraint",
  )
    .meta({ default_: defaultWords })
    .optional();

/** The declaration of the configuration file. Its types, its problems, its JSON Schema and its reference come from here. */
export const configurationSchema = object(
  {
    $schema: anyText("The JSON Schema, for editors.", "the path of the JSON Schema", "write it as a string").optional(),
    provider: provider("How the providers sign in, for every stack.").optional(),
    providerVersions: object(
      {
        azurerm: constraint("azurerm", ">= 4.69.0, < 6.0.0"),
        azuread: constraint("azuread", ">= 3.7.0, < 4.0.0"),
      },
      "The versions of the two providers.",
    ).optional(),
    backend: backendSchema.optional(),
    identities: z
      .record(z.string().regex(new RegExp(STACK_NAME, "u"), { error: message(...STACK_NAME_WORDS) }), identitySchema, {
        error: ({ input }) =>
          input === undefined ? MISSING : message("an object in curly brackets", "write it as an object"),
      })
      .refine((identities) => Object.keys(identities).length > 0, {
        error: message("one identity or more", "add an identity; the documentation has an example"),
      })
      .meta({ description: "The identities: one stack for each. The key is the name of the stack." }),
  },
  "Managed identities that connect to Exchange Online PowerShell.",
  { allowed: 'an object with "identities"', remedy: "write the configuration as an object in curly brackets" },
);

export type Configuration = z.infer<typeof configurationSchema>;
