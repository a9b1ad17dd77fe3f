/** One request of a provider, and how it was answered. */
export interface Exchange {
  readonly method: string;
  /** `management`, `graph` or `login`. */
  readonly service: string;
  /** The path without the query. */
  readonly path: string;
  readonly query: string;
  readonly body?: unknown;
  readonly status: number;
}

/** Whether a request would change the tenant. */
export function isChange({ method, service }: Exchange): boolean {
  return service !== "login" && ["PUT", "POST", "PATCH", "DELETE"].includes(method);
}
