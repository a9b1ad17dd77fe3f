/** The ids of what was created by hand with the guide's commands, and is imported by import blocks. */
export interface ImportIds {
  /**
   * The id of the assignment of Exchange.ManageAsApp, as Microsoft Graph gives it or as the output of a stack does.
   *
   * @default - the permission is granted
   */
  readonly manageAsAppAssignmentId?: string;

  /**
   * The ids of role assignments, by the label of the role: its name, and its scope if it has one.
   *
   * @default - the roles are assigned
   */
  readonly roleAssignmentIds?: { [label: string]: string };

  /**
   * The ids of assignments of Microsoft Graph permissions, by the name of the permission.
   *
   * @default - the permissions are granted
   */
  readonly graphPermissionAssignmentIds?: { [name: string]: string };

  /**
   * Whether the module was imported by hand, in every runtime; 5.1 and 7.2 only. So were the additional ones, unless they
   * say otherwise.
   *
   * @default false
   */
  readonly modules?: boolean;
}
