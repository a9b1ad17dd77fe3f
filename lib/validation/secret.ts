/* Names of secrets: of arguments, of parts of an address, of keys. */
const SECRET_NAME =
  "[\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|credential|private_?key|access_?key|account_?key|api_?key|subscription-?key|encryption_key|customer_key|signature)[\\w.-]*";
const SECRET_PART = new RegExp(
  `(?:^|[?&#;,{\\s"'])(?:${SECRET_NAME}|sig|auth|code|key)["']?\\s*[=:]\\s*["']?[^\\s"',{\\[]`,
  "i",
);
const USER_IN_ADDRESS = /:\/\/[^/\s"']*@/;

/* A name like this says where a secret is, not what it is. */
const NOT_THE_SECRET = /(?:_files?|_path|_validation|_url|_uri|_endpoint|_id|_name|_check|_suffix|_labels?)$|^kms_/i;

/** Whether a text may contain a secret: a user or a password in an address, a signature, an argument that is one. */
export function containsSecret(text: string): boolean {
  return [text, decoded(text)].some((form) => USER_IN_ADDRESS.test(form) || SECRET_PART.test(form));
}

/** Whether the value of an argument with this name is a secret. */
export function isSecretName(name: string): boolean {
  return (
    !NOT_THE_SECRET.test(name) &&
    (new RegExp(`^${SECRET_NAME}$`, "i").test(name) || /^(?:client_certificate|sas|sig)$/i.test(name))
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
