import { quotedForTerraform } from "../powershell/quote";
import { literalText } from "../terraform/literal-text";
import { INSTALL_MODULE_SCRIPT } from "./install-module-script";

/**
 * What Windows PowerShell 5.1 needs before it can install a module from the gallery: TLS 1.2, the NuGet provider, and
 * the PowerShellGet that knows prereleases and that the module's connections need.
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
    Install-Needed -name PackageManagement -version 1.4.8.1
    Install-Needed -name PowerShellGet -version 2.2.5
}
catch {
    [Console]::Error.WriteLine("PowerShellGet was not made ready: $($_.Exception.Message)")
    [Console]::Error.WriteLine('Mend that, delete this run command of the machine (az vm run-command delete), then apply again.')
    exit 1
}
`;

/** The script that a Windows virtual machine runs: it prepares Windows PowerShell, then installs the module. */
export function windowsModuleScript(version: string): string {
  const [before, after] = SCRIPT.split(VERSION);
  return `${literalText(before)}${quotedForTerraform(version)}${literalText(after)}`;
}

const VERSION = "<version>";

const SCRIPT = `# Installs the Exchange Online PowerShell module for all users of this machine. Run again it changes nothing.
$ErrorActionPreference = 'Stop'
$version = ${VERSION}

$prepare = @'
${PREPARE_WINDOWS_POWERSHELL_SCRIPT}'@

$install = @'
${INSTALL_MODULE_SCRIPT}'@

# Each step in a process of its own: a session goes on with the PowerShellGet that it began with. The 64-bit one, also
# where this script runs in a 32-bit one, whose modules no other PowerShell would find.
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
`;
