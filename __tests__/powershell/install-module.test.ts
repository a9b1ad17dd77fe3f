import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { INSTALL_MODULE_SCRIPT } from "../../lib/exchange-module/scripts/install-module-script";
import { powerShellParser } from "../helpers/powershell";
import { type Run, runIn, type Shell, shellsHere } from "../helpers/powershell-shell";
import { temporaryFolder } from "../helpers/stack";

/*
 * The script that installs the module, with a real PowerShellGet and a folder as gallery. It installs for all users of the
 * machine, and removes other versions: so only a machine of a pipeline that has no such module runs it.
 */

const MODULE = "ExchangeOnlineManagement";
const VERSIONS = ["3.4.0", "3.9.2", "3.10.0", "3.10.0-Preview1"];

const isWindows = process.platform === "win32";
const ALL_USERS = isWindows
  ? join(process.env.ProgramFiles ?? "", "WindowsPowerShell", "Modules")
  : "/usr/local/share/powershell/Modules";
const INSTALLED = join(ALL_USERS, MODULE);

/* The manifest of a module of this name, as PowerShell reads it. */
function manifest(version: string): string {
  const [release, prerelease = ""] = version.split("-");
  return `@{
    ModuleVersion = '${release}'
    GUID = 'b5eced50-afa4-455b-847a-d8fb64140a22'
    Author = 'a test'
    Description = 'a test'
    PrivateData = @{ PSData = @{ Prerelease = '${prerelease}' } }
}
`;
}

/* Packages as the gallery has them (a zip with a .nuspec), and the folder under the name PSGallery. */
function setUpScript(gallery: string): string {
  const packages = VERSIONS.map((version) => {
    const content = join(gallery, "..", version);
    mkdirSync(content, { recursive: true });
    writeFileSync(join(content, `${MODULE}.psd1`), manifest(version));
    writeFileSync(
      join(content, `${MODULE}.nuspec`),
      `<?xml version="1.0"?><package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd"><metadata><id>${MODULE}</id><version>${version}</version><authors>a test</authors><owners>a test</owners><description>a test</description><tags>PSModule</tags></metadata></package>`,
    );
    return `[IO.Compression.ZipFile]::CreateFromDirectory('${content}', '${join(gallery, `${MODULE}.${version}.nupkg`)}')`;
  });
  return `$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.IO.Compression.FileSystem
${packages.join("\n")}
Register-PSRepository -Name TestGallery -SourceLocation '${gallery}' -InstallationPolicy Trusted
`;
}

/* A home of its own, so that no list of repositories and no module of a person is touched. */
interface Machine {
  readonly shell: Shell;
  readonly home: string;
  readonly environment: { [name: string]: string };
}

function newMachine(shell: Shell): Machine {
  const home = temporaryFolder();
  return {
    shell,
    home,
    environment: isWindows ? { LOCALAPPDATA: home } : { HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home },
  };
}

/* Why the script cannot be run in a shell; undefined if it can. */
function reasonToSkip({ shell, home, environment }: Machine): string | undefined {
  if (isWindows !== (shell.name === "powershell")) {
    return `the script is for Windows PowerShell on Windows, and for PowerShell 7 elsewhere`;
  }
  if (process.env.CI !== "true") {
    return "it installs for all users of this machine; set CI=true where that does no harm";
  }
  const probe = runIn(
    shell,
    `@(Get-Module -ListAvailable -Name ${MODULE}).Count; Get-Module -ListAvailable -Name PowerShellGet | ForEach-Object { "get $($_.Version)" }`,
  );
  if (existsSync(INSTALLED) || !/^0\s/.test(probe.output)) {
    return `${MODULE} is installed here, and would be replaced`;
  }
  const gallery = join(temporaryFolder(), "gallery");
  mkdirSync(gallery);
  const setUp = runIn(shell, setUpScript(gallery), environment);
  const list = (readdirSync(home, { recursive: true }) as string[]).find((file) => file.endsWith("PSRepositories.xml"));
  if (list === undefined) {
    return `PowerShellGet takes no folder as gallery: ${setUp.output.trim().slice(0, 300)}`;
  }
  const file = join(home, list);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll("TestGallery", "PSGallery"));
  const found = runIn(shell, `Find-Module -Name ${MODULE} -Repository PSGallery -AllVersions`, environment);
  return found.output.includes("3.9.2") ? undefined : `the folder is no gallery: ${found.output.trim().slice(0, 300)}`;
}

const machines = shellsHere().map(newMachine);
const usable = machines.filter((machine) => {
  const reason = reasonToSkip(machine);
  if (reason !== undefined) {
    console.log(`Skipped: the module's installation in ${machine.shell.name} ${machine.shell.version}: ${reason}.`);
  }
  return reason === undefined;
});
if (machines.length === 0) {
  console.log("Skipped: there is no PowerShell on this machine to install a module with.");
}

/* The folders of installed versions for all users. */
const installed = () => (existsSync(INSTALLED) ? readdirSync(INSTALLED).sort() : []);

/* Puts a module somewhere without PowerShellGet. */
function place(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${MODULE}.psd1`), manifest(version));
}

function install({ shell, environment }: Machine, version: string): Run {
  const file = join(temporaryFolder(), "install.ps1");
  writeFileSync(file, `\uFEFF${INSTALL_MODULE_SCRIPT}`);
  // It waits between its attempts.
  return runIn(shell, `function Start-Sleep { }\n& '${file}' -Version '${version}'`, environment);
}

afterEach(() => {
  if (usable.length > 0) {
    rmSync(INSTALLED, { recursive: true, force: true });
  }
});

test("the script that installs the module is sound PowerShell", async () => {
  expect((await powerShellParser())(INSTALL_MODULE_SCRIPT).hasError).toBe(false);
});

const withMachine = usable.length > 0 ? describe.each(usable) : describe.skip.each([{ shell: { name: "none" } }]);

withMachine("the module's installation in $shell.name", (given) => {
  const machine = given as Machine;

  test("installs a version that is not there", () => {
    expect(install(machine, "3.9.2")).toEqual({
      status: 0,
      output: expect.stringContaining("3.9.2 is installed for all users") as string,
    });
    expect(installed()).toEqual(["3.9.2"]);
  });

  test("changes nothing when it runs again", () => {
    install(machine, "3.9.2");
    expect(install(machine, "3.9.2")).toEqual({ status: 0, output: "" });
    expect(installed()).toEqual(["3.9.2"]);
  });

  test.each([
    ["newer", "3.10.0"],
    ["older", "3.4.0"],
  ])("removes a %s version", (_what, other) => {
    install(machine, other);
    const { status, output } = install(machine, "3.9.2");
    expect([status, installed()]).toEqual([0, ["3.9.2"]]);
    expect(output).toContain(`${other} is removed`);
  });

  test("installs a prerelease", () => {
    expect(install(machine, "3.10.0-Preview1").status).toBe(0);
    expect(readFileSync(join(INSTALLED, "3.10.0", `${MODULE}.psd1`), "utf8")).toContain("Preview1");
  });

  test("removes a copy that was made by hand, without a folder for its version", () => {
    place(INSTALLED, "3.4.0");
    expect(install(machine, "3.9.2").status).toBe(0);
    expect(installed()).toEqual(["3.9.2"]);
  });

  test("removes a copy in a person's own folder", () => {
    const own = isWindows
      ? join(homedir(), "Documents", "WindowsPowerShell", "Modules", MODULE, "3.10.0")
      : join(machine.home, "powershell", "Modules", MODULE, "3.10.0");
    place(own, "3.10.0");
    try {
      expect(install(machine, "3.9.2").status).toBe(0);
      expect([installed(), existsSync(own)]).toEqual([["3.9.2"], false]);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });

  test("keeps what is there when the gallery does not have the version", () => {
    install(machine, "3.4.0");
    const { status, output } = install(machine, "3.99.0");
    expect([status, installed()]).toEqual([1, ["3.4.0"]]);
    expect(output).toContain("3.99.0 was not installed");
  });
});
