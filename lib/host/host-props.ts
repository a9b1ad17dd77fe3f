import type { TerraformProvider } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { BoundHostIdentity } from "../identity/bound-host-identity";
import { HostIdentity } from "../identity/host-identity";
import {
  addExistingGroup,
  type BoundResourceGroup,
  type ExistingResourceProps,
  HostResourceGroup,
} from "../resource-group/host-resource-group";
import { Findings } from "../validation/findings";
import type { TextRule } from "../validation/text-rule";
import { addTypes, TRUE_OR_FALSE, instanceOf, optional, providerOf } from "../validation/type-check";
import { addTagFindings } from "../azure/tags";

/** An existing host. */
export interface ExistingHostProps extends ExistingResourceProps {
  /**
   * The identity. A host that is only read has to carry it already, which Terraform checks before it writes anything. One
   * that is adopted gets it, beside those that it carries.
   *
   * @default HostIdentity.systemAssigned()
   */
  readonly identity?: HostIdentity;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;
}

/** An existing host that Terraform imports. */
export interface AdoptedHostProps extends ExistingHostProps {
  /**
   * Tags of an identity that is created with it, and of the run command that installs the module. The host keeps its
   * own tags.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * Whether Terraform refuses to destroy it. Destroying a virtual machine would delete its disk too.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** What a new host takes besides its own settings. */
export interface NewHostOptions {
  /**
   * The identity that it carries.
   *
   * @default HostIdentity.systemAssigned()
   */
  readonly identity?: HostIdentity;

  /**
   * Tags of the host, and of a network, a group and an identity that are created with it.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default false
   */
  readonly protect?: boolean;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;
}

/** Checks what every host takes. Internal. */
function addHostFindings(findings: Findings, props: NewHostOptions): void {
  addTypes(findings, props, {
    identity: optional(instanceOf(HostIdentity, "HostIdentity.systemAssigned()")),
    protect: optional(TRUE_OR_FALSE),
    azurerm: optional(providerOf("azurerm")),
  });
  addTagFindings(findings, props.tags);
}

/** Checks what every new host takes. Internal. */
export function addNewHostFindings(
  findings: Findings,
  props: NewHostOptions & { readonly location?: string; readonly resourceGroup: HostResourceGroup },
): void {
  addHostFindings(findings, props);
  findings.add("location", HostResourceGroup._LOCATION._checkOptional(props.location));
  addTypes(findings, props, { resourceGroup: instanceOf(HostResourceGroup, "HostResourceGroup.create({ … })") });
}

/** Reports what is wrong with the properties of an existing or adopted host. Internal. */
export function reportExistingHost(host: IConstruct, props: AdoptedHostProps, nameRule: TextRule): void {
  const findings = new Findings();
  addHostFindings(findings, props);
  addExistingGroup(findings, props.resourceGroup);
  findings.add("name", nameRule.check(props.name));
  findings.report(host);
}

/** The group and the identities of a host in its stack, created or read there. Internal. */
export function bindGroupAndIdentity(
  host: Construct,
  {
    resourceGroup,
    identity: requested = HostIdentity.systemAssigned(),
    tags,
    protect,
    azurerm,
  }: NewHostOptions & { readonly resourceGroup: HostResourceGroup },
): { readonly group: BoundResourceGroup; readonly identity: BoundHostIdentity } {
  const group = resourceGroup._bind(host, "ResourceGroup", { azurerm, tags });
  const identity = requested._bind(host, "Identity", { resourceGroup, group, tags, protect, azurerm });
  return { group, identity };
}
