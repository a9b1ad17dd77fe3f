import * as z from "zod";
import { backendSchema } from "./backend-schema";
import { anyText, isObject, MAP, object, wordsOf } from "./fields";
import { identitySchema } from "./identity-schema";
import { provider } from "./provider-schema";
import { STACK_NAME } from "./stack-name";

const MISSING = wordsOf(
  "an object with one entry for each identity; its key is the name of the stack",
  'add "identities"; the documentation has an example',
);

const NONE = wordsOf("one identity or more", "add an identity; the documentation has an example");

const constraint = (name: string, defaultWords: string) =>
  anyText(
    `The version constraint of hashicorp/${name}.`,
    `a Terraform version constraint, such as ">= 4.69.0, < 6.0.0"`,
    "write a constraint",
  )
    .meta({ default_: defaultWords })
    .optional();

const fileKeys = {
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
};

const identitiesOf = <T extends z.ZodType>(entry: T) =>
  z
    .record(z.string().meta({ json: { pattern: STACK_NAME } }), entry)
    .refine((identities) => Object.keys(identities).length > 0)
    .meta({
      description: "The identities: one stack for each. The key is the name of the stack.",
      wordsFor: (given: unknown) => (given === undefined ? MISSING : isObject(given) ? NONE : MAP),
    });

const fileOf = <T extends z.ZodType>(entry: T) =>
  object(
    { ...fileKeys, identities: identitiesOf(entry) },
    "Managed identities that connect to Exchange Online PowerShell.",
    { allowed: 'an object with "identities"', remedy: "write the configuration as an object in curly brackets" },
  );

/** The declaration of the configuration file. Its types, its problems, its JSON Schema and its reference come from here. */
export const configurationSchema = fileOf(identitySchema);

/** The same, without a look at what each identity is: that one is parsed for itself. */
export const fileSchema = fileOf(z.unknown());

export type Configuration = z.infer<typeof configurationSchema>;
