import * as prompts from "@clack/prompts";
import { CLOUDS } from "../config/provider-schema";
import { ROLE_WORDS } from "../config/roles-schema";
import { type Answers, DEFAULTS, problemAt } from "./answers";
import { HOST_KINDS, hostKindOf } from "../hosts/host-kinds";
import { answerOf } from "./answer-of";
import { askParameters, askRunbook } from "./runbook-questions";
import { proposalsFor, scriptNeeds } from "./script-proposals";
import { askState } from "./state-questions";

/* The roles that are offered, the least one first. */
const OFFERED_ROLES = [
  "Global Reader",
  "Exchange Recipient Administrator",
  "Exchange Administrator",
  "Security Reader",
  "Compliance Administrator",
  "Helpdesk Administrator",
].map((value) => ({ value, hint: ROLE_WORDS[value] }));

/** What is there already where the answers go. */
export interface Surroundings {
  /** The folder that the paths start in. */
  readonly folder: string;
  /** The stacks of the configuration that one more is added to; undefined for a new folder. */
  readonly stacks?: readonly string[];
}

/** Asks what the options left open. What only a new folder needs is not asked for one more stack. */
export async function ask(given: Partial<Answers>, { folder, stacks }: Surroundings): Promise<Answers> {
  const isAdd = stacks !== undefined;
  prompts.intro("Connects an Azure managed identity to Exchange Online PowerShell.");
  let answers: Answers = { ...DEFAULTS, ...given };
  const set = (more: Partial<Answers>) => (answers = { ...answers, ...more });
  const text = async (key: keyof Answers, message: string, path: (string | number)[], initial = DEFAULTS[key]) => {
    if (given[key] === undefined) {
      const check = (value = "") => {
        const answer = value || String(initial ?? "");
        return key === "stack" && isTaken(answer)
          ? `There is a stack ${answer} already: choose another name.`
          : problemAt({ ...answers, [key]: answer }, path);
      };
      const placeholder = String(initial ?? "");
      set({
        [key]: answerOf(await prompts.text({ message, placeholder, defaultValue: placeholder, validate: check })),
      });
    }
  };
  const select = async (
    key: keyof Answers,
    message: string,
    options: { value: string; label?: string; hint?: string }[],
  ) => {
    if (given[key] === undefined) {
      set({ [key]: answerOf(await prompts.select({ message, options, initialValue: options[0]?.value })) });
    }
  };

  const isTaken = (name: string) => stacks?.some((other) => other.toLowerCase() === name.toLowerCase()) === true;

  if (!isAdd) {
    await select(
      "cloud",
      "Which cloud?",
      Object.entries(CLOUDS).map(([value, hint]) => ({ value, hint })),
    );
  }
  await text("organization", "The tenant's initial domain?", ["organization"]);
  await text(
    "stack",
    "A name for the stack?",
    ["stack"],
    freeName(
      answers.organization === DEFAULTS.organization
        ? DEFAULTS.stack
        : (answers.organization.split(".")[0] ?? "contoso").toLowerCase(),
      isTaken,
    ),
  );
  await select(
    "host",
    "Where do the scripts run?",
    HOST_KINDS.map(({ type, label, hint }) => ({ value: type, label, hint })),
  );
  const { resource } = hostKindOf(answers.host);
  if (given.existing === undefined && given.adopt === undefined) {
    const provisioning = answerOf(
      await prompts.select({
        message: "Does it exist already?",
        options: [
          { value: "new", label: "No, create it" },
          { value: "existing", label: "Yes, and it carries the identity already", hint: "it is only read" },
          { value: "adopt", label: "Yes, let Terraform add the identity", hint: "nothing else of it changes" },
        ],
      }),
    );
    set({ existing: provisioning === "existing", adopt: provisioning === "adopt" });
  }
  await text("resourceGroup", "The resource group of the host?", ["resourceGroup", "name"]);
  if (!answers.existing && !answers.adopt) {
    await text("location", "The Azure location of the new resource group?", ["resourceGroup", "location"]);
  }
  await text("hostName", `The name of the ${resource.word}?`, ["host", "name"], resource.sampleName);
  await select("identity", "Which identity?", [
    { value: "systemAssigned", label: "The host's own, system-assigned", hint: "created and deleted with it" },
    { value: "userAssigned", label: "A user-assigned one", hint: "several hosts can share it" },
    { value: "systemAndUserAssigned", label: "Both", hint: "the user-assigned one connects" },
  ]);
  if (answers.identity !== "systemAssigned") {
    await text("identityName", "The name of the user-assigned identity?", ["identity", "name"], "ContosoMI1");
  }
  if (resource.runsRunbooks && given.runbook === undefined) {
    await askRunbook(given, set);
  }
  const needs = resource.runsRunbooks ? scriptNeeds(folder, answers.script) : undefined;
  const proposed = needs && proposalsFor(needs, given);
  proposed?.words.forEach((word) => prompts.log.info(word));
  if (resource.runsRunbooks && given.runtime === undefined) {
    const runtime = answerOf(
      await prompts.multiselect({
        message: "Which PowerShell?",
        options: [
          { value: "5.1", hint: "supported, every version of the module" },
          { value: "7.6", hint: "supported until 2028-11" },
          { value: "7.4", hint: "out of support since 2026-11-10" },
          { value: "7.2", hint: "out of support since 2024-11-08" },
        ],
        initialValues: proposed?.answers.runtime ?? ["5.1"],
        required: true,
      }),
    );
    set({ runtime });
  }
  if (given.role === undefined && given.exchangeRole === undefined) {
    const message = "What may it do? The least role that does the job comes first.";
    set({
      role: answerOf(
        await prompts.multiselect({
          message,
          options: OFFERED_ROLES,
          initialValues: proposed?.answers.role ?? ["Global Reader"],
          required: true,
        }),
      ),
    });
  }
  if (proposed?.answers.modules !== undefined) {
    const list = proposed.answers.modules.map(({ name, version }) => `${name} ${version}`).join(", ");
    const isWanted = answerOf(await prompts.confirm({ message: `Install the modules of the script? (${list})` }));
    set({ modules: isWanted ? proposed.answers.modules : undefined });
  }
  if (needs && answers.schedule !== undefined) {
    await askParameters(needs.parameters, given, set);
  }
  if (!isAdd) {
    await select("pipeline", "A pipeline?", [
      { value: "none", label: "None" },
      { value: "github", label: "GitHub Actions" },
      { value: "azure-devops", label: "Azure DevOps" },
    ]);
    if (answers.pipeline !== "none") {
      await askState(given, set);
    }
  }
  return answers;
}

/* The name, with a number behind it if it is taken. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!isTaken(free)) {
      return free;
    }
  }
}
