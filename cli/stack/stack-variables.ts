import { type TerraformStack, TerraformVariable, type TerraformVariableConfig } from "cdktf";

/** The Terraform variables of a stack: values that the configuration never contains. Each is declared when it is used. */
export class StackVariables {
  public constructor(private readonly stack: TerraformStack) {}

  /** The address of a module's package. */
  public contentUri(name: string): string {
    return this.declare(name, {
      sensitive: true,
      description: "The https address of the ExchangeOnlineManagement package, with its credentials.",
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
    // Two packages may have the same variable.
    const known = this.stack.node.tryFindChild(`variable ${name}`);
    if (known instanceof TerraformVariable) {
      return known.stringValue;
    }
    const variable = new TerraformVariable(this.stack, `variable ${name}`, { type: "string", ...config });
    variable.overrideLogicalId(name);
    return variable.stringValue;
  }
}
