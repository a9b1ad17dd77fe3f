import { asObject, type Answer, type Request } from "./answer";

/** One page of a list, with the address of the next one. Every second page is empty, as Azure's sometimes are. */
export function pageOf(answer: Answer, request: Request, rawPath: string, size: number): Answer {
  const { value } = asObject(answer.body);
  if (request.method !== "GET" || answer.status !== 200 || !Array.isArray(value)) {
    return answer;
  }
  const page = Number(request.query.get("$skiptoken") ?? "0");
  const start = Math.floor(page / 2) * size;
  const isEmpty = page % 2 === 1;
  const rest = value.length - start - (isEmpty ? 0 : size);
  const next = new URLSearchParams(request.query);
  next.set("$skiptoken", String(page + 1));
  const name = rawPath.startsWith("/v1.0/") || rawPath.startsWith("/beta/") ? "@odata.nextLink" : "nextLink";
  // An empty page stands between two: what is left starts behind the page before it.
  const isLast = isEmpty ? value.length <= start + size : rest <= 0;
  return {
    ...answer,
    body: {
      value: isEmpty ? [] : (value as unknown[]).slice(start, start + size),
      ...(isLast ? {} : { [name]: `${request.base}${rawPath}?${next.toString()}` }),
    },
  };
}
