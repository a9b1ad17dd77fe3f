import { AutomationExchangeModule, ModuleVersion, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { TextRule } from "cdktf-exchange-managed-identity/internal";
import { anyText, choice, trueOrFalse, list, object, ownText, text } from "./fields";
import { textOrObject } from "./variants";

/** The runtimes, each with a sentence. */
export const RUNTIMES = {
  "5.1": "Windows PowerShell 5.1: supported, every version of the module. Automation and Windows VMs.",
  "7.2": "PowerShell 7.2 in Automation: out of support since 2024-11-08; the module up to 3.4.0.",
  "7.4": "PowerShell 7.4 in Automation: out of support since 2026-11-10; the module up to 3.9.2.",
  "7.6": "PowerShell 7.6 in Automation: supported until 2028-11; every version of the module from 3.5.0 on.",
  "7": "PowerShell 7 on a Linux VM, in the version that the module needs.",
} as const;

/** A runtime. */
export const runtime = choice(RUNTIMES, "A PowerShell runtime.", {
  remedy: "choose one of these; 5.1 and 7.6 are in support",
  remedyFor: (given) => (typeof given === "string" ? PowerShellRuntime._check(given)?.remedy : undefined),
});

const VARIABLE_NAME = TextRule.of({
  pattern:
    "^(?!(?:source|version|providers|count|for_each|lifecycle|depends_on|locals|__proto__)$)[A-Za-z_][A-Za-z0-9_\\-]{0,99}$",
  allowed:
    "the name of a Terraform variable: letters, digits, '_' and '-', no digit in front, no name that Terraform reserves",
  remedy: 'name it "module_content_uri"',
});

const HASH_WORDS = ['{"algorithm": "sha256", "value": …}', "give the algorithm and the value of the hash"] as const;

const packageFields = {
  contentUri: textOrObject(
    anyText(
      "The https address of the package in a private feed.",
      "an https address",
      "give the https address of the package",
    ).meta({ json: { pattern: "^https://\\S+$" } }),
    object(
      { variable: ownText(VARIABLE_NAME, "The name of the sensitive Terraform variable that holds the address.") },
      "An address with a signature or a password in it, in a sensitive Terraform variable.",
    ),
    "The address of the package, if it is not the PowerShell Gallery's. Automation only.",
  ).optional(),
  contentHash: object(
    {
      algorithm: anyText("sha256, sha384 or sha512.", ...HASH_WORDS),
      value: anyText("The hash, as hexadecimal digits or base64.", ...HASH_WORDS),
    },
    "The hash that the package has to have. Automation only.",
  ).optional(),
};

/** The Exchange Online module, and the additional ones. */
export const moduleSchema = object(
  {
    version: text(
      ModuleVersion._VALUE,
      "The version of ExchangeOnlineManagement.",
      "the newest version that every chosen runtime supports, with a warning that names it",
    )
      .meta({ examples: ModuleVersion.generallyAvailable().map(({ value }) => value) })
      .optional(),
    runtimes: list(runtime, "The PowerShell runtimes that get the module.", {
      allowed: "one runtime or more",
      remedy: "name a runtime, or leave the list out for the default one",
      default: "5.1; on a Linux VM 7",
    }).optional(),
    prerequisites: trueOrFalse(
      "Whether PackageManagement and PowerShellGet are imported before the module. Automation only.",
      "true in the 5.1 of a new account and in 7.4 and 7.6; else false",
    ).optional(),
    ...packageFields,
    additional: list(
      object(
        {
          name: text(
            AutomationExchangeModule._ADDITIONAL_NAME,
            "The name of the module, as the PowerShell Gallery writes it.",
          ),
          version: text(AutomationExchangeModule._ADDITIONAL_VERSION, "The version of the module, such as 2.30.0."),
          runtimes: list(runtime, "Some of the runtimes of the Exchange Online module.", {
            allowed: "one runtime or more",
            remedy: "name a runtime, or leave the list out for all of the module's",
            default: "all of them",
          }).optional(),
          after: list(
            text(AutomationExchangeModule._ADDITIONAL_NAME, "The name of another additional module."),
            "The additional modules that are installed before this one.",
          ).optional(),
          ...packageFields,
          adopt: trueOrFalse(
            "Whether the module was imported by hand before, in 5.1 and 7.2.",
            "as adopt.modules says",
          ).optional(),
        },
        "Another module.",
      ),
      "Other modules that the scripts need, such as Microsoft.Graph.Authentication. On a virtual machine they come from the PowerShell Gallery.",
    ).optional(),
  },
  "The Exchange Online PowerShell module.",
);
