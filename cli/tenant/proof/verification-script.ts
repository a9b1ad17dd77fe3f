/** The harmless verification of the guide, for one try: it connects, lists the accepted domains, and disconnects. */
export function verificationScript(connectCommand: string): string {
  return `$ErrorActionPreference = 'Stop'
${connectCommand}
try {
    Get-AcceptedDomain | Format-Table Name
}
finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
`;
}

/** The same for the shell that a Linux machine's run command is: PowerShell 7 runs it from a file that is removed again. */
export function linuxVerificationScript(connectCommand: string): string {
  return `set -u
file=$(mktemp --suffix=.ps1)
trap 'rm -f "$file"' EXIT
cat > "$file" <<'EXCHANGE_VERIFICATION'
${verificationScript(connectCommand)}EXCHANGE_VERIFICATION
NO_COLOR=1 pwsh -NoLogo -NoProfile -NonInteractive -File "$file"
`;
}
