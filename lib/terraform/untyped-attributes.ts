/** What cdktf's HCL output wants to know of the text arguments of a resource that the bindings do not describe. */
export function untypedHclAttributes(attributes: { [name: string]: unknown }): { [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value, isBlock: false, type: "simple", storageClassType: "string" }]),
  );
}
