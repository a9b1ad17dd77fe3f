import { CannotRead } from "./sign-in";

const NETWORK = /network_error|endpoints_resolution_error|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN/;

/**
 * Why a call was not answered, in one line that says what to do. What is neither the sign-in's nor the network's fault is
 * given back as it is.
 */
export function reasonForFailure(error: unknown, host: string): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const { code } = error as NodeJS.ErrnoException;
  const links = (error as { errors?: unknown }).errors;
  const chain = Array.isArray(links) ? links.filter((link): link is Error => link instanceof Error) : [error];
  // Of a chain most links only say that they are not set up.
  const told = chain.map((link) => messageOf(link)).filter((message) => !NOT_SET_UP.test(message));
  if (/Credential|Authenticat/.test(error.name)) {
    if (told.some((message) => NETWORK.test(message))) {
      return unreachable("Microsoft Entra ID", told.find((message) => NETWORK.test(message)) ?? "", error);
    }
    const reason = told.length > 0 ? ` (${told.join(" ")})` : "";
    const half = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"].filter((name) => !process.env[name]);
    const variables = half.length > 0 && half.length < 3 ? ` ${half.join(" and ")} is not set.` : "";
    return new CannotRead(
      `Not signed in to Azure${reason}.${variables} To do: az login (in a pipeline: azure/login, AzureCLI@2 or the AZURE_… variables)`,
      { cause: error },
    );
  }
  return error.name === "RestError" ? unreachable(host, code ?? messageOf(error), error) : error;
}

/* Tools that are not installed, variables that are not there, a machine that is not in Azure. */
const NOT_SET_UP = /is unavailable|Network unreachable|is not available|could(?:n't| not) be found|Unable to execute/;

function unreachable(what: string, reason: string, cause: Error): CannotRead {
  return new CannotRead(
    `${what} cannot be reached (${reason}). To do: look at the network and the proxy (HTTPS_PROXY), then try again`,
    { cause },
  );
}

function messageOf({ message }: Error): string {
  return message.replace(/\s+/g, " ").trim().slice(0, 300);
}
