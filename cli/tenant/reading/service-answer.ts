import { codeOf, isPage, messageOf } from "./answer";
import { type Reading, unreadable } from "./reading";
import { CannotRead } from "./sign-in";

/** What a service answered. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * The reading that an answer is. Only one that says so means that something is not there.
 *
 * @param absentIf the only code that makes 404 say so; any code does if it is left out
 * @throws CannotRead if the sign-in is not accepted
 */
export function readingOf(
  { status, body }: ServiceAnswer,
  host: string,
  right: string,
  absentIf?: string,
): Reading<string> {
  const said = `${host} answered ${status}: ${messageOf(body)}`;
  const code = codeOf(body);
  switch (status) {
    case 200:
      return { state: "read", value: body };
    case 404:
      if (code !== undefined && (absentIf === undefined || absentIf === code)) {
        return { state: "absent" };
      }
      return unreadable(isPage(body) ? "proxy" : "shape", said);
    case 401:
      throw new CannotRead(
        `${host} does not accept the sign-in: ${messageOf(body)} To do: sign in to the right tenant: az login --tenant ID, and name it with --tenant`,
      );
    case 403:
      return isPage(body) ? unreadable("proxy", said) : unreadable("right", `needs ${right}`);
    case 407:
      return unreadable("proxy", said);
    case 429:
      return unreadable("throttled", said);
    default:
      return unreadable(isPage(body) ? "proxy" : status >= 500 ? "server" : "refused", said);
  }
}
