/*
 * What the command needs besides the public surface. The package does not export this file.
 */
export { isExchangeCommand } from "./exchange-online/exchange-command";
export { commandsIn, definedIn } from "./powershell/script-description";
export { jobParameter } from "./runbook/runbook-parameters";
export { isOfWindowsServer } from "./runbook/script-checks/module-use-warnings";
export { needsOf, type ScriptNeeds } from "./procedure/script-needs";
export { ModuleCombination } from "./exchange-module/module-combination";
export { ConnectCall } from "./powershell/connect-call";
export { type OwnedResource, OwnedResources } from "./terraform/owned-resources";
export {
  describeFinding,
  type Finding,
  type InputProblem,
  type Place,
  shownValue,
  visible as shownText,
} from "./validation/finding";
export { purposeOf } from "./terraform/purpose";
export { InputValidation } from "./validation/input-validation";
export { nearestOf } from "./validation/nearest";
export { isSecret } from "./validation/secret";
export { TextRule } from "./validation/text-rule";
