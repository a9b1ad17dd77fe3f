import { type TerraformStack, TerraformVariable, type TerraformVariableConfig } from "cdktf";

/** The Terraform variables of a stack: values that the configuration never contains. Each is declared when it is used. */
export class StackVariables {
  public constructor(private readonly stack: TerraformStack) {}

  /** The address of a module's package; undefined if another module has the variable. */
  public contentUri(name: string, module: string): string | undefined {
    return this.stack.node.tryFindChild(idOfVariable(name))
      ? undefined
      : this.declare(name, {
          sensitive: true,
          description: `The https address of the ${module} package, with its credentials.`,
        });
  }

  /** The password of a Windows machine's administrator. */
  public adminPassword(): string {
    return this.declare("admin_password", {
      sensitive: true,
      description: "The password of the virtual machine's administrator. It is used when the machine is created.",
    });
  }

  /** The SSH key of a Linux machine's administrator. */
  public adminSshPublicKey(): string {
    return this.declare("admin_ssh_public_key", {
      description:
        "The public SSH key of the virtual machine's administrator, as in ~/.ssh/id_ed25519.pub. It is used when the machine is created.",
      validation: [
        {
          condition: '${can(regex("^ssh-(rsa|ed25519) ", var.admin_ssh_public_key))}',
          errorMessage:
            "A public SSH key is needed, on one line that begins with ssh-ed25519 or ssh-rsa: the content of the file that ends in .pub.",
        },
      ],
    });
  }

  private declare(name: string, config: TerraformVariableConfig): string {
    const variable = new TerraformVariable(this.stack, idOfVariable(name), { type: "string", ...config });
    variable.overrideLogicalId(name);
    return variable.stringValue;
  }
}

/** The names of the Terraform variables that have to be given to a stack. */
export function variablesOf(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .flatMap((construct) =>
      construct instanceof TerraformVariable && construct.default === undefined ? [construct.friendlyUniqueId] : [],
    );
}

/** The id of the construct of a Terraform variable. */
export function idOfVariable(name: string): string {
  return `variable ${name}`;
}
