import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";
import { Problems } from "../problem/problems";
import type { IConstruct } from "constructs";
import { checkResourceGroupName } from "../resource-group/host-resource-group";

/** What is wrong with a text as the name of a user-assigned identity, if anything. */
export function checkIdentityName(name: string): Finding | undefined {
  return checkText(name, {
    pattern: /^[A-Za-z0-9][-\w]{2,127}$/,
    allowed: "3 to 128 letters, digits, '-' and '_', the first a letter or a digit",
    remedy: "give the name of a user-assigned identity as Azure allows it",
  });
}

/** Refuses what cannot be the place of an identity that exists. */
export function checkIdentityPlace(
  scope: IConstruct,
  id: string,
  place: { readonly name: string; readonly resourceGroupName: string },
): void {
  const problems = new Problems();
  problems.note("name", checkIdentityName(place.name));
  problems.note("resourceGroupName", checkResourceGroupName(place.resourceGroupName));
  problems.raise(scope, id);
}
