import * as z from "zod";
import type { HostConfiguration, HostKind } from "../hosts/host-kind";
import { HOST_KINDS, type HostType } from "../hosts/host-kinds";
import { choice, trueOrFalse, object, constant, text, wordsOf, type Case } from "./fields";
import { variants } from "./variants";
import { isTrue, location, notBoth, OWN_LOCATION } from "./resource-group-schema";

const EXISTING_WORDS = "true: the host exists and is only read. It has to carry the identity already.";
const ADOPT_WORDS =
  "true: the host exists and Terraform imports it, to add the identity. It keeps its other identities, and everything else is ignored.";

/* The settings of any kind, which an existing host does not take. */
const NEW_ONLY = Object.fromEntries(
  HOST_KINDS.flatMap(({ settings }) => Object.keys(settings.shape)).map((key) => [
    key,
    wordsOf(
      "no such setting for an existing host",
      "remove it: nothing but the identity of an existing host is changed",
    ),
  ]),
);

function casesOf({ type, description, newName, existingName, settings }: HostKind): Case[] {
  const typeField = constant(type, description, "The kind of host.");
  const existing = { type: typeField, name: text(existingName, "The name of the host.") };
  const hints = { location: OWN_LOCATION, ...NEW_ONLY };
  const fresh = object(
    {
      type: typeField,
      name: text(newName, "The name of the host."),
      existing: trueOrFalse(EXISTING_WORDS, "false").optional(),
      adopt: trueOrFalse(ADOPT_WORDS, "false").optional(),
      location: location("The Azure location of the host."),
      ...settings.shape,
    },
    "A new host.",
  );
  return [
    {
      when: { type, existing: true },
      schema: object(
        {
          ...existing,
          existing: isTrue(EXISTING_WORDS),
          adopt: notBoth("the host", `${ADOPT_WORDS} Not beside "existing".`),
        },
        "An existing host, which is only read.",
        { hints },
      ),
    },
    {
      when: { type, adopt: true },
      schema: object(
        {
          ...existing,
          existing: notBoth("the host", `${EXISTING_WORDS} Not beside "adopt".`),
          adopt: isTrue(ADOPT_WORDS),
        },
        "An existing host that Terraform imports.",
        { hints },
      ),
    },
    {
      when: { type },
      schema: settings.check ? fresh.check(settings.check).meta({ json: settings.json }) : fresh,
    },
  ];
}

/** The host: one kind of several, each new, existing or adopted. */
export const host = variants(
  HOST_KINDS.flatMap(casesOf),
  z.looseObject({
    type: choice(
      Object.fromEntries(HOST_KINDS.map(({ type, description }) => [type, description])),
      "The kind of host.",
    ),
  }),
  "The Azure resource that carries the identity and runs PowerShell.",
  { allowed: '{"type": …, "name": …}', remedy: "describe the Azure resource that runs PowerShell" },
) as unknown as z.ZodType<HostConfiguration<HostType>>;
