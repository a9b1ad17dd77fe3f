/** A text of a tenant in one line: it cannot break a line, move a cursor or turn the direction of writing. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, " ").trim();
}

/* A name that stands for a secret, and what is behind it. */
const NAMED =
  /([\w-]*(?:password|passwd|pwd|secret|api[ _-]?key|access[ _-]?key|account[ _-]?key)"?(?:\s*[:=]\s*|\s+(?=['"\w])))(?:"[^"]*"|'[^']*'|[^\s,;&]+)/gi;
const IN_ADDRESS = /([?&;](?:sig|sas|code|token|key|access_token)=)[^&\s'"]+/gi;
const TOKEN = /(bearer\s+)[\w.~+/=-]{8,}/gi;
const USER = /(:\/\/[^\s/:@]+:)[^\s/@]+(?=@)/g;

/** What a job, an import or a command says went wrong: in one line, shortened, and without secrets that are named as such. */
export function errorText(text: string): string {
  const line = oneLine(
    [NAMED, IN_ADDRESS, TOKEN, USER].reduce((shown, secret) => shown.replace(secret, "$1***"), text),
  );
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
