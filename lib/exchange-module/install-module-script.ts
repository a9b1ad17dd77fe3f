/**
 * The PowerShell script that installs one version of the module for all users, in Windows PowerShell 5.1 and in
 * PowerShell 7 alike. It takes the version as its parameter; run again it changes nothing.
 *
 * Other versions are removed once the wanted one is there, and not before: a machine whose gallery cannot be reached
 * keeps the module that it has.
 */
export const INSTALL_MODULE_SCRIPT = `param(
    [Parameter(Mandatory = $true)]
    [string] $Version
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$name = 'ExchangeOnlineManagement'

function Get-AllUsersFolder {
    if ($PSVersionTable.PSVersion.Major -lt 6) { return Join-Path $env:ProgramFiles 'WindowsPowerShell\\Modules' }
    return '/usr/local/share/powershell/Modules'
}

function Get-FullVersion($module) {
    $label = "$($module.PrivateData.PSData.Prerelease)".TrimStart('-')
    if ($label) { return "$($module.Version)-$label" }
    return "$($module.Version)"
}

function Get-EveryVersion {
    return @(Get-Module -ListAvailable -Name $name)
}

function Test-Wanted($module) {
    return (Get-FullVersion $module) -eq $Version
}

function Test-ForAllUsers($module) {
    return $module.ModuleBase.StartsWith((Get-AllUsersFolder), [StringComparison]::OrdinalIgnoreCase)
}

function Install-Wanted {
    $arguments = @{
        Name            = $name
        RequiredVersion = $Version
        Repository      = 'PSGallery'
        Scope           = 'AllUsers'
        AllowPrerelease = $Version.Contains('-')
        AllowClobber    = $true
        Force           = $true
    }
    # The way out of a network that was made a moment ago takes a while to open.
    for ($attempt = 1; $true; $attempt++) {
        try {
            Install-Module @arguments
            return
        }
        catch {
            if ($attempt -ge 5) { throw }
            Start-Sleep -Seconds (15 * $attempt)
        }
    }
}

function Remove-Version($module) {
    $folder = $module.ModuleBase
    if ((Split-Path -Leaf $folder) -ne $name) {
        Remove-Item -LiteralPath $folder -Recurse -Force
        return
    }
    # Copied there by hand without a folder for its version: those of other versions lie in the same one.
    Get-ChildItem -LiteralPath $folder -Force | Where-Object { $_.Name -notmatch '^[0-9]+([.][0-9]+)+$' } | Remove-Item -Recurse -Force
}

try {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $wanted = @(Get-EveryVersion | Where-Object { (Test-Wanted $_) -and (Test-ForAllUsers $_) })
    if ($wanted.Count -eq 0) {
        Install-Wanted
        Write-Output "$name $Version is installed for all users."
    }
    foreach ($other in @(Get-EveryVersion | Where-Object { -not (Test-Wanted $_) })) {
        Remove-Version $other
        Write-Output "$name $(Get-FullVersion $other) is removed, because PowerShell would load the highest version."
    }
    $left = @(Get-EveryVersion)
    if (@($left | Where-Object { Test-Wanted $_ }).Count -eq 0) {
        throw 'the gallery gave another version than the one that was asked for.'
    }
    if (@($left | Where-Object { -not (Test-Wanted $_) }).Count -gt 0) {
        throw 'another version of it is still there, and PowerShell might load that one.'
    }
}
catch {
    [Console]::Error.WriteLine("$name $Version was not installed: $($_.Exception.Message)")
    [Console]::Error.WriteLine('Mend that, delete this run command of the machine (az vm run-command delete), then apply again.')
    exit 1
}
`;
