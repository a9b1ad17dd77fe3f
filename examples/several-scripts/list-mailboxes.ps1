<#
.SYNOPSIS
Lists the mailboxes of users who left some days ago.
#>
param([int] $Days = 90)
try {
    Get-EXOMailbox -SoftDeletedMailbox -ResultSize Unlimited |
        Where-Object { $_.WhenSoftDeleted -lt (Get-Date).AddDays(-$Days) } |
        Select-Object -Property DisplayName, WhenSoftDeleted
}
finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
