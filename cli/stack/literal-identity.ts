import { TerraformText } from "cdktf-exchange-managed-identity";
import { isObject } from "../config/fields";

/**
 * A part of the configuration, every text and every key of it literal to Terraform and cdktf: what a person wrote in the
 * file is never a reference. Done once, where the file's values become properties of the library.
 */
export function literalValues<T>(value: T): T;
export function literalValues(value: unknown): unknown {
  if (typeof value === "string") {
    return TerraformText.literal(value);
  }
  if (Array.isArray(value)) {
    return value.map((entry: unknown) => literalValues(entry));
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [TerraformText.literal(key), literalValues(entry)]),
      )
    : value;
}
