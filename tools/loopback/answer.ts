/** What a service answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: string;
  /** What goes over the wire as it is, such as a packed answer. */
  readonly bytes?: Buffer;
  readonly headers?: { readonly [name: string]: string };
}

/** A request, read. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly text: string;
  /** The header that carries the token. */
  readonly authorization?: string;
  /** The address of the service, for what it answers with an address. */
  readonly base: string;
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}

/** An error as Azure and Graph write it. */
export function failure(status: number, code: string, message: string, headers?: Answer["headers"]): Answer {
  return { status, body: { error: { code, message } }, headers };
}

export interface Json {
  [key: string]: unknown;
}

export function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
