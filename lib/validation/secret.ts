/* Words in the name of a secret: of an argument, of a part of an address, of a key. */
const SECRET_WORD =
  /password|passwd|passphrase|pwd|secret|token|credential|private_?key|access_?key|account_?key|api_?key|subscription-?key|encryption_key|customer_key|signature/i;

/* A name and its value. It begins where the name does, so that a long name is looked at once. */
const NAMED_VALUE = /(?<=^|[?&#;,{\s"'])([\w.-]+)(?=["']?\s*[=:]\s*["']?[^\s"',{\[])/g;

const USER_IN_ADDRESS = /:\/\/[^/\s"']*@/;

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY/;

/* A name like this says where a secret is, not what it is. */
const NOT_THE_SECRET = /(?:_files?|_path|_validation|_url|_uri|_endpoint|_id|_name|_check|_suffix|_labels?)$|^kms_/i;

/** Whether a text may contain a secret: a user or a password in an address, a private key, a signature, an
 * argument that is one. */
export function containsSecret(text: string): boolean {
  return [text, decoded(text)].some(
    (form) => USER_IN_ADDRESS.test(form) || PRIVATE_KEY.test(form) || hasSecretValue(form),
  );
}

/** Whether the value of an argument is a secret, by its name or by what it looks like. */
export function isSecret(name: string, value: unknown): boolean {
  return (typeof value === "string" && containsSecret(value)) || (typeof value !== "boolean" && isSecretName(name));
}

/** Whether the value of an argument with this name is a secret. */
export function isSecretName(name: string): boolean {
  return (
    !NOT_THE_SECRET.test(name) &&
    ((/^[\w.-]+$/.test(name) && SECRET_WORD.test(name)) ||
      /^(?:client_certificate|client_key|http_auth|sas|sig)$/i.test(name))
  );
}

function hasSecretValue(text: string): boolean {
  return [...text.matchAll(NAMED_VALUE)].some(
    ([, name]) => SECRET_WORD.test(name) || /^(?:sig|auth|code|key)$/i.test(name),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
