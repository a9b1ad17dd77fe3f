import { randomUUID } from "node:crypto";
import { asObject, type Answer, type Json } from "./answer";
import type { ResourceStore, Settle } from "./resource-store";

const ACCOUNT = "microsoft.automation/automationaccounts";
const BELOW_ACCOUNT = /^(.*\/providers\/microsoft\.automation\/automationaccounts\/[^/]+)\/(\w+)\/([^/]+)$/;

const importModule: Settle = (stored, _existing, manager) => {
  const name = String(stored.name);
  const failed = manager.failingImports.delete(name);
  stored.properties = failed
    ? {
        ...asObject(stored.properties),
        provisioningState: "Failed",
        error: { code: "Orchestrator", message: `The import of ${name} failed.` },
      }
    : { ...asObject(stored.properties), provisioningState: "Succeeded" };
};

/** What Automation accounts and what lies in them do of their own. */
export const settleAutomation: { [type: string]: Settle } = {
  [ACCOUNT]: (stored, existing) => {
    const properties = asObject(stored.properties);
    stored.properties = {
      ...asObject(existing?.properties),
      ...properties,
      encryption: properties.encryption ?? { keySource: "Microsoft.Automation" },
      automationHybridServiceUrl: "https://hybrid.example",
    };
  },
  [`${ACCOUNT}/modules`]: importModule,
  [`${ACCOUNT}/powershell72modules`]: importModule,
  [`${ACCOUNT}/runtimeenvironments/packages`]: (stored, existing, manager) => {
    importModule(stored, existing, manager);
    const { contentLink, ...properties } = asObject(stored.properties);
    stored.properties = {
      ...properties,
      default: false,
      sizeInBytes: 1,
      version: asObject(contentLink).version ?? "0.0",
    };
    stored.contentSent = contentLink;
  },
  [`${ACCOUNT}/runbooks`]: (stored, existing) => {
    // Azure fills the runtime environment in by itself, by the type of the runbook.
    const properties = asObject(stored.properties);
    const filled =
      { PowerShell72: "PowerShell-7.2", PowerShell7: "PowerShell-7.1" }[String(properties.runbookType)] ??
      "PowerShell-5.1";
    stored.properties = {
      ...asObject(existing?.properties),
      ...properties,
      runtimeEnvironment: properties.runtimeEnvironment || filled,
      state: "New",
    };
  },
  [`${ACCOUNT}/schedules`]: (stored) => {
    const properties = asObject(stored.properties);
    stored.properties = { isEnabled: true, expiryTime: "9999-12-31T23:59:59.9999999+00:00", ...properties };
  },
  [`${ACCOUNT}/jobschedules`]: (stored) => {
    stored.properties = { ...asObject(stored.properties), jobScheduleId: stored.name };
  },
};

/** An error as Automation itself writes it: flat, unlike those of Azure Resource Manager. */
function automationFailure(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } };
}

/** What Automation refuses to write; undefined for what it takes. `now` is the time of the request. */
export function automationRefusal(path: string, body: Json, store: ResourceStore, now: Date): Answer | undefined {
  const [, account, collection] = BELOW_ACCOUNT.exec(path.toLowerCase()) ?? [];
  const properties = asObject(body.properties);
  if (collection === "schedules") {
    const start = new Date(String(properties.startTime)).getTime();
    return start < now.getTime() + 5 * 60_000
      ? automationFailure(
          400,
          "BadRequest",
          "The start time of the schedule must be at least 5 minutes after the time you create the schedule.",
        )
      : undefined;
  }
  if (collection === "jobschedules") {
    const missing = (["runbook", "schedule"] as const).find((kind) => {
      const name = String(asObject(properties[kind]).name).toLowerCase();
      return !store.resources.has(`${account}/${kind}s/${name}`);
    });
    return missing && automationFailure(404, "NotFound", `The ${missing} of the job schedule was not found.`);
  }
  return undefined;
}

/** What is not there in an account; undefined for anything else. */
export function automationNotFound(path: string): Answer | undefined {
  return BELOW_ACCOUNT.test(path.toLowerCase()) ? automationFailure(404, "NotFound", "") : undefined;
}

/** Removes the links of a runbook or a schedule that is removed. */
export function unlink(key: string, store: ResourceStore): void {
  const [, account, collection, name] = BELOW_ACCOUNT.exec(key) ?? [];
  if (account === undefined || (collection !== "runbooks" && collection !== "schedules")) {
    return;
  }
  for (const [id] of linksOf(account, collection === "runbooks" ? "runbook" : "schedule", name, store)) {
    store.resources.delete(id);
  }
}

/** Azure makes the links of a published runbook again, with other ids. */
export function relink(runbook: string, store: ResourceStore): void {
  const [, account = "", , name = ""] = BELOW_ACCOUNT.exec(runbook) ?? [];
  for (const [id, link] of linksOf(account, "runbook", name, store)) {
    const jobScheduleId = randomUUID();
    store.resources.delete(id);
    const path = `${String(link.id).replace(/[^/]+$/, "")}${jobScheduleId}`;
    store.resources.set(path.toLowerCase(), {
      ...link,
      id: path,
      name: jobScheduleId,
      properties: { ...asObject(link.properties), jobScheduleId },
    });
  }
}

function linksOf(account: string, kind: "runbook" | "schedule", name: string, store: ResourceStore): [string, Json][] {
  return [...store.resources].filter(
    ([id, link]) =>
      id.startsWith(`${account}/jobschedules/`) &&
      String(asObject(asObject(link.properties)[kind]).name).toLowerCase() === name,
  );
}
