import type { TokenCredential } from "@azure/identity";
import { endpointsOf, type CloudEndpoints } from "./cloud-endpoints";

/** Something without which nothing can be read: a package, a sign-in, the network. Its message is one line. */
export class CannotRead extends Error {}

/** A person's or a pipeline's own sign-in. */
export interface SignIn {
  readonly credential: TokenCredential;
  readonly endpoints: CloudEndpoints;
}

/** The two packages that only reading a tenant needs: optional peers, not part of the bundle. */
export async function azurePackages() {
  try {
    return { identity: await import("@azure/identity"), pipeline: await import("@azure/core-rest-pipeline") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND" && code !== "ERR_MODULE_NOT_FOUND") {
      throw error;
    }
    throw new CannotRead(
      // Quoted: in PowerShell a bare @ is an operator.
      'Reading a tenant needs two more packages. To do: npm install "@azure/identity@4" "@azure/core-rest-pipeline@1"',
    );
  }
}

/**
 * Signs in as Azure's own tools do: environment variables, workload identity (OIDC), managed identity, Azure CLI, Azure
 * PowerShell.
 */
export async function signIn(cloud: string, tenantId: string | undefined): Promise<SignIn> {
  const { identity } = await azurePackages();
  const endpoints = await chosenEndpoints(cloud);
  const credential = new identity.DefaultAzureCredential({
    tenantId,
    authorityHost: endpoints.authority,
    // An authority that Microsoft's list does not know, such as Azure Stack's.
    disableInstanceDiscovery: process.env.ARM_METADATA_HOSTNAME !== undefined,
  });
  return { credential, endpoints };
}

/* ARM_METADATA_HOSTNAME names another cloud, as it does for the azurerm provider. */
async function chosenEndpoints(cloud: string): Promise<CloudEndpoints> {
  const host = process.env.ARM_METADATA_HOSTNAME;
  if (host === undefined || host === "") {
    return endpointsOf(cloud);
  }
  const { pipeline } = await azurePackages();
  const url = `https://${host}/metadata/endpoints?api-version=2022-09-01`;
  const { bodyAsText } = await pipeline
    .createDefaultHttpClient()
    .sendRequest(pipeline.createPipelineRequest({ url }))
    .catch((error: unknown) => {
      throw new CannotRead(`${host} (ARM_METADATA_HOSTNAME) cannot be reached: ${(error as Error).message}`);
    });
  const { authentication, resourceManager, microsoftGraphResourceId } = JSON.parse(bodyAsText ?? "{}") as {
    readonly authentication: { readonly loginEndpoint: string };
    readonly resourceManager: string;
    readonly microsoftGraphResourceId: string;
  };
  const [authority, manager, graph] = [authentication.loginEndpoint, resourceManager, microsoftGraphResourceId].map(
    (address) => address.replace(/\/$/, ""),
  );
  return { authority, resourceManager: manager, graph };
}
