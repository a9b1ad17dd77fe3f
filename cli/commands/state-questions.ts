import * as prompts from "@clack/prompts";
import { answerOf } from "./answer-of";
import type { Answers } from "./answers";
import type { SetAnswers } from "./runbook-questions";
import { DEFAULT_CONTAINER, storageAccountProblem } from "./state-answers";

/** Asks where Terraform's state is: every run of a pipeline has to find it. */
export async function askState(given: Partial<Answers>, set: SetAnswers): Promise<void> {
  const isNamed = given.backendResourceGroup ?? given.backendStorageAccount ?? given.backendContainer;
  const backend =
    given.backend ??
    (isNamed !== undefined
      ? "azurerm"
      : answerOf(
          await prompts.select({
            message: "Where is Terraform's state?",
            options: [
              {
                value: "azurerm",
                label: "In a storage account of Azure",
                hint: "the page about pipelines says how to create it",
              },
              { value: "none", label: "I name a backend later", hint: "the pipeline fails until then" },
            ],
          }),
        ));
  set({ backend });
  if (backend === "none") {
    return;
  }
  if (given.backendResourceGroup === undefined) {
    const backendResourceGroup = answerOf(
      await prompts.text({
        message: "The resource group of the storage account?",
        placeholder: "terraform-state",
        defaultValue: "terraform-state",
      }),
    );
    set({ backendResourceGroup });
  }
  if (given.backendStorageAccount === undefined) {
    const backendStorageAccount = answerOf(
      await prompts.text({
        message: "The name of the storage account?",
        validate: (value = "") => storageAccountProblem(value),
      }),
    );
    set({ backendStorageAccount });
  }
  if (given.backendContainer === undefined) {
    const backendContainer = answerOf(
      await prompts.text({
        message: "The container in it?",
        placeholder: DEFAULT_CONTAINER,
        defaultValue: DEFAULT_CONTAINER,
      }),
    );
    set({ backendContainer });
  }
}
