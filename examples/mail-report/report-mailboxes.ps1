<#
.SYNOPSIS
    Mails how many mailboxes of each kind the organization has.
.PARAMETER From
    The mailbox that sends; the management scope "Report Sender" contains it and no other.
.PARAMETER To
    Who gets the report.
#>
param(
    [Parameter(Mandatory)] [string] $From,
    [Parameter(Mandatory)] [string[]] $To
)
$ErrorActionPreference = "Stop"

# connect: exchange
try {
    $kinds = Get-EXOMailbox -ResultSize Unlimited | Group-Object RecipientTypeDetails | Sort-Object Name
}
finally {
    Disconnect-ExchangeOnline -Confirm:$false
}

# A token of the same identity for Microsoft Graph. No secret is stored anywhere.
$request = @{
    Uri     = $env:IDENTITY_ENDPOINT + "?resource=https://graph.microsoft.com/&api-version=2019-08-01"
    Headers = @{ "X-IDENTITY-HEADER" = $env:IDENTITY_HEADER; Metadata = "true" }
}
$token = (Invoke-RestMethod @request).access_token

$message = @{
    subject      = "Mailboxes on " + (Get-Date -Format "yyyy-MM-dd")
    body         = @{ contentType = "HTML"; content = ($kinds | Select-Object Name, Count | ConvertTo-Html -Fragment | Out-String) }
    toRecipients = @($To | ForEach-Object { @{ emailAddress = @{ address = $_ } } })
}
$mail = @{
    Method      = "Post"
    Uri         = "https://graph.microsoft.com/v1.0/users/$From/sendMail"
    Headers     = @{ Authorization = "Bearer $token" }
    ContentType = "application/json; charset=utf-8"
    Body        = [System.Text.Encoding]::UTF8.GetBytes((@{ message = $message; saveToSentItems = $false } | ConvertTo-Json -Depth 6))
}
Invoke-RestMethod @mail
Write-Output "Sent to $($To -join ', ')."
