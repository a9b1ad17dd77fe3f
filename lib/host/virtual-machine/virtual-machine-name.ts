import { OperatingSystem } from "../../azure/i-virtual-machine";
import type { Finding } from "../../validation/finding";
import { NOT_SHOWN, TextRule } from "../../validation/text-rule";

/** The rules for the name of a new machine, which is its computer name too. */
export const NEW_MACHINE_NAME: { readonly [system in OperatingSystem]: TextRule } = {
  [OperatingSystem.WINDOWS]: TextRule.of({
    pattern: "^(?!\\d+$)[A-Za-z0-9](?:[-A-Za-z0-9]{0,13}[A-Za-z0-9])?$",
    allowed: "1 to 15 letters, digits and '-', not only digits, with no '-' at either end",
    remedy: "give the name of a Windows VM as Azure allows it",
  }),
  [OperatingSystem.LINUX]: TextRule.of({
    pattern: "^(?!\\d+$)[A-Za-z0-9](?:[-.A-Za-z0-9]{0,62}[A-Za-z0-9])?$",
    allowed: "1 to 64 letters, digits, '-' and '.', not only digits, the first and the last a letter or a digit",
    remedy: "give the name of a Linux VM as Azure allows it",
  }),
};

/** The rule for the name of an existing machine, whose computer name may differ. */
export const EXISTING_MACHINE_NAME = TextRule.of({
  pattern: "^(?!\\d+$)[A-Za-z0-9](?:[-.\\w]{0,62}\\w)?$",
  allowed: "1 to 64 letters, digits, '-', '.' and '_', not only digits, the first a letter or a digit",
  remedy: "give the name of the VM as Azure shows it",
});

/* Azure accepts none of these as the name of an administrator. */
const RESERVED_NAMES =
  "1|123|a|actuser|adm|admin|admin1|admin2|administrator|aspnet|backup|console|david|guest|john|owner|root|server|" +
  "sql|support|support_388945a0|sys|test|test1|test2|test3|user|user1|user2|user3|user4|user5";

/* A pattern in a JSON Schema has no flag for upper and lower case. */
const NOT_RESERVED = `(?!(?:${RESERVED_NAMES.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)})$)`;

const FORBIDDEN = `\\s"/\\\\\\[\\]:;\\|=,+*?<>@&'\`$%\\{\\}${NOT_SHOWN}`;

/** The rules for the name of a machine's administrator. */
export const ADMIN_USERNAME: { readonly [system in OperatingSystem]: TextRule } = {
  [OperatingSystem.WINDOWS]: TextRule.of({
    pattern: `^${NOT_RESERVED}[^${FORBIDDEN}]{0,19}[^${FORBIDDEN}.]$`,
    allowed: `1 to 20 characters, no blank, none of "/\\[]:;|=,+*?<>@&, no '.' at the end, and no reserved name, such as administrator`,
    remedy: 'choose another name for the administrator, such as "azureadmin"',
  }),
  [OperatingSystem.LINUX]: TextRule.of({
    pattern: `^${NOT_RESERVED}[A-Za-z_][-A-Za-z0-9_]{0,63}$`,
    allowed: "1 to 64 letters, digits, '-' and '_', the first a letter or '_', and no reserved name, such as root",
    remedy: 'choose another name for the administrator, such as "azureadmin"',
  }),
};

/** The rule for the size of a machine. */
export const MACHINE_SIZE = TextRule.of({
  pattern: "^(?:Standard|Basic)_[A-Za-z0-9][-A-Za-z0-9_]{0,60}$",
  allowed: 'the name of a size, such as "Standard_B2s"',
  remedy: "choose one of `az vm list-sizes --location <location> --query [].name`",
});

/** What is wrong with the name of a machine that a new network is named after, if anything. */
export function checkNameForNetwork(name: string): Finding | undefined {
  return typeof name === "string" && name.length > 59
    ? {
        given: name,
        allowed: "at most 59 characters for a machine with a new network, which is named after it",
        remedy: "shorten the name, or give the id of an existing subnet",
      }
    : undefined;
}
