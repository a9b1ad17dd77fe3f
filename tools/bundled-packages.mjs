// What packages a bundle contains, and under which licence each is.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** The packages that have a byte in the bundle, however deep they are installed. Fails where there are none. */
export function bundledPackages(root, { outputs }) {
  const inputs = Object.values(outputs).flatMap(({ inputs: used }) => Object.entries(used));
  const folders = new Set(
    inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).flatMap(([file]) => PACKAGE.exec(file)?.[1] ?? []),
  );
  if (folders.size === 0) {
    throw new Error("The bundle names no package: its licences cannot be written.");
  }
  const packages = [...folders].map((folder) => {
    const installed = installedPackage(root, folder);
    return { ...installed, text: licenceText(root, folder, installed.license) };
  });
  // The same version may be installed in two places.
  const byName = new Map(packages.map((entry) => [`${entry.name} ${entry.version}`, entry]));
  return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}

/** What a package says of itself. */
export function installedPackage(root, folder) {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const source = String(repository?.url ?? repository ?? "").replace(/^git\+|\.git$/g, "");
  return { name, version, license: license ?? "", source };
}

/** The licences as one text. For what is under the MPL 2.0 it says where the source is. */
export function licencesOf(packages) {
  return packages
    .map(({ name, version, license, source, text }) => {
      const where = /MPL/.test(license)
        ? `Source code: ${source === "" ? "" : `${source}, and `}the npm package ${name} ${version}, which is used unchanged\n\n`
        : "";
      return `${name} ${version} (${license})\n\n${where}${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** The parts of an application, or the peers of a library, as CycloneDX 1.6. */
export function partsListOf({ name, version }, packages, kind) {
  const component = (type, entry) => ({
    type,
    "bom-ref": purlOf(entry),
    name: entry.name,
    version: entry.version,
    purl: purlOf(entry),
    ...(entry.license ? { licenses: [{ license: { name: entry.license } }] } : {}),
  });
  const parts = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: component(kind, { name, version }) },
    components: packages.map((entry) => component("library", entry)),
    dependencies: [{ ref: purlOf({ name, version }), dependsOn: packages.map(purlOf) }],
  };
  return `${JSON.stringify(parts, undefined, 2)}\n`;
}

function purlOf({ name, version }) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

/* The text of a licence: of its file, else of the page of the package, else of another package under the same one. */
function licenceText(root, folder, license) {
  const files = readdirSync(join(root, folder));
  const read = (file) =>
    readFileSync(join(root, folder, file), "utf8")
      .replace(/\r\n/g, "\n")
      .trim();
  const file = files.find((name) => /^(?:licen[cs]e|copying)/i.test(name));
  if (file !== undefined) {
    return read(file);
  }
  if (/MPL-2\.0/.test(license)) {
    return licenceText(root, "node_modules/@cdktf/provider-azurerm", license);
  }
  const readme = files.find((name) => /^readme/i.test(name));
  const section = readme && /^#+ *licen[cs]e[^\n]*\n([^]*)/im.exec(read(readme))?.[1].trim();
  if (section) {
    return section;
  }
  if (/public domain/i.test(license)) {
    return "In the public domain, as its package.json says.";
  }
  throw new Error(`${folder} has no text of its licence (${license}). To do: look it up, and say here where it is.`);
}
