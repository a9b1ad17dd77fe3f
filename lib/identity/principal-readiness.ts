import { Lazy, TerraformStack, type TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { resolvedText } from "../terraform/resolved-text";
import type { ManagedIdentity } from "./managed-identity";

/**
 * When a new identity's principal can be used.
 *
 * It takes seconds to minutes to appear in Microsoft Graph. The resource of the permission tries again until it is
 * there; nothing else does. So whatever else names the principal waits for that resource, in whichever order a program
 * makes them.
 */
export class PrincipalReadiness {
  /** The one of a construct's stack. */
  public static of(scope: IConstruct): PrincipalReadiness {
    const stack = TerraformStack.of(scope);
    let readiness = READINESS.get(stack);
    if (!readiness) {
      readiness = new PrincipalReadiness(stack);
      READINESS.set(stack, readiness);
    }
    return readiness;
  }

  private readonly shown: { readonly resource: TerraformResource; readonly identity: ManagedIdentity }[] = [];

  private constructor(private readonly stack: TerraformStack) {}

  /** Notes that this resource is only there when the principal is. */
  public isShownBy(resource: TerraformResource, identity: ManagedIdentity): void {
    this.shown.push({ resource, identity });
  }

  /** The `dependsOn` of what names the principal. */
  public dependenciesOf(identity: ManagedIdentity): string[] {
    return Lazy.listValue(
      {
        produce: () => {
          return this.shown
            .filter((shown) => this.isSame(shown.identity, identity))
            .map(({ resource }) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`);
        },
      },
      { omitEmpty: true },
    );
  }

  private isSame(one: ManagedIdentity, other: ManagedIdentity): boolean {
    return one.principalId === other.principalId || this.resolve(one) === this.resolve(other);
  }

  private resolve(identity: ManagedIdentity): string {
    return resolvedText(this.stack, identity.principalId).toLowerCase();
  }
}

const READINESS = new WeakMap<TerraformStack, PrincipalReadiness>();
