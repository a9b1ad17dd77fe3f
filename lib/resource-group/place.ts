import type { IConstruct } from "constructs";
import type { Finding } from "../problem/finding";
import { Problems } from "../problem/problems";
import { checkResourceGroupName } from "./host-resource-group";

/** Where something is that exists in Azure. */
interface Place {
  readonly name: string;
  readonly resourceGroupName: string;
}

/** Refuses what cannot be the place of something that exists; `checkName` knows the rule of its name. */
export function refusePlace(
  scope: IConstruct,
  id: string,
  place: Place,
  checkName: (name: string) => Finding | undefined,
): void {
  const problems = new Problems();
  problems.note("name", checkName(place.name));
  problems.note("resourceGroupName", checkResourceGroupName(place.resourceGroupName));
  problems.raise(scope, id);
}
