import { type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { describeFinding, type Place } from "../validation/finding";
import { placeAbove } from "../validation/input-validation";
import { resolvedText } from "../text/terraform-text";

/** Something in the tenant that a construct writes, and that nothing else may write. */
export interface OwnedResource {
  /** What it is, for a message, such as `the host ContosoAzAuto1 in ContosoRG`. */
  readonly description: string;

  /** The kind of the thing, such as `runbook`. */
  readonly kind: string;

  /** Tells it from others of its kind; compared without regard to case. Texts that only Terraform knows are resolved. */
  readonly key: string;

  /** What to do if two constructs write it. */
  readonly remedy: string;

  /** The property that it comes from, of the outermost construct above that collects problems. */
  readonly place: Place;

  /** The path of the construct that writes it. */
  readonly constructPath: string;
}

/** What a construct registers. Internal. */
export interface OwnedResourceProps {
  readonly kind: string;
  readonly names: string[];
  readonly description: string;
  readonly remedy: string;
  /** The property of the construct that names it; left out for all of its properties. */
  readonly property?: string;
  /** The provider of it: another provider alias is another subscription or tenant. */
  readonly provider?: TerraformProvider;
}

/**
 * What the constructs of a stack write in the tenant. Two that write the same thing are an error when the stack is
 * synthesized; a tool can compare several stacks.
 */
export class OwnedResources {
  /** The registry of the stack that a construct is in. */
  public static of(scope: IConstruct): OwnedResources {
    const stack = TerraformStack.of(scope);
    let resources = REGISTRIES.get(stack);
    if (!resources) {
      resources = new OwnedResources(stack);
      REGISTRIES.set(stack, resources);
    }
    return resources;
  }

  private readonly entries: {
    readonly owner: IConstruct;
    readonly props: OwnedResourceProps;
    readonly place: Place;
  }[] = [];

  private constructor(private readonly stack: TerraformStack) {
    stack.node.addValidation({ validate: () => this.validate() });
  }

  /** Everything that the stack owns. */
  public get all(): OwnedResource[] {
    return this.entries.map(({ owner, props, place }) => ({
      constructPath: owner.node.path,
      kind: props.kind,
      description: resolvedText(this.stack, props.description),
      remedy: props.remedy,
      place,
      key: [props.kind, props.provider?.fqn ?? "", ...props.names]
        .map((part) => resolvedText(this.stack, part).toLowerCase())
        .join(" "),
    }));
  }

  /** @internal */
  public _add(owner: IConstruct, props: OwnedResourceProps): void {
    const place = placeAbove(owner, props.property === undefined ? [] : [props.property]);
    this.entries.push({ owner, props, place });
  }

  private validate(): string[] {
    const first = new Map<string, OwnedResource>();
    return this.all.flatMap((resource) => {
      const other = first.get(resource.key);
      first.set(resource.key, other ?? resource);
      return other && other.constructPath !== resource.constructPath
        ? [
            describeFinding(resource.constructPath, {
              given: `${resource.description}, which ${other.constructPath} writes too`,
              allowed: "each resource of the tenant written by one construct",
              remedy: resource.remedy,
            }),
          ]
        : [];
    });
  }
}

const REGISTRIES = new WeakMap<TerraformStack, OwnedResources>();
