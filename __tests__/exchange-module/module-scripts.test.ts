import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Node } from "web-tree-sitter";
import { INSTALL_MODULE_SCRIPT } from "../../lib/exchange-module/scripts/install-module-script";
import { linuxModuleScript } from "../../lib/exchange-module/scripts/linux-module-script";
import {
  PREPARE_WINDOWS_POWERSHELL_SCRIPT,
  windowsModuleScript,
} from "../../lib/exchange-module/scripts/windows-module-script";
import { commandsOf, literalsOf, powerShellParser } from "../helpers/powershell";
import { temporaryFolder } from "../helpers/stack";

let parse: (script: string) => Node;
beforeAll(async () => {
  parse = await powerShellParser();
});

describe("the script that installs the module", () => {
  test("is PowerShell that takes a version, asks only the PowerShell Gallery, and fails with what went wrong", () => {
    const root = parse(INSTALL_MODULE_SCRIPT);
    expect(root.hasError).toBe(false);
    expect(commandsOf(root).filter((name) => /^[A-Z]\w+-/.test(name))).toEqual([
      "Get-AllUsersFolder",
      "Get-ChildItem",
      "Get-EveryVersion",
      "Get-FullVersion",
      "Get-Module",
      "Install-Module",
      "Install-Requested",
      "Join-Path",
      "Remove-Item",
      "Remove-Version",
      "Split-Path",
      "Start-Sleep",
      "Test-ForAllUsers",
      "Test-Requested",
      "Where-Object",
      "Write-Output",
    ]);
    expect(literalsOf(root)).toEqual(expect.arrayContaining(["ExchangeOnlineManagement", "PSGallery", "AllUsers"]));
    expect(root.descendantsOfType("param_block")).toHaveLength(1);
    const [handler] = root.descendantsOfType("catch_clause").slice(-1);
    expect(handler?.text).toContain("[Console]::Error.WriteLine");
    expect(handler?.text).toContain("exit 1");
  });

  test("removes other versions after the wanted one is there, not before", () => {
    const [body] = parse(INSTALL_MODULE_SCRIPT).descendantsOfType("try_statement").slice(-1);
    const names = body?.descendantsOfType("command_name").map((node) => node?.text) ?? [];
    expect(names.indexOf("Install-Requested")).toBeGreaterThan(-1);
    expect(names.indexOf("Remove-Version")).toBeGreaterThan(names.indexOf("Install-Requested"));
  });

  test("is pasted whole into both machines' scripts", () => {
    expect(windowsModuleScript("3.9.2")).toContain(`@'\n${INSTALL_MODULE_SCRIPT}'@`);
    expect(linuxModuleScript("3.9.2", "7.4.0")).toContain(`<<'END_OF_SCRIPT'\n${INSTALL_MODULE_SCRIPT}END_OF_SCRIPT`);
    expect(INSTALL_MODULE_SCRIPT).not.toMatch(/^(?:'@|END_OF_SCRIPT)/m);
  });
});

describe("the script of a Windows machine", () => {
  test("prepares Windows PowerShell, then installs the version, each in a process of its own", () => {
    const root = parse(windowsModuleScript("3.2.0-Preview4"));
    expect(root.hasError).toBe(false);
    expect(literalsOf(root)).toContain("3.2.0-Preview4");
    const steps = root
      .descendantsOfType("command")
      .map((node) => node?.text ?? "")
      .filter((text) => text.startsWith("Invoke-Step"));
    expect(steps).toEqual(["Invoke-Step $prepare @()", "Invoke-Step $install @('-Version', $version)"]);
  });

  test("prepares TLS 1.2, the NuGet provider, the gallery, PackageManagement and PowerShellGet, in this order", () => {
    const root = parse(PREPARE_WINDOWS_POWERSHELL_SCRIPT);
    expect(root.hasError).toBe(false);
    const [body] = root.descendantsOfType("try_statement").slice(-1);
    const text = body?.text ?? "";
    const order = [
      "[Net.SecurityProtocolType]::Tls12",
      "Install-PackageProvider -Name NuGet",
      "Register-PSRepository",
      "Install-Needed -name PackageManagement -version 1.4.8.1",
      "Install-Needed -name PowerShellGet -version 2.2.5",
    ].map((step) => text.indexOf(step));
    expect(order).not.toContain(-1);
    expect([...order].sort((one, other) => one - other)).toEqual(order);
  });
});

test("nothing in the scripts starts a template of Terraform", () => {
  for (const script of [INSTALL_MODULE_SCRIPT, windowsModuleScript("3.9.2"), linuxModuleScript("3.9.2", "7.4.0")]) {
    expect(script).not.toMatch(/[$%]\{/);
  }
});

const hasShellCheck = spawnSync("shellcheck", ["--version"]).status === 0;
if (!hasShellCheck) {
  console.log("Skipped: there is no shellcheck on this machine to read the Linux script.");
}

/* A machine whose programs tell what they were asked, in the order of the calls. */
class Machine {
  public readonly folder = temporaryFolder();
  private readonly log = join(this.folder, "log");

  public constructor(private readonly powerShell?: string) {
    mkdirSync(join(this.folder, "bin"));
    for (const tool of ["cat", "cut", "echo", "grep", "head", "mktemp", "printf", "rm", "sort", "sh", "chmod", "cp"]) {
      symlinkSync(spawnSync("which", [tool], { encoding: "utf8" }).stdout.trim(), join(this.folder, "bin", tool));
    }
    this.program("sleep", "");
    this.program("curl", 'while [ "$1" != -o ]; do shift; done; echo package > "$2"');
    if (powerShell !== undefined) {
      this.installs(powerShell);
    }
  }

  /** Puts a PowerShell there, of this version; its own install script ends with the status. */
  public installs(version: string, status = 0): string {
    return this.program(
      "pwsh",
      `case "$*" in *PSVersionTable*) echo "${version}" ;; *) for last; do :; done; cp "$5" "${this.folder}/installed.ps1"; echo "module $last" >> "${this.log}"; exit ${status} ;; esac`,
      false,
    );
  }

  /** A package manager that brings this version of PowerShell. */
  public packages(name: string, version: string): this {
    const brought = join(this.folder, "brought");
    const there = join(this.folder, "bin", "pwsh");
    const old = this.powerShell;
    writeFileSync(brought, readFileSync(this.installs(version)), { mode: 0o755 });
    if (old === undefined) {
      spawnSync("rm", [there]);
    } else {
      this.installs(old);
    }
    this.program(name, `case "$*" in *"install powershell"*) cp "${brought}" "${there}"; chmod 755 "${there}" ;; esac`);
    return this;
  }

  public program(name: string, body: string, logged = true): string {
    const file = join(this.folder, "bin", name);
    writeFileSync(file, `#!/bin/sh\n${logged ? `echo "${name} $*" >> "${this.log}"\n` : ""}${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  public run(script: string): { status: number | null; calls: string[]; stderr: string } {
    const { status, stderr } = spawnSync("/bin/sh", ["-c", script], {
      encoding: "utf8",
      env: { PATH: join(this.folder, "bin"), TMPDIR: this.folder },
    });
    let calls: string[] = [];
    try {
      calls = readFileSync(this.log, "utf8").trim().split("\n");
    } catch {
      // Nothing was called.
    }
    return { status, calls: calls.map((call) => call.replaceAll(this.folder, "").replace(/\/tmp\.\w+/g, "")), stderr };
  }
}

const onLinux = process.platform === "linux";
if (!onLinux) {
  console.log("Skipped: the script of a Linux machine is run on Linux only.");
}

(onLinux ? describe : describe.skip)("the script of a Linux machine", () => {
  const script = linuxModuleScript("3.9.2", "7.4.0");

  test("is shell that every Linux has", () => {
    expect(spawnSync("bash", ["-n"], { input: script, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    expect(spawnSync("sh", ["-n"], { input: script, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  (hasShellCheck ? test : test.skip)("is shell that shellcheck has nothing to say about", () => {
    const { stdout, status } = spawnSync("shellcheck", ["-"], { input: script, encoding: "utf8" });
    expect([stdout, status]).toEqual(["", 0]);
  });

  test("installs nothing but the module where PowerShell is new enough", () => {
    const machine = new Machine("7.10.1");
    expect(machine.run(script)).toEqual({ status: 0, calls: ["module 3.9.2"], stderr: "" });
    expect(readFileSync(join(machine.folder, "installed.ps1"), "utf8")).toBe(INSTALL_MODULE_SCRIPT);
  });

  test.each([
    ["missing", undefined],
    ["too old", "7.2.24"],
  ])("installs PowerShell with apt from Microsoft's source first where it is %s", (_, there) => {
    const { calls, status } = new Machine(there).packages("apt-get", "7.6.1").run(script);
    expect(status).toBe(0);
    expect(calls).toEqual([
      expect.stringMatching(
        /^curl -fsSL -o \/source\.deb https:\/\/packages\.microsoft\.com\/config\/\w+\/[\w.]+\/packages-microsoft-prod\.deb$/,
      ),
      "apt-get -q -y -o DPkg::Lock::Timeout=600 install /source.deb",
      "apt-get -q -o DPkg::Lock::Timeout=600 update",
      "apt-get -q -y -o DPkg::Lock::Timeout=600 install powershell",
      "module 3.9.2",
    ]);
  });

  test("installs PowerShell with dnf, or with tdnf on Azure Linux", () => {
    const machine = new Machine().packages("dnf", "7.6.1");
    machine.program("rpm", "");
    const { calls, status } = machine.run(script);
    expect([status, calls.slice(1)]).toEqual([
      0,
      [
        "rpm -U --replacepkgs /source.rpm",
        "dnf -q -y install powershell",
        "dnf -q -y upgrade powershell",
        "module 3.9.2",
      ],
    ]);
    expect(new Machine().packages("tdnf", "7.6.1").run(script).calls).toEqual([
      "tdnf -q -y install powershell",
      "module 3.9.2",
    ]);
  });

  test("tries again while the network is not open yet", () => {
    const machine = new Machine().packages("apt-get", "7.6.1");
    machine.program(
      "curl",
      `while [ "$1" != -o ]; do shift; done; [ -e "${machine.folder}/tried" ] || { echo > "${machine.folder}/tried"; exit 6; }; echo package > "$2"`,
    );
    const { calls, status } = machine.run(script);
    expect(status).toBe(0);
    expect(calls.slice(0, 3).map((call) => call.split(" ")[0])).toEqual(["curl", "sleep", "curl"]);
  });

  test.each<[string, (machine: Machine) => void, string]>([
    [
      "the package source cannot be reached",
      (machine) => machine.packages("apt-get", "7.6.1").program("curl", "exit 6"),
      "PowerShell could not be installed from packages.microsoft.com. Let the machine reach it",
    ],
    [
      "the package source has only an older PowerShell",
      (machine) => machine.packages("apt-get", "7.2.24"),
      "it needs PowerShell 7.4.0 or later, and Microsoft's package source has none for this machine",
    ],
    ["there is no package manager that it knows", () => undefined, "has neither apt nor dnf. Install PowerShell 7.4.0"],
  ])("fails with what to do where %s", (_, prepare, message) => {
    const machine = new Machine();
    prepare(machine);
    const { status, stderr, calls } = machine.run(script);
    expect(status).toBe(1);
    expect(stderr).toContain("ExchangeOnlineManagement 3.9.2 was not installed: ");
    expect(stderr).toContain(message);
    expect(calls).not.toContain("module 3.9.2");
  });

  test("fails where the module's own script fails", () => {
    const machine = new Machine("7.4.0");
    machine.installs("7.4.0", 1);
    expect(machine.run(script).status).toBe(1);
  });
});
