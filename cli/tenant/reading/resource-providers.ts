import { readerOn } from "./azure-id";
import type { ReadClient } from "./read-client";
import { fields, maybeText } from "./reading";

const providerAnswer = fields({ registrationState: maybeText });

/**
 * Those of some resource providers that a subscription has certainly not registered. What may not be read says nothing: the
 * host itself shows that its own one is.
 */
export async function unregisteredOf(
  client: ReadClient,
  subscriptionId: string,
  namespaces: readonly string[],
): Promise<string[]> {
  const states = await Promise.all(
    namespaces.map(async (namespace) => {
      const found = await client.get("resourceManager", {
        path: `/subscriptions/${subscriptionId}/providers/${namespace}?api-version=2022-09-01`,
        right: readerOn(`/subscriptions/${subscriptionId}`),
      });
      return found.state === "read" ? providerAnswer.parse(found.value).registrationState : undefined;
    }),
  );
  return namespaces.filter((_, index) => /^(?:notregistered|unregistered)$/i.test(states[index] ?? ""));
}
