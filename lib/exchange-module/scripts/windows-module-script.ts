import { quotedForTerraform } from "../../powershell/quote";
import { literal, terraformText } from "../../text/terraform-text";
import { prerequisiteVersion } from "../module-package";
import { INSTALL_ADDITIONAL_MODULE_SCRIPT, INSTALL_MODULE_SCRIPT } from "./install-module-script";

/** Another module that a machine installs. */
export interface ModuleToInstall {
  readonly name: string;
  readonly version: string;
}

/**
 * Prepares Windows PowerShell 5.1 for `Install-Module`: TLS 1.2, the NuGet provider, and the PowerShellGet that supports
 * prereleases and that the module's connections need.
 */
export const PREPARE_WINDOWS_POWERSHELL_SCRIPT = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Install-Needed([string] $name, [version] $version) {
    if (Get-Module -ListAvailable -Name $name | Where-Object { $_.Version -ge $version }) { return }
    for ($attempt = 1; $true; $attempt++) {
        try {
            Install-Module -Name $name -RequiredVersion $version -Repository PSGallery -Scope AllUsers -AllowClobber -Force
            Write-Output "$name $version is installed for all users."
            return
        }
        catch {
            if ($attempt -ge 5) { throw }
            Start-Sleep -Seconds (15 * $attempt)
        }
    }
}

try {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $nuGet = Get-PackageProvider -ListAvailable | Where-Object { $_.Name -eq 'NuGet' -and $_.Version -ge [version] '2.8.5.201' }
    if (-not $nuGet) {
        $null = Install-PackageProvider -Name NuGet -MinimumVersion 2.8.5.201 -Scope AllUsers -Force
    }
    if (-not (Get-PSRepository | Where-Object { $_.Name -eq 'PSGallery' })) {
        Register-PSRepository -Default
    }
    Install-Needed -name PackageManagement -version ${prerequisiteVersion("PackageManagement")}
    Install-Needed -name PowerShellGet -version ${prerequisiteVersion("PowerShellGet")}
}
catch {
    [Console]::Error.WriteLine("PowerShellGet could not be prepared: $($_.Exception.Message)")
    [Console]::Error.WriteLine('Fix that, delete this run command of the machine (az vm run-command delete), then apply again.')
    exit 1
}
`;

/** The script that a Windows virtual machine runs: it prepares Windows PowerShell, then installs the modules. */
export function windowsModuleScript(version: string, additional: ModuleToInstall[] = []): string {
  return terraformText`# Installs the Exchange Online PowerShell module for all users of this machine. Run again it changes nothing.
$ErrorActionPreference = 'Stop'
$version = ${quotedForTerraform(version)}

$prepare = @'
${literal(PREPARE_WINDOWS_POWERSHELL_SCRIPT)}'@

$install = @'
${literal(INSTALL_MODULE_SCRIPT)}'@
${additional.length === 0 ? "" : literal(`\n$additional = @'\n${INSTALL_ADDITIONAL_MODULE_SCRIPT}'@\n`)}
# Each step runs in its own process, because a session keeps the PowerShellGet that it has loaded. It is the 64-bit
# PowerShell even if this script runs in a 32-bit one, whose modules no other PowerShell would find.
$system = Join-Path $env:SystemRoot 'SysNative'
if (-not (Test-Path -LiteralPath $system)) { $system = Join-Path $env:SystemRoot 'System32' }
$powershell = Join-Path $system 'WindowsPowerShell\\v1.0\\powershell.exe'

function Invoke-Step([string] $script, [string[]] $arguments) {
    $file = Join-Path $env:TEMP "$([Guid]::NewGuid()).ps1"
    Set-Content -LiteralPath $file -Value $script -Encoding UTF8
    try {
        & $powershell -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $file @arguments
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    }
    finally {
        Remove-Item -LiteralPath $file -Force
    }
}

Invoke-Step $prepare @()
Invoke-Step $install @('-Version', $version)
${additional.map(step).join("")}`;
}

function step({ name, version }: ModuleToInstall): string {
  return terraformText`Invoke-Step $additional @('-Name', ${quotedForTerraform(name)}, '-Version', ${quotedForTerraform(version)})
`;
}
