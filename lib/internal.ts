/*
 * What the command needs besides the public surface. The package does not export this file.
 */
export { needsOf, type ScriptNeeds } from "./procedure/script-needs";
