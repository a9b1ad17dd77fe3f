import type { DirectoryRole } from "../lib/directory-role/directory-role";
import { checkAdoptedRole, GRANTS_ARE_NOT_HERE } from "../lib/exchange-managed-identity-checks";
import { type AdoptedByHand, GrantsBy } from "../lib/exchange-managed-identity-props";
import { checkAdoption } from "../lib/exchange-module/automation-exchange-module";
import type { PowerShellRuntime } from "../lib/exchange-module/powershell-runtime";
import { notOnVirtualMachines } from "../lib/exchange-module/virtual-machine-runtime";
import { checkAssignmentId } from "../lib/terraform/assignment-id";
import type { HostConfiguration, HostType } from "./configuration";
import type { Section } from "./section";

interface AdoptContext {
  readonly roles: DirectoryRole[];
  readonly type?: HostType;
  readonly host?: HostConfiguration;
  readonly grants: GrantsBy;
  readonly runtimes: PowerShellRuntime[];
}

/** Reads what was made by hand and is taken over; undefined where there is nothing. */
export function readAdopt(parent: Section, context: AdoptContext): AdoptedByHand | undefined {
  const section = parent.section("adopt");
  if (!section) {
    return undefined;
  }
  const { grants, roles } = context;
  const manageAsAppAssignmentId = section.text("manageAsAppAssignmentId", (id) =>
    checkAssignmentId("appRoleAssignedTo", id),
  );
  const ids = section.section("roleAssignmentIds");
  for (const key of ["manageAsAppAssignmentId", "roleAssignmentIds"]) {
    section.note(key, grants === GrantsBy.SCRIPT && section.has(key) ? GRANTS_ARE_NOT_HERE : undefined);
  }
  const roleAssignmentIds: { [label: string]: string } = {};
  for (const label of ids?.keys ?? []) {
    const id = ids?.text(label, (value) => checkAdoptedRole(label, value, roles));
    if (id !== undefined) {
      roleAssignmentIds[label] = id;
    }
  }
  const modules = section.flag("modules");
  if (modules) {
    noteModules(section, context);
  }
  section.close();
  return { manageAsAppAssignmentId, roleAssignmentIds, modules };
}

function noteModules(section: Section, { type, host, runtimes }: AdoptContext): void {
  if (type !== undefined && type !== "automationAccount") {
    notOnVirtualMachines({ adopt: true }).forEach(({ finding }) => section.note("modules", finding));
    return;
  }
  const isThere = host === undefined || host.standing !== "new";
  const finding = runtimes
    .map((runtime) => checkAdoption(runtime, isThere ? "there" : undefined))
    .find((found) => found);
  section.note("modules", finding);
}
