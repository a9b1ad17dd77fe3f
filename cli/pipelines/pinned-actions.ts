/**
 * The actions of the workflows, each by its commit: a tag can be moved to other code. The version stands beside it for people
 * and for what updates it.
 */
export const ACTIONS = {
  checkout: "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
  setupNode: "actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0",
  setupTerraform: "hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd # v3.1.2",
  azureLogin: "azure/login@a457da9ea143d694b1b9c7c869ebb04ebe844ef5 # v2.3.0",
  uploadArtifact: "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
  downloadArtifact: "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0",
} as const;

/** The version of Terraform in both pipelines: the one that the tests of this package ran with. */
export const TERRAFORM_VERSION = "1.11.4";
