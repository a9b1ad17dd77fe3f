import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TERRAFORM } from "../../tools/terraform-workspace";

const VARIABLE = "EXCHANGE_E2E_PROVIDERS";

/** The provider versions that can be had here. */
export interface ProvidersFound {
  /** Why nothing can be run; undefined where it can. */
  readonly missing?: string;
  readonly oldest: { readonly azurerm: string; readonly azuread: string };
  readonly newest: { readonly azurerm: string; readonly azuread: string };
  /** azurerm 4.55.0, which the bindings pin, if it can be had. */
  readonly pinned?: string;
}

const NOTHING = { azurerm: "", azuread: "" };

/** jest's globalSetup: asks Terraform once, for every worker. */
export default function findProviders(): void {
  const found = look();
  process.env[VARIABLE] = JSON.stringify(found);
  console.log(
    found.missing === undefined
      ? `\n${TERRAFORM} with azurerm ${found.oldest.azurerm} to ${found.newest.azurerm}, azuread ${found.oldest.azuread} to ${found.newest.azuread}.`
      : `\nSkipped: ${found.missing}. The tests with the real providers did not run.`,
  );
}

/** What globalSetup found. */
export function providersFound(): ProvidersFound {
  return JSON.parse(
    process.env[VARIABLE] ?? JSON.stringify({ missing: "globalSetup did not run", oldest: NOTHING, newest: NOTHING }),
  ) as ProvidersFound;
}

function look(): ProvidersFound {
  try {
    execFileSync(TERRAFORM, ["version"], { stdio: "ignore" });
  } catch {
    return { missing: `${TERRAFORM} is not on this machine`, oldest: NOTHING, newest: NOTHING };
  }
  const newest = init(">= 4.69.0, < 6.0.0", ">= 3.7.0, < 4.0.0");
  if (!newest) {
    return {
      missing: "the providers azurerm and azuread cannot be had from a registry or a local mirror",
      oldest: NOTHING,
      newest: NOTHING,
    };
  }
  return {
    newest,
    oldest: init("4.69.0", "3.7.0") ?? init("~> 4.69", "~> 3.7") ?? newest,
    pinned: init("4.55.0", newest.azuread)?.azurerm,
  };
}

function init(azurerm: string, azuread: string): ProvidersFound["newest"] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "exchange-providers-"));
  const required = {
    azurerm: { source: "hashicorp/azurerm", version: azurerm },
    azuread: { source: "hashicorp/azuread", version: azuread },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
  try {
    execFileSync(TERRAFORM, ["init", "-input=false"], { cwd: folder, stdio: "ignore" });
    const lock = readFileSync(join(folder, ".terraform.lock.hcl"), "utf8");
    const version = (name: string) =>
      new RegExp(`hashicorp/${name}" \\{\\s+version\\s+= "([^"]+)"`).exec(lock)?.[1] ?? "";
    return { azurerm: version("azurerm"), azuread: version("azuread") };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
