import { HostResourceGroup } from "cdktf-exchange-managed-identity";
import * as z from "zod";
import { TRUE_OR_FALSE_WORDS, object, text, wordsOf } from "./fields";
import { variants } from "./variants";

const GROUP_WORDS = '{"name": …, "location": …} for a new group, {"name": …, "existing": true} for an existing one';

/** "existing" beside "adopt", or the reverse; the description says what it would do alone. */
export const notBoth = (what: string, description: string) => {
  const words = wordsOf(
    '"existing" or "adopt", not both',
    `keep "existing" to only read ${what}, or "adopt" to let Terraform take it over`,
  );
  return z.literal(false).meta({ description, words }).optional();
};

/** A key that selects a variant. */
export const isTrue = (description: string) => z.literal(true).meta({ description, words: TRUE_OR_FALSE_WORDS });

/** The location of something new; the group's if left out. */
export const location = (description: string) =>
  text(HostResourceGroup._LOCATION, description, "the location of the resource group").optional();

/** The words for a location on something that exists. */
export const OWN_LOCATION = wordsOf("no location for something that exists", "remove it: it has its own");

const groupName = text(HostResourceGroup._NAME, "The name of the resource group.");

/** A resource group: new or existing. */
export const resourceGroup = (description: string) =>
  variants(
    [
      {
        when: { existing: true },
        schema: object({ name: groupName, existing: isTrue("The group exists, and is only read.") }, description, {
          hints: {
            location: wordsOf(
              "no location on an existing group",
              'remove it: the group has its own; or remove "existing" to create the group',
            ),
          },
        }),
      },
      {
        when: {},
        schema: object(
          {
            name: groupName,
            location: text(
              HostResourceGroup._LOCATION,
              "The Azure location of the new group, such as West US or westus.",
              undefined,
              wordsOf(GROUP_WORDS, 'give the location of the new group, or "existing": true if the group exists'),
            ),
            existing: z
              .literal(false)
              .meta({ description: "true for an existing group, which is only read.", words: TRUE_OR_FALSE_WORDS })
              .optional(),
          },
          description,
        ),
      },
    ],
    z.looseObject({}),
    description,
    { allowed: GROUP_WORDS, remedy: "name the resource group" },
  );
