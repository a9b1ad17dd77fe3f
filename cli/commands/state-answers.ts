import { ExchangeCloud } from "cdktf-exchange-managed-identity";
import { backendProblems } from "../config/backend-rules";
import { answerProblem } from "../config/problem";

/** Where the state is, as `init` takes it. */
export interface StateAnswers {
  readonly backend?: string;
  readonly backendResourceGroup?: string;
  readonly backendStorageAccount?: string;
  readonly backendContainer?: string;
}

/** What the state on each machine costs a pipeline. */
export const NO_BACKEND =
  "Without a backend every run of the pipeline begins without a state: the second apply fails, because what it would create exists, and every night reports a drift. Name a backend in the configuration before the first run.";

/** Why the answers about the state do not go together, if so. */
export function stateRefusal(answers: StateAnswers & { readonly pipeline: string }): string | undefined {
  const { backend, backendResourceGroup, backendStorageAccount, backendContainer, pipeline } = answers;
  const details = [backendResourceGroup, backendStorageAccount, backendContainer];
  if (details.includes("")) {
    return "The resource group, the storage account and the container of a backend have names: leave an option out, or give it one.";
  }
  if (backend === "none" && details.some((detail) => detail !== undefined)) {
    return "--backend none has no resource group, storage account and container: leave them out, or choose --backend azurerm.";
  }
  if (isStorageAccount(answers)) {
    const missing = [
      ...(backendResourceGroup === undefined ? ["--backend-resource-group"] : []),
      ...(backendStorageAccount === undefined ? ["--backend-storage-account"] : []),
    ];
    return missing.length > 0 ? `The state is in a storage account: name it with ${missing.join(" and ")}.` : undefined;
  }
  return pipeline !== "none" && backend === undefined
    ? "A pipeline needs a place for Terraform's state, which every run reads: give --backend azurerm with --backend-resource-group, --backend-storage-account and --backend-container (the page about pipelines creates them), or --backend none."
    : undefined;
}

/** The backend of the configuration; undefined for a state on each machine. */
export function backendOf(answers: StateAnswers & { readonly cloud: string }): object | undefined {
  return isStorageAccount(answers)
    ? {
        type: "azurerm",
        config: {
          resource_group_name: answers.backendResourceGroup,
          storage_account_name: answers.backendStorageAccount,
          container_name: answers.backendContainer ?? DEFAULT_CONTAINER,
          key: "exchange/{stack}.tfstate",
          use_azuread_auth: true,
          ...(answers.cloud === ExchangeCloud.PUBLIC.name
            ? {}
            : { environment: ExchangeCloud.of(answers.cloud).azurermEnvironment }),
        },
      }
    : undefined;
}

/** The container, if nothing else is said. */
export const DEFAULT_CONTAINER = "tfstate";

/** What is wrong with the name of a storage account, if anything. */
export function storageAccountProblem(name: string): string | undefined {
  const [problem] = backendProblems({ type: "azurerm", config: { storage_account_name: name } }, 1);
  return answerProblem(problem);
}

function isStorageAccount({ backend, ...details }: StateAnswers): boolean {
  const { backendResourceGroup, backendStorageAccount, backendContainer } = details;
  return (
    backend === "azurerm" ||
    (backend === undefined &&
      [backendResourceGroup, backendStorageAccount, backendContainer].some((detail) => detail !== undefined))
  );
}
