#Requires -Modules ExchangeOnlineManagement
param(
    [int] $Top = 20
)

# The connection is put in here, behind the parameters, when the stack is synthesized.
Get-EXOMailbox -ResultSize $Top -Properties WhenCreated |
    Sort-Object -Property WhenCreated -Descending |
    Format-Table -Property DisplayName, WhenCreated

Disconnect-ExchangeOnline -Confirm:$false
