import { failure, ok, type Answer, type Json, type Request } from "./answer";

/** Namespaces that a subscription knows; the first three are registered in every one. */
const ALWAYS = ["Microsoft.Resources", "Microsoft.Authorization", "Microsoft.ManagedIdentity"];
const KNOWN = [
  ...ALWAYS,
  "Microsoft.Automation",
  "Microsoft.Compute",
  "Microsoft.Network",
  "Microsoft.Insights",
  "Microsoft.Storage",
  "Microsoft.OperationalInsights",
];

/** The resource providers of a subscription: which are registered, and what an unregistered one answers. */
export class Registrations {
  private readonly registered = new Set(KNOWN.map((name) => name.toLowerCase()));

  /** Makes the subscription one that never had any of these. */
  public unregister(...namespaces: string[]): void {
    namespaces.forEach((name) => this.registered.delete(name.toLowerCase()));
  }

  /** The namespaces that are registered. */
  public get all(): string[] {
    return KNOWN.filter((name) => this.isRegistered(name));
  }

  /** Answers the list, one provider, and the call that registers one. */
  public answer({ method, path }: Request): Answer | undefined {
    const [, subscription, name, action] =
      /^\/subscriptions\/([^/]+)\/providers(?:\/([^/]+)(?:\/(register))?)?$/i.exec(path) ?? [];
    if (subscription === undefined) {
      return undefined;
    }
    const describe = (namespace: string): Json => ({
      id: `/subscriptions/${subscription}/providers/${namespace}`,
      namespace,
      registrationState: this.isRegistered(namespace) ? "Registered" : "NotRegistered",
      registrationPolicy: "RegistrationRequired",
      resourceTypes: [],
    });
    if (name === undefined) {
      return ok({ value: KNOWN.map(describe) });
    }
    const known = KNOWN.find((namespace) => namespace.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      return failure(404, "InvalidResourceNamespace", `The resource namespace '${name}' is invalid.`);
    }
    if (action !== undefined && method === "POST") {
      this.registered.add(known.toLowerCase());
    }
    return ok(describe(known));
  }

  /** What a write answers whose provider is not registered; undefined for any other one. */
  public refusal({ method, path }: Request): Answer | undefined {
    const namespace = /\/providers\/(?!.*\/providers\/)([^/]+)\//i.exec(path)?.[1];
    if (method !== "PUT" || namespace === undefined || this.isRegistered(namespace)) {
      return undefined;
    }
    const code = "MissingSubscriptionRegistration";
    const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
    return { status: 409, body: { error: { code, message, details: [{ code, target: namespace, message }] } } };
  }

  private isRegistered(namespace: string): boolean {
    return this.registered.has(namespace.toLowerCase());
  }
}
