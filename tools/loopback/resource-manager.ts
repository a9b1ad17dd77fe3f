import { randomUUID } from "node:crypto";
import { asObject, failure, ok, type Answer, type Json, type Request } from "./answer";
import { automationNotFound, automationRefusal, relink, settleAutomation, unlink } from "./automation";
import { answerCompute, settleCompute } from "./compute";
import { asListed } from "./recorded-lists";
import { Runs } from "./runs";
import { Registrations } from "./registrations";
import type { ResourceStore, Settle } from "./resource-store";
import type { Directory } from "./directory";

interface Identity {
  type: string;
  principalId?: string;
  tenantId?: string;
  userAssignedIdentities?: { [id: string]: Json };
}

/** Azure Resource Manager: a store of resources by their ids, with what each type does of its own. */
export class ResourceManager implements ResourceStore {
  public readonly resources = new Map<string, Json>();
  public readonly contents = new Map<string, string>();

  /** Modules and packages whose next import fails, by name. */
  public readonly failingImports = new Set<string>();

  /** Jobs and run commands that go on while somebody looks at them. */
  public readonly runs = new Runs(this);

  /** The subscriptions that the sign-in sees. */
  public readonly subscriptions: string[] = [];

  /** What the next commands fail with that run on virtual machines. */
  public readonly failingCommands: string[] = [];
  public lastTrouble?: string;

  /** Which resource providers the subscription has registered. */
  public readonly registrations = new Registrations();

  /** The time that Azure takes for now. */
  public now: () => Date = () => new Date();

  public constructor(
    private readonly directory: Directory,
    private readonly tenantId: string,
  ) {}

  public get(id: string): Json | undefined {
    return this.resources.get(id.toLowerCase());
  }

  /** Puts a resource there, as somebody else would have made it. */
  public put(id: string, body: Json): Json {
    const stored = this.store(id, body, undefined);
    return stored;
  }

  public answer(request: Request): Answer | undefined {
    const { method, path } = request;
    const key = path.toLowerCase();
    const special =
      this.registrations.answer(request) ?? this.registrations.refusal(request) ?? this.special(request, key);
    if (special) {
      return special;
    }
    const existing = this.resources.get(key);
    switch (method) {
      case "HEAD":
        return { status: existing ? 204 : 404 };
      case "GET":
        return existing ? ok(existing) : (this.list(request, key) ?? notFound(path));
      case "PUT":
        return this.write(request, asObject(request.body), existing);
      case "PATCH":
        return existing
          ? this.write(request, merge(existing, asObject(request.body)), existing, asObject(request.body))
          : notFound(path);
      case "DELETE":
        return this.remove(key);
      default:
        return undefined;
    }
  }

  private write(request: Request, body: Json, existing: Json | undefined, sent: Json = body): Answer {
    const { path } = request;
    const unknown = Object.keys(identityOf(sent)?.userAssignedIdentities ?? {}).find((id) => !this.get(id));
    if (unknown !== undefined) {
      return failure(400, "FailedIdentityOperation", `Identity operation failed: resource '${unknown}' was not found.`);
    }
    const parent = parentOf(path.toLowerCase());
    if (parent !== undefined && !this.resources.has(parent)) {
      return failure(
        404,
        "ParentResourceNotFound",
        `Failed to perform 'write' on resource: the parent resource '${parent}' could not be found.`,
      );
    }
    const refusal = request.method === "PUT" ? automationRefusal(path, body, this, this.now()) : undefined;
    if (refusal) {
      return refusal;
    }
    const stored = this.store(path, body, existing);
    // What takes long is taken on first, and fails later.
    if (stored.trouble) {
      const begun = { ...stored, properties: { ...asObject(stored.properties), provisioningState: "Creating" } };
      return { ...ok(begun, 201), headers: { "azure-asyncoperation": operationOf(request, "failed") } };
    }
    return ok(stored, existing || /^microsoft\.insights\//i.test(String(stored.type)) ? 200 : 201);
  }

  private store(path: string, body: Json, existing: Json | undefined): Json {
    const names = path.split("/");
    const type = typeOf(path);
    const stored: Json = {
      ...body,
      id: (existing?.id as string) ?? path,
      name: names[names.length - 1],
      type,
      location: typeof body.location === "string" ? body.location.toLowerCase().replace(/ /g, "") : existing?.location,
    };
    const properties = asObject(stored.properties);
    stored.properties = { provisioningState: "Succeeded", ...properties };
    this.settleIdentity(stored, existing);
    settle[type.toLowerCase()]?.(stored, existing, this);
    this.resources.set(path.toLowerCase(), stored);
    return stored;
  }

  private settleIdentity(stored: Json, existing: Json | undefined): void {
    const wanted = identityOf(stored);
    const before = existing && identityOf(existing);
    if (!wanted) {
      return;
    }
    const identity: Identity = { type: wanted.type };
    if (/SystemAssigned/i.test(wanted.type)) {
      identity.principalId = before?.principalId ?? this.directory.addPrincipal(String(stored.name));
      identity.tenantId = this.tenantId;
    } else if (before?.principalId) {
      this.directory.removePrincipal(before.principalId);
    }
    if (/UserAssigned/i.test(wanted.type)) {
      identity.userAssignedIdentities = Object.fromEntries(
        Object.keys(wanted.userAssignedIdentities ?? {}).map((id) => {
          const { principalId, clientId } = asObject(this.get(id)?.properties);
          return [id, { principalId, clientId }];
        }),
      );
    }
    stored.identity = identity;
  }

  public newPrincipal(name: string, appId: string): string {
    return this.directory.addPrincipal(name, appId);
  }

  private remove(key: string): Answer {
    const existing = this.resources.get(key);
    if (!existing) {
      return { status: 204 };
    }
    const lock = [...this.resources.keys()].find((id) => isLockOn(id, key));
    if (lock !== undefined) {
      return failure(
        409,
        "ScopeLocked",
        `The scope '${key}' cannot perform delete operation because following scope(s) are locked: '${lock}'.`,
      );
    }
    unlink(key, this);
    for (const [id, resource] of [...this.resources]) {
      if (id === key || id.startsWith(`${key}/`)) {
        this.forget(id, resource);
      }
    }
    return { status: 200 };
  }

  private forget(id: string, resource: Json): void {
    this.resources.delete(id);
    const principalId = identityOf(resource)?.principalId ?? asObject(resource.properties).principalId;
    if (typeof principalId === "string") {
      this.directory.removePrincipal(principalId);
    }
  }

  private list(request: Request, key: string): Answer | undefined {
    const ofSubscription = /^(\/subscriptions\/[^/]+)\/providers\/([^/]+\/[^/]+)$/.exec(key);
    if (ofSubscription) {
      const [, subscription, type] = ofSubscription;
      const value = [...this.resources].filter(
        ([id, resource]) => id.startsWith(`${subscription}/`) && String(resource.type).toLowerCase() === type,
      );
      return ok({ value: value.map(([, resource]) => resource) });
    }
    const collection = key.split("/").length % 2 === 0 || key.endsWith("/resources");
    if (!collection) {
      return undefined;
    }
    if (key.endsWith("/resources")) {
      const group = key.slice(0, -"resources".length);
      const filter = request.query.get("$filter") ?? "";
      const name = /name eq '([^']+)'/.exec(filter)?.[1].toLowerCase();
      const type = /resourceType eq '([^']+)'/.exec(filter)?.[1].toLowerCase();
      const value = [...this.resources].filter(
        ([id, resource]) =>
          id.startsWith(group) &&
          id.split("/").length === 9 &&
          (name === undefined || String(resource.name).toLowerCase() === name) &&
          (type === undefined || String(resource.type).toLowerCase() === type),
      );
      return ok({ value: value.map(([, resource]) => resource) });
    }
    const value = [...this.resources].filter(
      ([id]) => id.startsWith(`${key}/`) && id.split("/").length === key.split("/").length + 1,
    );
    const entries = value.map(([, resource]) => resource);
    return ok({ value: asListed(key, entries, request) });
  }

  /** Calls that are not a plain read or write of a resource. */
  private special(request: Request, key: string): Answer | undefined {
    const { method } = request;
    const run = this.runs.answer(request);
    if (run) {
      return run;
    }
    if (key.endsWith("/agentregistrationinformation")) {
      const account = this.resources.get(key.replace(/\/agentregistrationinformation$/, ""));
      return account
        ? ok({ endpoint: "https://agent.example", keys: { primary: "cHJpbWFyeQ==", secondary: "c2Vjb25kYXJ5" } })
        : notFound(request.path);
    }
    const host = /^(.*)\/providers\/microsoft\.managedidentity\/identities\/default$/.exec(key)?.[1];
    if (host !== undefined) {
      const resource = this.resources.get(host);
      const { principalId } = (resource && identityOf(resource)) ?? {};
      const clientId = this.directory.principals.get(principalId ?? "")?.appId;
      return clientId === undefined ? notFound(request.path) : ok({ properties: { principalId, clientId } });
    }
    const compute = answerCompute(request, key, this);
    if (compute) {
      return compute;
    }
    if (key.endsWith("/operations/failed")) {
      return ok({ status: "Failed", error: { code: "VMExtensionProvisioningError", message: this.lastTrouble } });
    }
    if (key.endsWith("/operations/done")) {
      return ok({ status: "Succeeded" });
    }
    const runbook = /^(.*\/runbooks\/[^/]+)\/(draft\/content|publish|content)$/.exec(key);
    if (runbook) {
      return this.runbook(method, runbook[1], runbook[2], request);
    }
    if (/^\/subscriptions\/[^/]+$/.test(key)) {
      const id = request.path.split("/")[2];
      return this.subscriptions.includes(id)
        ? ok(this.subscription(id))
        : failure(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
    }
    if (key === "/subscriptions") {
      return ok({ value: this.subscriptions.map((id) => this.subscription(id)) });
    }
    return undefined;
  }

  private subscription(subscriptionId: string): Json {
    const id = `/subscriptions/${subscriptionId}`;
    return { id, subscriptionId, tenantId: this.tenantId, state: "Enabled", displayName: "Loopback" };
  }

  private runbook(method: string, id: string, action: string, request: Request): Answer {
    const runbook = this.resources.get(id);
    if (!runbook) {
      return notFound(request.path);
    }
    if (action === "draft/content" && method === "PUT") {
      this.contents.set(`${id}/draft`, request.text);
      return accepted(request);
    }
    if (action === "publish") {
      this.contents.set(id, this.contents.get(`${id}/draft`) ?? "");
      runbook.properties = { ...asObject(runbook.properties), state: "Published" };
      relink(id, this);
      return accepted(request);
    }
    const text = this.contents.get(action === "content" ? id : `${id}/draft`);
    return text === undefined ? notFound(request.path) : { status: 200, text };
  }
}

const settle: { [type: string]: Settle } = {
  ...settleCompute,
  ...settleAutomation,
  "microsoft.managedidentity/userassignedidentities": (stored, existing, manager) => {
    const before = asObject(existing?.properties);
    const clientId = (before.clientId as string) ?? randomUUID();
    stored.properties = {
      ...asObject(stored.properties),
      clientId,
      principalId: before.principalId ?? manager.newPrincipal(String(stored.name), clientId),
      tenantId: "00000000-0000-0000-0000-00000000aaaa",
    };
  },
};

function identityOf(resource: Json): Identity | undefined {
  return resource.identity as Identity | undefined;
}

/* The last provider counts: a diagnostic setting and a lock belong to a resource of another one. */
function typeOf(path: string): string {
  const after = /\/providers\/(?!.*\/providers\/)([^/]+)\/(.+)$/.exec(path);
  if (!after) {
    return "Microsoft.Resources/resourceGroups";
  }
  const types = after[2].split("/").filter((_, index) => index % 2 === 0);
  return [after[1], ...types].join("/");
}

function parentOf(key: string): string | undefined {
  const provider = key.lastIndexOf("/providers/");
  if (provider < 0) {
    return undefined;
  }
  const isChild = key.slice(provider).split("/").length > 5;
  return isChild ? key.split("/").slice(0, -2).join("/") : key.slice(0, provider);
}

/* A lock above a resource holds for it, and so does one below it that would be deleted with it. */
function isLockOn(id: string, key: string): boolean {
  const [scope] = id.split("/providers/microsoft.authorization/locks/");
  return id !== scope && id !== key && (key.startsWith(scope) || scope.startsWith(`${key}/`));
}

function merge(existing: Json, change: Json): Json {
  return {
    ...existing,
    ...change,
    properties: patched(existing.properties, change.properties),
    tags: change.tags ?? existing.tags,
  };
}

/* As Azure takes a change of properties: what it does not name stays, within each of them too; a list is replaced. */
function patched(existing: unknown, change: unknown): unknown {
  if ([existing, change].some((value) => typeof value !== "object" || value === null || Array.isArray(value))) {
    return change === undefined ? existing : change;
  }
  const before = asObject(existing);
  const parts = Object.entries(asObject(change)).map(([name, value]) => [name, patched(before[name], value)]);
  return { ...before, ...Object.fromEntries(parts) };
}

/* A long operation, which is over when it is asked for. */
function accepted(request: Request): Answer {
  return { status: 202, headers: { location: operationOf(request, "done") } };
}

function operationOf({ base, path }: Request, end: "done" | "failed"): string {
  return `${base}${path.split("/").slice(0, 3).join("/")}/operations/${end}?api-version=2023-11-01`;
}

function notFound(path: string): Answer {
  return automationNotFound(path) ?? failure(404, "ResourceNotFound", `The Resource '${path}' was not found.`);
}
