import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { HostIdentity } from "../identity/host-identity";
import type { Problems } from "../problem/problems";
import type { BoundResourceGroup, HostResourceGroup } from "../resource-group/host-resource-group";
import type { HostKind } from "./host-kind";
import type { IExchangeHost } from "./i-exchange-host";

/** What a host is bound with. Internal. */
export interface HostBindOptions {
  readonly group: BoundResourceGroup;
  readonly identity: HostIdentity;
  readonly tags?: { [name: string]: string };
  readonly protect?: boolean;
  readonly provider?: TerraformProvider;
}

/** A host before it is in a stack. Internal: what stands behind an `ExchangeHost`. */
export interface HostSource {
  readonly kind: HostKind;
  readonly group: HostResourceGroup;
  readonly name: string;
  readonly isOnlyRead?: boolean;
  /** Whether it joins a subnet that the stack does not make. */
  readonly joinsSubnet?: boolean;
  check(problems: Problems, property: string): void;
  make(scope: Construct, id: string, options: HostBindOptions): IExchangeHost;
}
