param(
    # The output client_id of the stack.
    [Parameter(Mandatory = $true)]
    [string] $ClientId
)
# Needs Microsoft Graph only: the runbook has "connect": false.
Connect-MgGraph -Identity -ClientId $ClientId -NoWelcome
Get-MgUser -All -Property AccountEnabled | Group-Object -Property AccountEnabled | Select-Object -Property Name, Count
