import type { IdentityConfiguration } from "../config/identity-schema";

/** The path in an identity of the configuration for a property of `ExchangeManagedIdentityProps`. */
export function pathOfProperty(property: string, { identity }: IdentityConfiguration): (string | number)[] {
  const parts = [...property.matchAll(/\["(.*?)"\](?=$|[.[])|\[(\d+)\]|([^.[\]]+)/gs)].map(([, key, index, name]) =>
    index === undefined ? (key ?? name) : Number(index),
  );
  const [first, second, ...rest] = parts;
  const ownGroup = "resourceGroup" in identity && identity.resourceGroup !== undefined;
  switch (`${first} ${second}`) {
    case "host resourceGroup":
      return ["resourceGroup", ...rest];
    case "host network":
      return rest[0] === "subnetId" ? ["host", ...rest] : parts;
    case "identity resourceGroup":
      return ownGroup ? parts : ["resourceGroup", ...rest];
    case "identity undefined":
      return "adopt" in identity && identity.adopt ? ["identity", "adopt"] : parts;
    default:
      return first === "directoryRoles" ? ["roles", ...parts.slice(1)] : parts;
  }
}
