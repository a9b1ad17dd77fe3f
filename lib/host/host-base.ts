import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ExchangeModuleOptions, IExchangeModule } from "../exchange-module/exchange-module";
import type { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { BoundHostIdentity } from "../identity/bound-host-identity";
import type { IUserAssignedIdentity } from "../identity/i-user-assigned-identity";
import { ManagedIdentity } from "../identity/managed-identity";
import { assertValid } from "../validation/input-validation";
import type { IExchangeHost } from "./i-exchange-host";

/** What a host says of itself once it is created, read or adopted. Internal. */
export interface HostAttributes {
  readonly hostId: string;
  readonly hostName: string;
  readonly resourceGroupName: string;
  /** Asked for the first time that somebody needs it, because it may take a read. */
  location(): string;
  /** The identities that it was given. */
  readonly identity: BoundHostIdentity;
  /** The principal of its own identity; asked for as the location is. */
  principalId(): string;
  readonly dependables: ITerraformDependable[];
  /** Tells the host from others. */
  readonly key: string[];
  /** The resource id of a host that exists, for import blocks. */
  readonly importId?: string;
}

/** What the key of a host's own identity begins with, in front of the host's. */
export const OWN_IDENTITY = "own identity of";

/** What a host has, of whatever kind it is, and whether it is new, existing or adopted. @internal */
export abstract class HostBase extends Construct implements IExchangeHost {
  public abstract readonly supportedRuntimes: PowerShellRuntime[];

  /** @internal */
  protected abstract readonly _attributes: HostAttributes;

  private knownLocation?: string;
  private ownIdentity?: ManagedIdentity;

  protected constructor(
    scope: Construct,
    id: string,
    protected readonly provider?: TerraformProvider,
  ) {
    super(scope, id);
  }

  public get hostId(): string {
    return this._attributes.hostId;
  }

  public get hostName(): string {
    return this._attributes.hostName;
  }

  public get resourceGroupName(): string {
    return this._attributes.resourceGroupName;
  }

  public get location(): string {
    this.knownLocation ??= this._attributes.location();
    return this.knownLocation;
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    assertValid(
      `${this.node.path}: systemAssignedIdentity`,
      this._attributes.identity.systemAssigned ? undefined : ONLY_USER_ASSIGNED,
    );
    this.ownIdentity ??= ManagedIdentity._of({ principalId: this._attributes.principalId() }, this, [
      OWN_IDENTITY,
      ...this._key,
    ]);
    return this.ownIdentity;
  }

  public get userAssignedIdentity(): IUserAssignedIdentity | undefined {
    return this._attributes.identity.userAssigned;
  }

  public get dependables(): ITerraformDependable[] {
    return this._attributes.dependables;
  }

  /** @internal Tells the host from others. */
  public get _key(): string[] {
    return this._attributes.key;
  }

  public abstract addExchangeModule(id: string, options?: ExchangeModuleOptions): IExchangeModule;
}

const ONLY_USER_ASSIGNED = {
  given: "a host with a user-assigned identity only",
  allowed: "the own identity of a host that has one",
  remedy: "give the host HostIdentity.systemAssigned(), or add withSystemAssigned() to its identity",
};
