/*
 * What the command needs besides the public surface. The package does not export this file.
 */
export { tagProblems } from "./azure/tags";
export { isExchangeCommand } from "./exchange-online/exchange-command";
export { commandsIn, definedIn } from "./powershell/script-description";
export { jobParameter } from "./runbook/runbook-parameters";
export { isOfWindowsServer } from "./runbook/script-checks/module-use-warnings";
export { needsOf, type ScriptNeeds } from "./procedure/script-needs";
