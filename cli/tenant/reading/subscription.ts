import * as z from "zod";
import { readerOn } from "./azure-id";
import type { ReadClient } from "./read-client";
import { fields, maybeText } from "./reading";
import { CannotRead } from "./sign-in";

const VERSION = "2022-12-01";
const subscriptionAnswer = fields({ subscriptionId: maybeText, displayName: maybeText });

/**
 * The subscription to look into: the one that is named, or the only one that can be seen.
 *
 * @throws CannotRead if there are none or several
 */
export async function chosenSubscription(client: ReadClient, named: string | undefined): Promise<string> {
  const given = named ?? process.env.ARM_SUBSCRIPTION_ID ?? process.env.AZURE_SUBSCRIPTION_ID;
  if (given !== undefined && given !== "") {
    const call = { path: `/subscriptions/${encodeURIComponent(given)}?api-version=${VERSION}`, right: readerOn(given) };
    if ((await client.get("resourceManager", call)).state === "absent") {
      throw new CannotRead(
        `The sign-in does not see the subscription ${given}. To do: check its id, and sign in to the right tenant`,
      );
    }
    return given;
  }
  const found = await client.list("resourceManager", {
    path: `/subscriptions?api-version=${VERSION}`,
    right: "the Azure role Reader on a subscription",
  });
  if (found.state === "unreadable") {
    throw new CannotRead(`The subscriptions could not be read (${found.reason}). To do: name one with --subscription`);
  }
  const subscriptions = found.state === "read" ? z.array(subscriptionAnswer).parse(found.value) : [];
  const [only, ...others] = subscriptions;
  if (only?.subscriptionId !== undefined && others.length === 0) {
    return only.subscriptionId;
  }
  const names = subscriptions.map(({ subscriptionId = "", displayName = "" }) => `${subscriptionId} (${displayName})`);
  throw new CannotRead(
    names.length === 0
      ? "The sign-in sees no Azure subscription. To do: sign in to the right tenant, or name the subscription with --subscription"
      : `The sign-in sees ${names.length} subscriptions. To do: name one with --subscription: ${names.join(", ")}`,
  );
}
