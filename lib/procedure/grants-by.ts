/** Who grants the permission and assigns the roles of an identity. */
export enum GrantsBy {
  /** Terraform does. */
  TERRAFORM = "terraform",

  /** An administrator of the directory does, with a script. The stack changes nothing in the directory. */
  SCRIPT = "script",

  /** Another stack or another construct does, or a person: for an identity that several hosts share. */
  ELSEWHERE = "elsewhere",
}
