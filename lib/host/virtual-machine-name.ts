import { OperatingSystem } from "../exchange-module/virtual-machine";
import { checkText, type TextRule } from "../problem/checked-text";
import type { Finding } from "../problem/finding";

/* A new machine's name is its computer name too. */
const NAME: { readonly [system in OperatingSystem]: TextRule } = {
  [OperatingSystem.WINDOWS]: {
    pattern: /^(?!\d+$)[A-Za-z0-9](?:[-A-Za-z0-9]{0,13}[A-Za-z0-9])?$/,
    allowed: "1 to 15 letters, digits and '-', not only digits, with no '-' at either end",
    remedy: "give the name of a Windows VM as Azure allows it",
  },
  [OperatingSystem.LINUX]: {
    pattern: /^(?!\d+$)[A-Za-z0-9](?:[-.A-Za-z0-9]{0,62}[A-Za-z0-9])?$/,
    allowed: "1 to 64 letters, digits, '-' and '.', not only digits, the first and the last a letter or a digit",
    remedy: "give the name of a Linux VM as Azure allows it",
  },
};

/* One that is there may have a computer name that differs. */
const NAME_THERE: TextRule = {
  pattern: /^(?!\d+$)[A-Za-z0-9](?:[-.\w]{0,62}\w)?$/,
  allowed: "1 to 64 letters, digits, '-', '.' and '_', not only digits, the first a letter or a digit",
  remedy: "give the name of the VM as Azure shows it",
};

const ADMIN: { readonly [system in OperatingSystem]: TextRule } = {
  [OperatingSystem.WINDOWS]: {
    pattern: /^[^\s"/\\[\]:;|=,+*?<>@&'`$%{}#]{0,19}[^\s"/\\[\]:;|=,+*?<>@&'`$%{}#.]$/,
    allowed: `1 to 20 characters, no blank, none of "/\\[]:;|=,+*?<>@&, no '.' at the end, and no name that Azure keeps back, such as administrator`,
    remedy: 'choose another name for the administrator, such as "azureadmin"',
  },
  [OperatingSystem.LINUX]: {
    pattern: /^[A-Za-z_][-A-Za-z0-9_]{0,63}$/,
    allowed:
      "1 to 64 letters, digits, '-' and '_', the first a letter or '_', and no name that Azure keeps back, such as root",
    remedy: 'choose another name for the administrator, such as "azureadmin"',
  },
};

/* What Azure takes for nobody's administrator. */
const KEPT_BACK = new Set(
  (
    "1 123 a actuser adm admin admin1 admin2 administrator aspnet backup console david guest john owner root server " +
    "sql support support_388945a0 sys test test1 test2 test3 user user1 user2 user3 user4 user5"
  ).split(" "),
);

/** What is wrong with a text as the name of a new virtual machine, if anything. */
export function checkVirtualMachineName(system: OperatingSystem, name: string): Finding | undefined {
  return checkText(name, NAME[system]);
}

/** What is wrong with a text as the name of a virtual machine that is there, if anything. */
export function checkExistingVirtualMachineName(name: string): Finding | undefined {
  return checkText(name, NAME_THERE);
}

/** What is wrong with a text as the name of a machine's administrator, if anything. */
export function checkAdminUsername(system: OperatingSystem, name: string): Finding | undefined {
  const { allowed, remedy } = ADMIN[system];
  return typeof name === "string" && KEPT_BACK.has(name.toLowerCase())
    ? { given: name, allowed, remedy }
    : checkText(name, ADMIN[system]);
}

/** What is wrong with a text as the size of a machine, if anything. */
export function checkVirtualMachineSize(size: string): Finding | undefined {
  return checkText(size, {
    pattern: /^(?:Standard|Basic)_[A-Za-z0-9][-A-Za-z0-9_]{0,60}$/,
    allowed: 'the name of a size, such as "Standard_B2s"',
    remedy: "choose one of `az vm list-sizes --location <location> --query [].name`",
  });
}
