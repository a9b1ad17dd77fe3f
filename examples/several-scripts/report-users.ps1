# Needs Microsoft Graph only: the runbook has "connect": false.
Connect-MgGraph -Identity -ClientId (Get-AutomationVariable -Name 'IdentityClientId') -NoWelcome
Get-MgUser -All | Group-Object -Property AccountEnabled | Select-Object -Property Name, Count
