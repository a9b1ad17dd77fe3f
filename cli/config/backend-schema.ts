import * as z from "zod";
import { choice, MAP, object } from "./fields";

/** The backends of Terraform, each with the arguments that tell the states of two stacks apart. */
const BACKENDS: { readonly [type: string]: { readonly words: string; readonly stateArguments: readonly string[] } } = {
  azurerm: { words: "A blob in an Azure storage account.", stateArguments: ["key"] },
  s3: { words: "An object in an Amazon S3 bucket.", stateArguments: ["key"] },
  gcs: { words: "Objects in a Google Cloud Storage bucket.", stateArguments: ["prefix"] },
  http: { words: "A REST endpoint.", stateArguments: ["address"] },
  remote: { words: "A workspace of Terraform Enterprise.", stateArguments: ["workspaces.name", "workspaces.prefix"] },
  local: { words: "A file on this machine.", stateArguments: ["path"] },
  consul: { words: "A key in Consul.", stateArguments: ["path"] },
  cos: { words: "An object in Tencent Cloud Object Storage.", stateArguments: ["key", "prefix"] },
  kubernetes: { words: "A secret in a Kubernetes cluster.", stateArguments: ["secret_suffix"] },
  oss: { words: "An object in Alibaba Cloud OSS.", stateArguments: ["key", "prefix"] },
  pg: { words: "A schema in a PostgreSQL database.", stateArguments: ["schema_name"] },
  cloud: { words: "A workspace of HCP Terraform.", stateArguments: ["workspaces.name", "workspaces.tags"] },
};

const TYPES = Object.fromEntries(Object.entries(BACKENDS).map(([type, { words }]) => [type, words]));

/** The arguments of a backend that tell the states of two stacks apart. */
export function stateArguments(type: string): readonly string[] {
  return BACKENDS[type]?.stateArguments ?? [];
}

/** The declaration of a backend. What its arguments may be is Terraform's matter. */
export const backendSchema = object(
  {
    type: choice(TYPES, "The kind of backend.", { remedy: "name the kind of backend" }),
    config: z
      .record(z.string(), z.unknown())
      .meta({
        words: MAP,
        description:
          "The arguments of the backend, without secrets. {stack} becomes the name of the stack, and has to be in what tells the states apart.",
      })
      .optional(),
  },
  "The Terraform backend of every stack. Without one the state is a file in the folder of the configuration.",
);

export type BackendConfiguration = z.infer<typeof backendSchema>;
