import { literalWithReferences, plainText } from "../text/terraform-text";
import type { Finding } from "../validation/finding";
import { containsSecret } from "../validation/secret";
import { objectOf, textFor } from "../validation/type-check";
import { NOT_SHOWN } from "../validation/text-rule";
import { ModuleVersion } from "./module-version";

/* PowerShellGet 3 is a prerelease and breaks Exchange's connection; these are the last releases that work. */
const PREREQUISITES = [
  { name: "PackageManagement", version: "1.4.8.1" },
  { name: "PowerShellGet", version: "2.2.5" },
] as const;

/** The version of a module that the Exchange Online module needs. */
export function prerequisiteVersion(name: (typeof PREREQUISITES)[number]["name"]): string {
  return PREREQUISITES.find((prerequisite) => prerequisite.name === name)?.version ?? "";
}

/** The hash of a module package. */
export interface ModuleContentHash {
  /** The algorithm: `sha256`, `sha384` or `sha512`. */
  readonly algorithm: string;

  /** The hash, as hexadecimal digits or base64. */
  readonly value: string;
}

/** A package as an Automation account imports it. Internal. */
export interface ModulePackage {
  readonly name: string;
  readonly uri: string;
  readonly version?: string;
  readonly hash?: ModuleContentHash;
}

/** The packages that every connection of the module needs, in their order. */
export function prerequisitePackages(): ModulePackage[] {
  return PREREQUISITES.map(({ name, version }) => ({ name, version, uri: galleryUri(name, version) }));
}

/** The package of the Exchange Online module. */
export function exchangePackage(version: ModuleVersion, uri?: string, hash?: ModuleContentHash): ModulePackage {
  return {
    name: ModuleVersion.MODULE_NAME,
    uri: uri === undefined ? galleryUri(ModuleVersion.MODULE_NAME, version.value) : literalWithReferences(uri),
    version: version.isPrerelease ? undefined : version.value,
    hash: hash && literalHash(hash),
  };
}

/** A hash as Terraform reads it: cdktf's references in it stay, everything else is literal. */
export function literalHash({ algorithm, value }: ModuleContentHash): ModuleContentHash {
  return { algorithm: literalWithReferences(algorithm), value: literalWithReferences(value) };
}

/** Whether a module is one that every connection needs. */
export function isPrerequisite(name: string): boolean {
  return PREREQUISITES.some((prerequisite) => prerequisite.name.toLowerCase() === name.toLowerCase());
}

/** The address of a package in the PowerShell Gallery. */
export function galleryUri(name: string, version: string): string {
  return `https://www.powershellgallery.com/api/v2/package/${name}/${version}`;
}

/** What is wrong with the address of a package, if anything. */
export function checkContentUri(uri: string | undefined): Finding | undefined {
  const plain = typeof uri === "string" ? plainText(uri) : uri;
  if (plain === undefined) {
    return undefined;
  }
  const allowed = "an https address without a user, a password or a signature in it";
  // What URL takes besides, azurerm and Azure do not: no host, a percent sign that escapes nothing.
  const isAddress =
    typeof plain === "string" &&
    /^https:\/\/[^/?#\s]+/i.test(plain) &&
    !new RegExp(`[\\s${NOT_SHOWN}]|%(?![0-9A-Fa-f]{2})`, "u").test(plain) &&
    URL.canParse(plain);
  if (!isAddress) {
    return {
      given: plain,
      allowed,
      remedy: "give the https address of the package",
      secret: containsSecret(String(plain)),
    };
  }
  return containsSecret(plain)
    ? {
        given: plain,
        allowed,
        secret: true,
        remedy: `keep the secret out of the file: {"variable": "module_content_uri"} makes the address a sensitive Terraform variable; in code, pass the value of a sensitive TerraformVariable`,
      }
    : undefined;
}

const ALGORITHM = { allowed: "sha256, sha384 or sha512", remedy: "name the algorithm of the hash" };
const FIND_HASH = "take it from the package: Get-FileHash, or the gallery's page of the package";

/** The type of a hash. */
export const CONTENT_HASH = objectOf(
  { algorithm: textFor(ALGORITHM), value: textFor({ allowed: "the hash, as a string", remedy: FIND_HASH }) },
  '{ algorithm: "sha256", value: "…" }',
);

/** What is wrong with the hash of a package, if anything. */
export function checkContentHash(hash: ModuleContentHash | undefined): Finding | undefined {
  const algorithm = hash && plainText(hash.algorithm);
  const value = hash && plainText(hash.value);
  if (algorithm === undefined || value === undefined) {
    return undefined;
  }
  const bits = /^sha(256|384|512)$/i.exec(algorithm)?.[1];
  if (!bits) {
    return { given: algorithm, ...ALGORITHM };
  }
  const hexadecimal = new RegExp(`^[0-9a-fA-F]{${Number(bits) / 4}}$`);
  const base64 = new RegExp(`^(?=.{${Math.ceil(Number(bits) / 24) * 4}}$)[A-Za-z0-9+/]+={0,2}$`);
  return hexadecimal.test(value) || base64.test(value)
    ? undefined
    : {
        given: value,
        allowed: `a ${algorithm} hash: ${Number(bits) / 4} hexadecimal digits, or its base64 form`,
        remedy: FIND_HASH,
      };
}
