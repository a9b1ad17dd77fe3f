/* What both scripts do alike. The name of the module is in `$name`, its version in `$Version`. */
const SHARED_FUNCTIONS = `function Get-AllUsersFolder {
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

function Test-Requested($module) {
    return (Get-FullVersion $module) -eq $Version
}

function Test-ForAllUsers($module) {
    return $module.ModuleBase.StartsWith((Get-AllUsersFolder), [StringComparison]::OrdinalIgnoreCase)
}

function Install-Requested {
    $arguments = @{
        Name            = $name
        RequiredVersion = $Version
        Repository      = 'PSGallery'
        Scope           = 'AllUsers'
        AllowPrerelease = $Version.Contains('-')
        AllowClobber    = $true
        Force           = $true
    }
    # The outbound access of a new network takes a while to work.
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

`;

const REPORT = `catch {
    [Console]::Error.WriteLine("$name $Version was not installed: $($_.Exception.Message)")
    [Console]::Error.WriteLine('Fix that, delete this run command of the machine (az vm run-command delete), then apply again.')
    exit 1
}
`;

/**
 * The PowerShell script that installs one version of the module for all users, in Windows PowerShell 5.1 and in
 * PowerShell 7. The version is its parameter. A second run changes nothing.
 *
 * Other versions are removed only after the wanted one is installed: a machine that cannot reach the gallery keeps its
 * module.
 */
export const INSTALL_MODULE_SCRIPT = `param(
    [Parameter(Mandatory = $true)]
    [string] $Version
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$name = 'ExchangeOnlineManagement'

${SHARED_FUNCTIONS}function Remove-Version($module) {
    $folder = $module.ModuleBase
    if ((Split-Path -Leaf $folder) -ne $name) {
        Remove-Item -LiteralPath $folder -Recurse -Force
        return
    }
    # Copied by hand without a folder for its version. The folders of other versions are in the same folder.
    Get-ChildItem -LiteralPath $folder -Force | Where-Object { $_.Name -notmatch '^[0-9]+([.][0-9]+)+$' } | Remove-Item -Recurse -Force
}

try {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $requested = @(Get-EveryVersion | Where-Object { (Test-Requested $_) -and (Test-ForAllUsers $_) })
    if ($requested.Count -eq 0) {
        Install-Requested
        Write-Output "$name $Version is installed for all users."
    }
    foreach ($other in @(Get-EveryVersion | Where-Object { -not (Test-Requested $_) })) {
        Remove-Version $other
        Write-Output "$name $(Get-FullVersion $other) is removed, because PowerShell would load the highest version."
    }
    $left = @(Get-EveryVersion)
    if (@($left | Where-Object { Test-Requested $_ }).Count -eq 0) {
        throw 'the gallery gave another version than the requested one.'
    }
    if (@($left | Where-Object { -not (Test-Requested $_) }).Count -gt 0) {
        throw 'another version of it could not be removed, and PowerShell might load that one.'
    }
}
${REPORT}`;

/**
 * The PowerShell script that installs one version of another module for all users. Name and version are its parameters.
 * A second run changes nothing. Other versions stay: other scripts of the machine may need them.
 */
export const INSTALL_ADDITIONAL_MODULE_SCRIPT = `param(
    [Parameter(Mandatory = $true)]
    [string] $Name,
    [Parameter(Mandatory = $true)]
    [string] $Version
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

${SHARED_FUNCTIONS}try {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $requested = @(Get-EveryVersion | Where-Object { (Test-Requested $_) -and (Test-ForAllUsers $_) })
    if ($requested.Count -eq 0) {
        Install-Requested
        Write-Output "$name $Version is installed for all users."
    }
    $wanted = @(Get-EveryVersion | Where-Object { Test-Requested $_ } | ForEach-Object { $_.Version })
    if ($wanted.Count -eq 0) {
        throw 'the gallery gave another version than the requested one.'
    }
    foreach ($other in @(Get-EveryVersion | Where-Object { $_.Version -gt $wanted[0] })) {
        Write-Output "$name $(Get-FullVersion $other) is there too, and PowerShell loads it unless a script names the version: Import-Module $name -RequiredVersion $Version"
    }
}
${REPORT}`;
