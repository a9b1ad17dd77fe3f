import { Lazy, TerraformStack, type TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { resolvedText } from "../text/terraform-text";
import type { ManagedIdentity } from "../identity/managed-identity";
import { addressOf } from "../terraform/address";

/**
 * Waits for the principal of a new identity.
 *
 * It takes seconds to minutes to appear in Microsoft Graph. The resource of an app role assignment retries until it is
 * there; nothing else does. So whatever else names the principal depends on that resource, in whichever order a program
 * creates them.
 */
export class PrincipalPropagation {
  /** The one of a construct's stack. */
  public static of(scope: IConstruct): PrincipalPropagation {
    const stack = TerraformStack.of(scope);
    let propagation = INSTANCES.get(stack);
    if (!propagation) {
      propagation = new PrincipalPropagation(stack);
      INSTANCES.set(stack, propagation);
    }
    return propagation;
  }

  private readonly grants: { readonly resource: TerraformResource; readonly identity: ManagedIdentity }[] = [];

  private constructor(private readonly stack: TerraformStack) {}

  /** Registers an app role assignment of an identity. It waits for the first one of the same identity. */
  public registerGrant(resource: TerraformResource, identity: ManagedIdentity): void {
    this.grants.push({ resource, identity });
    resource.dependsOn = lazyAddresses(() =>
      this.grantsOf(identity)
        .slice(0, 1)
        .filter((first) => first !== resource),
    );
  }

  /** The `dependsOn` of what names the principal of an identity. */
  public dependsOn(identity: ManagedIdentity): string[] {
    return lazyAddresses(() => this.grantsOf(identity));
  }

  private grantsOf(identity: ManagedIdentity): TerraformResource[] {
    return this.grants.filter((grant) => this.isSame(grant.identity, identity)).map(({ resource }) => resource);
  }

  private isSame(one: ManagedIdentity, other: ManagedIdentity): boolean {
    return one.principalId === other.principalId || this.resolve(one) === this.resolve(other);
  }

  private resolve(identity: ManagedIdentity): string {
    return resolvedText(this.stack, identity.principalId).toLowerCase();
  }
}

function lazyAddresses(produce: () => TerraformResource[]): string[] {
  const addresses = () => produce().map(addressOf);
  return Lazy.listValue({ produce: addresses }, { omitEmpty: true });
}

const INSTANCES = new WeakMap<TerraformStack, PrincipalPropagation>();
