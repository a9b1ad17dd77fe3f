import type { ExchangeConnection } from "../exchange-online/exchange-connection";
import { literal, terraformText } from "../text/terraform-text";

const CAUSES = [
  "Exchange Online still answers UnAuthorized after 30 minutes. The usual causes:",
  "the identity has no Exchange.ManageAsApp permission, or a very new one;",
  "it has no Microsoft Entra role and no role group;",
  "or Azure still has a cached token from before the role was assigned, which can take up to a day.",
].join(" ");

/**
 * The PowerShell that connects: the connect command, repeated once a minute for up to 30 minutes while Exchange Online
 * does not yet accept the permission. Any other error fails at once. It leaves no variable behind in the script.
 */
export function connectionScript(connection: ExchangeConnection): string {
  return terraformText`# Connects to Exchange Online with the managed identity (cdktf-exchange-managed-identity).
& {
    $ErrorActionPreference = 'Stop'
    for ($attempt = 1; $true; $attempt++) {
        try {
            ${connection.command}
            break
        }
        catch {
            if ("$($_.Exception.Message)" -notmatch 'UnAuthorized') { throw }
            if ($attempt -gt 30) { throw '${CAUSES}' }
            Write-Output "Exchange Online answered UnAuthorized: a new permission takes up to half an hour. Attempt $attempt of 31; the next one is in a minute."
            Start-Sleep -Seconds 60
        }
    }
}
`;
}

/** The PowerShell that shows that the connection works, and disconnects even after a failure. */
export function verificationScript(): string {
  return literal(`$ErrorActionPreference = 'Stop'
try {
    Get-AcceptedDomain | Format-Table Name
}
finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
`);
}
