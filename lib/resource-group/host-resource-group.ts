import type { TerraformProvider } from "cdktf";
import type { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import type { Construct } from "constructs";
import { checkText, type TextRule } from "../problem/checked-text";
import type { Finding } from "../problem/finding";
import type { Problems } from "../problem/problems";
import { azurerm } from "../terraform/bindings";

/** A resource group that is made. */
export interface HostResourceGroupProps {
  /** The name of the group: 1 to 90 letters, digits, `.`, `-`, `_`, `(` and `)`, no `.` at the end. */
  readonly name: string;
  /** The Azure location of the group, as people write it: `West US`, or `westus`. */
  readonly location: string;
}

/** A group in a stack. Internal: what a `HostResourceGroup` becomes where it is used. */
export interface BoundResourceGroup {
  readonly name: string;
  readonly location: string;
  /** The Azure resource id, for import blocks. */
  readonly id: string;
}

/** What a group, host or identity is made with, beside its own properties. */
export interface BindOptions {
  readonly provider?: TerraformProvider;
  readonly tags?: { [name: string]: string };
}

const NAME: TextRule = {
  pattern: /^(?!.*\.$)[-\w.()]{1,90}$/,
  allowed: "1 to 90 letters, digits, '.', '-', '_', '(' and ')', with no '.' at the end",
  remedy: "give the name of a resource group as Azure allows it",
};

const LOCATION: TextRule = {
  pattern: /^[A-Za-z][A-Za-z0-9 ]{1,49}$/,
  allowed: `an Azure location, such as "West US" or "westus"`,
  remedy: "choose one of `az account list-locations --query [].displayName`",
};

/** What is wrong with a text as the name of a resource group, if anything. */
export function checkResourceGroupName(name: string): Finding | undefined {
  return checkText(name, NAME);
}

/** What is wrong with a text as an Azure location, if anything. */
export function checkLocation(location: string): Finding | undefined {
  return checkText(location, LOCATION);
}

/**
 * The resource group that a host or an identity lies in.
 *
 * @see guide, step 1: "If necessary, create an Azure resource group"
 */
export abstract class HostResourceGroup {
  /**
   * A group that is made.
   */
  public static create(props: HostResourceGroupProps): HostResourceGroup {
    return new NewResourceGroup(props);
  }

  /**
   * A group that is there, and is only read.
   */
  public static existing(name: string): HostResourceGroup {
    return new ExistingResourceGroup(name);
  }

  /**
   * A group that the program itself makes: `HostResourceGroup.fromAttributes({ name: group.name, location: group.location })`.
   */
  public static fromAttributes(props: HostResourceGroupProps): HostResourceGroup {
    return new KnownResourceGroup(props);
  }

  /** @internal A group that is in the stack already. */
  public static _of(group: BoundResourceGroup): HostResourceGroup {
    return new KnownResourceGroup(group);
  }

  /** @internal Whether the stack makes it. */
  public readonly _isCreated: boolean = false;

  /** @internal Notes what Azure would refuse of the group. */
  public abstract _check(problems: Problems, property: string): void;

  /** @internal */
  public abstract _bind(scope: Construct, id: string, options: BindOptions): BoundResourceGroup;
}

class NewResourceGroup extends HostResourceGroup {
  public constructor(private readonly props: HostResourceGroupProps) {
    super();
  }

  public override readonly _isCreated: boolean = true;

  public _check(problems: Problems, property: string): void {
    checkGroup(problems, property, this.props);
  }

  public _bind(scope: Construct, id: string, options: BindOptions): BoundResourceGroup {
    return new azurerm.ResourceGroup(scope, id, { ...this.props, ...options });
  }
}

class ExistingResourceGroup extends HostResourceGroup {
  public constructor(private readonly name: string) {
    super();
  }

  public _check(problems: Problems, property: string): void {
    problems.note(`${property}.name`, checkResourceGroupName(this.name));
  }

  public _bind(scope: Construct, id: string, options: BindOptions): BoundResourceGroup {
    return new GroupThatIsRead(scope, id, this.name, options.provider);
  }
}

class KnownResourceGroup extends HostResourceGroup {
  public constructor(private readonly props: HostResourceGroupProps | BoundResourceGroup) {
    super();
  }

  public _check(problems: Problems, property: string): void {
    if (!("id" in this.props)) {
      checkGroup(problems, property, this.props);
    }
  }

  public _bind(scope: Construct, id: string): BoundResourceGroup {
    if ("id" in this.props) {
      return this.props;
    }
    return new GroupThatIsRead(scope, id, this.props.name, undefined, this.props.location);
  }
}

/* Its name is known; the rest is only asked of Azure where somebody needs it. */
class GroupThatIsRead implements BoundResourceGroup {
  private read?: DataAzurermResourceGroup;

  public constructor(
    private readonly scope: Construct,
    private readonly readId: string,
    public readonly name: string,
    private readonly provider?: TerraformProvider,
    private readonly knownLocation?: string,
  ) {}

  public get location(): string {
    return this.knownLocation ?? this.group.location;
  }

  public get id(): string {
    return this.group.id;
  }

  private get group(): DataAzurermResourceGroup {
    this.read ??= new azurerm.DataAzurermResourceGroup(this.scope, this.readId, {
      name: this.name,
      provider: this.provider,
    });
    return this.read;
  }
}

function checkGroup(problems: Problems, property: string, props: HostResourceGroupProps): void {
  problems.note(`${property}.name`, checkResourceGroupName(props.name));
  problems.note(`${property}.location`, checkLocation(props.location));
}
