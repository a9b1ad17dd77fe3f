/* Controls, and signs that turn or hide text. */
const NOT_SHOWN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

/* What of a text is looked at for secrets: what is shown is far shorter. */
const LOOKED_AT = 4000;
const SHOWN = 300;

/* A name that stands for a secret, and what is behind it. */
const NAMED =
  /((?:password|passwd|pwd|secret|api[ _-]?key|access[ _-]?key|account[ _-]?key)"?(?:\s{0,9}[:=]\s{0,9}|\s{1,9}(?=['"\w])))(?:"[^"]*"|'[^']*'|[^\s,;&]+)/gi;
const IN_ADDRESS = /([?&;](?:sig|sas|code|token|key|access_token)=)[^&\s'"]+/gi;
const BEARER = /(bearer\s{1,9})[\w.~+/=-]{8,}/gi;
const USER = /(:\/\/[^\s/:@]{1,200}:)[^\s/@]+(?=@)/g;

/* Tokens that show by their look what they are: a signed one, and those of GitHub. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g;
const GITHUB = /\b(?:gh[pousr]_\w{16,}|github_pat_\w{16,})/g;

/** A text of a tenant in one line: it cannot break a line, move a cursor, hide something or turn the direction of writing. */
export function oneLine(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, " ")
    .replace(NOT_SHOWN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .trim();
}

/** A text without what is a secret by its name or its look. Only its beginning is looked at, and given back. */
export function masked(text: string): string {
  const hidden = [NAMED, IN_ADDRESS, BEARER, USER].reduce(
    (shown, secret) => shown.replace(secret, "$1***"),
    text.slice(0, LOOKED_AT),
  );
  return hidden.replace(JWT, "***").replace(GITHUB, "***");
}

/** What a service, a job, an import or a command says: in one line, shortened, and without secrets. */
export function shownText(text: string): string {
  const line = oneLine(masked(text));
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
