import { Fn } from "cdktf";
import { literal, plainText, terraformText } from "../../text/terraform-text";
import { INSTALL_ADDITIONAL_MODULE_SCRIPT, INSTALL_MODULE_SCRIPT } from "./install-module-script";
import type { ModuleToInstall } from "./windows-module-script";

/**
 * The script that a Linux virtual machine runs, for the shell that every Linux has: it installs PowerShell 7 from
 * Microsoft's package source if it is missing or too old, then the module.
 */
export function linuxModuleScript(
  version: string,
  minimumPowerShell: string,
  additional: ModuleToInstall[] = [],
): string {
  return terraformText`#!/bin/sh
# Installs the Exchange Online PowerShell module for all users of this machine, and the PowerShell 7 that it needs.
# Run again it changes nothing.
set -eu
version=${shellQuoted(version)}
needed='${minimumPowerShell}'
source=https://packages.microsoft.com/config

# PowerShell keeps its caches in the home folder, and a command that Azure runs has none.
HOME=/root
DEBIAN_FRONTEND=noninteractive
export HOME DEBIAN_FRONTEND

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "ExchangeOnlineManagement $version was not installed: $1" >&2
    echo "Fix that, delete this run command of the machine (az vm run-command delete), then apply again." >&2
    exit 1
}

# The outbound access of a new network takes a while to work, and a machine that has just started installs its own
# updates.
retry() {
    attempt=1
    until "$@"; do
        [ "$attempt" -lt 5 ] || return 1
        sleep $((attempt * 15))
        attempt=$((attempt + 1))
    done
}

download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL -o "$2" "$1"
    else
        wget -q -O "$2" "$1"
    fi
}

powershell_is_new_enough() {
    command -v pwsh >/dev/null 2>&1 || return 1
    # PowerShell reads it, not this shell.
    # shellcheck disable=SC2016
    found=$(pwsh -NoLogo -NoProfile -NonInteractive -Command '$PSVersionTable.PSVersion.ToString()') || return 1
    [ "$(printf '%s\\n%s\\n' "$needed" "$found" | sort -V | head -n 1)" = "$needed" ]
}

install_with_apt() {
    if command -v cloud-init >/dev/null 2>&1; then
        cloud-init status --wait >/dev/null 2>&1 || true
    fi
    retry download "$source/$ID/$VERSION_ID/packages-microsoft-prod.deb" "$work/source.deb" || return 1
    retry apt-get -q -y -o DPkg::Lock::Timeout=600 install "$work/source.deb" || return 1
    retry apt-get -q -o DPkg::Lock::Timeout=600 update || return 1
    retry apt-get -q -y -o DPkg::Lock::Timeout=600 install powershell
}

install_with_dnf() {
    retry download "$source/rhel/$(echo "$VERSION_ID" | cut -d . -f 1)/packages-microsoft-prod.rpm" "$work/source.rpm" || return 1
    rpm -U --replacepkgs "$work/source.rpm" || return 1
    retry dnf -q -y install powershell || return 1
    retry dnf -q -y upgrade powershell
}

install_powershell() {
    ID=linux VERSION_ID=unknown
    # shellcheck disable=SC1091
    . /etc/os-release
    if command -v apt-get >/dev/null 2>&1; then
        install_with_apt
    elif command -v tdnf >/dev/null 2>&1; then
        retry tdnf -q -y install powershell
    elif command -v dnf >/dev/null 2>&1; then
        install_with_dnf
    else
        fail "$ID $VERSION_ID has neither apt nor dnf. Install PowerShell $needed or later on the machine."
    fi
}

if ! powershell_is_new_enough; then
    install_powershell >&2 || fail "PowerShell could not be installed from packages.microsoft.com. Let the machine reach it, or install PowerShell $needed or later on the machine."
    powershell_is_new_enough || fail "it needs PowerShell $needed or later, and Microsoft's package source has none for this machine. Install it on the machine."
fi

cat >"$work/install.ps1" <<'END_OF_SCRIPT'
${literal(INSTALL_MODULE_SCRIPT)}END_OF_SCRIPT

pwsh -NoLogo -NoProfile -NonInteractive -File "$work/install.ps1" -Version "$version"
${additionalSteps(additional)}`;
}

function additionalSteps(additional: ModuleToInstall[]): string {
  const steps = additional.map(
    ({ name, version }) =>
      terraformText`pwsh -NoLogo -NoProfile -NonInteractive -File "$work/additional.ps1" -Name ${shellQuoted(name)} -Version ${shellQuoted(version)}\n`,
  );
  return steps.length === 0
    ? ""
    : terraformText`
cat >"$work/additional.ps1" <<'END_OF_SCRIPT'
${literal(INSTALL_ADDITIONAL_MODULE_SCRIPT)}END_OF_SCRIPT

${steps.join("")}`;
}

/* Checked texts need no escape; of a reference Terraform takes the quotes. */
function shellQuoted(text: string): string {
  return plainText(text) === undefined ? `'${Fn.replace(text, "'", "'\\\\''")}'` : `'${text}'`;
}
