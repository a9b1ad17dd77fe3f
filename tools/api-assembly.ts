/* The assembly that jsii writes, as far as the reference of the library reads it. */

/** A type, as jsii names it. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: "array" | "map"; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}

/** A doc comment. */
export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly see?: string;
  readonly returns?: string;
  readonly custom?: { readonly throws?: string };
}

/** A property, or a parameter. */
export interface Value {
  readonly name: string;
  readonly type: TypeReference;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
}

/** A method, or a constructor without a name. */
export interface Method {
  readonly name?: string;
  readonly docs?: Docs;
  readonly static?: boolean;
  readonly parameters?: readonly Value[];
  readonly returns?: { readonly type: TypeReference; readonly optional?: boolean };
}

/** A public type. */
export interface PublicType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: "class" | "interface" | "enum";
  /** Whether it only carries values: the properties of a construct. */
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly docs?: Docs;
  readonly initializer?: Method;
  readonly properties?: readonly Value[];
  readonly methods?: readonly Method[];
  readonly members?: readonly { readonly name: string; readonly docs?: Docs }[];
}

/** The assembly. */
export interface Assembly {
  readonly types: { readonly [fqn: string]: PublicType };
}

/** The types that a type names, in the order of its members. */
export function namedBy(type: PublicType): string[] {
  const references = [
    ...(type.interfaces ?? []).map((fqn): TypeReference => ({ fqn })),
    ...(type.initializer?.parameters ?? []).map((parameter) => parameter.type),
    ...(type.properties ?? []).map((property) => property.type),
    ...(type.methods ?? []).flatMap(({ parameters = [], returns }) => [
      ...parameters.map((parameter) => parameter.type),
      ...(returns ? [returns.type] : []),
    ]),
  ];
  return references.flatMap(fqnsOf);
}

function fqnsOf({ fqn, collection, union }: TypeReference): string[] {
  return [
    ...(fqn === undefined ? [] : [fqn]),
    ...(collection ? fqnsOf(collection.elementtype) : []),
    ...(union?.types.flatMap(fqnsOf) ?? []),
  ];
}
