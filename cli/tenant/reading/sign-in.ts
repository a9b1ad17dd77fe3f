import type { TokenCredential } from "@azure/identity";
import * as z from "zod";
import { endpointsOf, type CloudEndpoints } from "./cloud-endpoints";

/** Something without which nothing can be read: a package, a sign-in, the network, a name. Its message is one line. */
export class CannotRead extends Error {}

/** A person's or a pipeline's own sign-in. */
export interface SignIn {
  readonly credential: TokenCredential;
  /** The same sign-in without the tokens that it keeps. */
  readonly renewed: () => TokenCredential;
  readonly endpoints: CloudEndpoints;
}

/** The two packages that only reading a tenant needs: optional peers, not part of the bundle. */
export type AzurePackages = Awaited<ReturnType<typeof azurePackages>>;

/** Loads them. */
export async function azurePackages() {
  try {
    return { identity: await import("@azure/identity"), pipeline: await import("@azure/core-rest-pipeline") };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!/MODULE_NOT_FOUND$/.test(code ?? "") || !/@azure\/(?:identity|core-rest-pipeline)'/.test(message)) {
      throw error;
    }
    throw new CannotRead(
      // Quoted: in PowerShell a bare @ is an operator.
      'Reading a tenant needs two more packages. To do, where the command is installed: npm install "@azure/identity@4" "@azure/core-rest-pipeline@1"',
    );
  }
}

/**
 * Signs in as Azure's own tools do: environment variables, workload identity (OIDC), managed identity, Azure CLI, Azure
 * PowerShell.
 *
 * @throws CannotRead if the variables of the environment make no sense
 */
export async function signIn(
  { identity, pipeline }: AzurePackages,
  cloud: string,
  tenantId: string | undefined,
): Promise<SignIn> {
  // Names another cloud, as it does for the azurerm provider.
  const metadataHost = process.env.ARM_METADATA_HOSTNAME ?? "";
  const endpoints = metadataHost === "" ? endpointsOf(cloud) : await endpointsFrom(metadataHost, pipeline);
  const renewed = () =>
    new identity.DefaultAzureCredential({
      tenantId,
      authorityHost: endpoints.authority,
      // An authority that Microsoft's list does not know, such as Azure Stack's.
      disableInstanceDiscovery: metadataHost !== "",
    });
  try {
    return { credential: renewed(), renewed, endpoints };
  } catch (error) {
    throw new CannotRead(`The sign-in is not set up well: ${(error as Error).message.replace(/\s+/g, " ")}`, {
      cause: error,
    });
  }
}

const address = z.url({ protocol: /^https$/ });
const metadata = z.looseObject({
  authentication: z.looseObject({ loginEndpoint: address }),
  resourceManager: address,
  microsoftGraphResourceId: address,
});

async function endpointsFrom(host: string, azure: AzurePackages["pipeline"]): Promise<CloudEndpoints> {
  const url = `https://${host}/metadata/endpoints?api-version=2022-09-01`;
  const pipeline = azure.createEmptyPipeline();
  pipeline.addPolicy(azure.proxyPolicy());
  const request = azure.createPipelineRequest({ url, abortSignal: AbortSignal.timeout(30_000) });
  const answer = await pipeline.sendRequest(azure.createDefaultHttpClient(), request).catch((error: unknown) => {
    throw new CannotRead(
      `${host} (ARM_METADATA_HOSTNAME) cannot be reached: ${(error as Error).message}. To do: correct the variable, or take it away`,
      { cause: error },
    );
  });
  const read = metadata.safeParse(jsonOf(answer.bodyAsText));
  if (answer.status !== 200 || !read.success) {
    throw new CannotRead(
      `${host} (ARM_METADATA_HOSTNAME) answered ${answer.status}, and no endpoints. To do: correct the variable, or take it away`,
    );
  }
  const { authentication, resourceManager, microsoftGraphResourceId } = read.data;
  const plain = (text: string) => text.replace(/\/$/, "");
  return {
    authority: plain(authentication.loginEndpoint),
    resourceManager: plain(resourceManager),
    graph: plain(microsoftGraphResourceId),
  };
}

function jsonOf(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
