import type {
  ExchangeHost,
  ExistingResourceProps,
  HostResourceGroup,
  PowerShellRuntime,
} from "cdktf-exchange-managed-identity";
import type { TextRule } from "cdktf-exchange-managed-identity/internal";
import type * as z from "zod";
import type { Conversion } from "../stack/conversion";
import type { StackVariables } from "../stack/stack-variables";
import type { HostResource } from "./host-resource";

/** What a new host is built with, besides its settings. */
export interface NewHostContext {
  readonly resourceGroup: HostResourceGroup;
  readonly variables: StackVariables;
  readonly conversion: Conversion;
}

/** The part of a configuration that all kinds of host share. */
export interface HostConfiguration<T extends string = string> {
  readonly type: T;
  readonly name: string;
  readonly existing?: boolean;
  readonly adopt?: boolean;
  readonly location?: string;
}

/** The settings of a new host that only its kind has, in the declaration of the file. */
export interface HostSettings<S extends z.ZodRawShape> {
  readonly shape: S;
  /** What the shape cannot say: of the file that is read, and for editors. */
  readonly check?: (context: z.core.ParsePayload<{ [key: string]: unknown }>) => void;
  readonly json?: { readonly [key: string]: unknown };
  /** Those that an example needs. */
  readonly example: { readonly [key: string]: unknown };
}

/**
 * A kind of host: all that the command knows of it. The schema, `init`, `explain`, `doctor`, `discover`, `test`, the
 * pipelines and the Azure on loopback read it here.
 */
export interface HostKind<T extends string = string> {
  /** `host.type` in the file. */
  readonly type: T;
  /** What it is, for editors and the reference. */
  readonly description: string;
  /** How `init` offers it. */
  readonly label: string;
  readonly hint: string;
  /** The resource in Azure. */
  readonly resource: HostResource;
  /** What tells it from the other kinds of the same resource. */
  readonly operatingSystem?: "Windows" | "Linux";
  /** The runtimes that it has, the default first. */
  readonly runtimes: readonly PowerShellRuntime[];
  /** The rules for the name of a new host, and of one that exists. */
  readonly newName: TextRule;
  readonly existingName: TextRule;
  readonly settings: HostSettings<z.ZodRawShape>;
  /** What Azure says of one that exists; for the Azure on loopback. */
  readonly azureProperties: object;
  create(configuration: HostConfiguration, context: NewHostContext): ExchangeHost;
  fromExisting(host: ExistingResourceProps): ExchangeHost;
  adopt(host: ExistingResourceProps): ExchangeHost;
}

/** A kind of host, whose `create` gets the settings that its own shape declares. */
export function hostKind<const T extends string, S extends z.ZodRawShape>(
  kind: Omit<HostKind<T>, "settings" | "create"> & {
    readonly settings: HostSettings<S>;
    create(configuration: HostConfiguration & z.infer<z.ZodObject<S>>, context: NewHostContext): ExchangeHost;
  },
): HostKind<T> {
  return {
    ...kind,
    // The declaration has checked the settings.
    create: (configuration, context) =>
      kind.create(configuration as HostConfiguration & z.infer<z.ZodObject<S>>, context),
  };
}
