import type { TerraformProvider } from "cdktf";
import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { Construct } from "constructs";
import { CREATE_RESOURCE_GROUP, requireAzureRight, WRITE_RESOURCE_GROUP } from "../azure/deployment-permissions";
import { OncePerStack } from "../terraform/once-per-stack";
import { OwnedResources } from "../terraform/owned-resources";
import { literalTexts, readableText } from "../text/terraform-text";
import { Findings } from "../validation/findings";
import { addTypes, copyOf, instanceOf } from "../validation/type-check";
import { TextRule } from "../validation/text-rule";

/** The name and the location of a resource group. */
export interface HostResourceGroupProps {
  /** The name of the group: 1 to 90 letters, digits, `.`, `-`, `_`, `(` and `)`, no `.` at the end. */
  readonly name: string;

  /** The Azure location of the group, as people write it: `West US`, or `westus`. */
  readonly location: string;
}

/** The name and the resource group of something that exists in Azure. */
export interface ExistingResourceProps {
  /** The name. */
  readonly name: string;

  /** Its resource group, which exists too: `HostResourceGroup.fromExisting("ContosoRG")`. */
  readonly resourceGroup: HostResourceGroup;
}

/** A resource group in a stack. Internal. */
export interface BoundResourceGroup {
  /** A reference where the stack creates the group, so that whatever lies in it waits for it. */
  readonly name: string;
  /** The name as it was given, which tells the group from others. */
  readonly givenName: string;
  readonly location: string;
  /** The Azure resource id, for import blocks. */
  readonly id: string;
}

/** What the resources of one step share. Internal. */
export interface BindOptions {
  readonly azurerm?: TerraformProvider;
  readonly tags?: { [name: string]: string };
}

/**
 * The resource group of a host or an identity. One object stands for one group: used twice in a stack, the group is
 * created once.
 *
 * Guide: step 1: "If necessary, create an Azure resource group".
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class HostResourceGroup {
  /** @internal The rule for the name of a resource group. */
  public static readonly _NAME: TextRule = TextRule.of({
    pattern: "^(?!.*\\.$)[-\\w.\\(\\)]{1,90}$",
    allowed: "1 to 90 letters, digits, '.', '-', '_', '(' and ')', with no '.' at the end",
    remedy: "give the name of a resource group as Azure allows it",
  });

  /** @internal The rule for an Azure location. */
  public static readonly _LOCATION: TextRule = TextRule.of({
    pattern: "^[A-Za-z][A-Za-z0-9 ]{0,48}[A-Za-z0-9]$",
    allowed: 'an Azure location, such as "West US" or "westus"',
    remedy: "choose one of `az account list-locations --query [].displayName`",
  });

  /** A new group. */
  public static create(props: HostResourceGroupProps): HostResourceGroup {
    const { name, location } = copyOf("HostResourceGroup.create", props);
    return new HostResourceGroup(name, location, true);
  }

  /** An existing group, which is only read. */
  public static fromExisting(name: string): HostResourceGroup {
    return new HostResourceGroup(name);
  }

  /**
   * A group that the program has already: `HostResourceGroup.fromAttributes({ name: group.name, location: group.location })`.
   */
  public static fromAttributes(props: HostResourceGroupProps): HostResourceGroup {
    const { name, location } = copyOf("HostResourceGroup.fromAttributes", props);
    return new HostResourceGroup(name, location);
  }

  /* By provider. */
  private readonly bound = new OncePerStack<Map<TerraformProvider | undefined, BoundResourceGroup>>();

  private constructor(
    private readonly name: string,
    private readonly location?: string,
    private readonly isNew: boolean = false,
  ) {}

  /** @internal Whether a stack creates a group of this name. */
  public _creates(name: string): boolean {
    return this.isNew && this.name.toLowerCase() === name.toLowerCase();
  }

  /** @internal The name, and whether it is created. */
  public get _given(): { readonly name: string; readonly isNew: boolean } {
    return { name: this.name, isNew: this.isNew };
  }

  /** @internal The group in the stack of `scope`, created or read there the first time. */
  public _bind(scope: Construct, id: string, options: BindOptions): BoundResourceGroup {
    const groups = this.bound.getOrMake(scope, () => new Map());
    const group = groups.get(options.azurerm) ?? this.add(scope, id, options);
    groups.set(options.azurerm, group);
    requireAzureRight(scope, this.isNew ? CREATE_RESOURCE_GROUP : WRITE_RESOURCE_GROUP);
    return group;
  }

  private add(scope: Construct, id: string, options: BindOptions): BoundResourceGroup {
    const findings = new Findings();
    findings.add(["resourceGroup", "name"], HostResourceGroup._NAME.check(this.name));
    findings.add(
      ["resourceGroup", "location"],
      HostResourceGroup._LOCATION._checkOptional(this.isNew ? (this.location ?? "") : this.location),
    );
    findings.report(scope);
    if (!this.isNew) {
      return new ExistingResourceGroup(scope, id, this.name, options.azurerm, this.location);
    }
    const group = new ResourceGroup(scope, id, {
      name: this.name,
      location: this.location ?? "",
      tags: literalTexts(options.tags),
      provider: options.azurerm,
    });
    OwnedResources.of(scope)._add(group, {
      property: "resourceGroup",
      kind: "resource group",
      names: [this.name],
      description: `the resource group ${this.name}`,
      remedy:
        "create the group once: use one HostResourceGroup object for both, or HostResourceGroup.fromExisting for the other",
      provider: options.azurerm,
    });
    return { name: group.name, givenName: this.name, location: group.location, id: group.id };
  }
}

/** Checks the group of something that exists: it exists too. */
export function addExistingGroup(findings: Findings, group: HostResourceGroup): void {
  const isGroup = addTypes(
    findings,
    { resourceGroup: group },
    { resourceGroup: instanceOf(HostResourceGroup, 'HostResourceGroup.fromExisting("ContosoRG")') },
  );
  findings.add(
    "resourceGroup",
    isGroup && group._given.isNew
      ? {
          given: `the group ${readableText(group._given.name)}, which this stack creates`,
          allowed: "an existing group, for something that exists",
          remedy: "pass HostResourceGroup.fromExisting(…) with the group that it lies in",
        }
      : undefined,
  );
}

/* Its name is known; Azure is asked for the rest only if something needs it. */
class ExistingResourceGroup implements BoundResourceGroup {
  public readonly givenName: string;

  private data?: DataAzurermResourceGroup;

  public constructor(
    private readonly scope: Construct,
    private readonly dataId: string,
    public readonly name: string,
    private readonly provider?: TerraformProvider,
    private readonly knownLocation?: string,
  ) {
    this.givenName = name;
  }

  public get location(): string {
    return this.knownLocation ?? this.read().location;
  }

  public get id(): string {
    return this.read().id;
  }

  private read(): DataAzurermResourceGroup {
    this.data ??= new DataAzurermResourceGroup(this.scope, this.dataId, { name: this.name, provider: this.provider });
    return this.data;
  }
}
