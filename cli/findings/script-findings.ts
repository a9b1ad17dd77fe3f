import type { FindingKind } from "./finding";

const ORGANIZATION = { step: "organization" } as const;
const RUNBOOK = { step: "runbook" } as const;
const JOB = { step: "job" } as const;
const RIGHT = "give the sign-in the right that is named, and look again";

/** What can be wrong with the organization, the runbooks and their jobs: guide, "Connect to Exchange Online PowerShell". */
export const SCRIPT_FINDINGS = {
  organizationUnreadable: {
    ...ORGANIZATION,
    state: "unknown",
    isUnreadable: true,
    seen: "the domains of the tenant could not be read: <reason>",
    meaning: "The sign-in that looks lacks a right.",
    remedy: RIGHT,
  },
  organizationOther: {
    ...ORGANIZATION,
    state: "wrong",
    seen: "<given> is <what>; the initial domain is <initial>",
    meaning:
      "The organization has to be the tenant's initial domain. A custom one, or a second .onmicrosoft.com one, leads to permission errors that say nothing of it.",
    remedy: 'set "organization": "<initial>"',
  },
  runbookUnreadable: {
    ...RUNBOOK,
    state: "unknown",
    isUnreadable: true,
    seen: "<what> could not be read: <reason>",
    meaning: "The sign-in that looks lacks a right.",
    remedy: RIGHT,
  },
  runbookMissing: {
    ...RUNBOOK,
    state: "missing",
    seen: "there is no runbook <runbook>, which the configuration names",
    meaning: "The configuration was not applied yet, or somebody deleted the runbook.",
    remedy: "apply the configuration: terraform apply",
  },
  runbookNotPublished: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> was never published",
    meaning: "Only a published runbook can be started by a schedule.",
    remedy: "apply the configuration, or publish the runbook",
  },
  runbookWithoutManagedIdentity: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects without -ManagedIdentity",
    meaning: "A job cannot ask for a password: the connection waits or fails.",
    remedy: "write <command>",
  },
  runbookWithoutOrganization: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects without -Organization",
    meaning: "It fails with: Organization cannot be null for Managed Identity based connections.",
    remedy: "write <command>",
  },
  runbookOrganization: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects to <given>, which is <what>",
    meaning: "The organization has to be the tenant's initial domain.",
    remedy: "write <command>",
  },
  runbookWithoutClientId: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects without the client id of the user-assigned identity <identity>",
    meaning:
      "Without -ManagedIdentityAccountId the host's own identity is used, which has no rights, or there is none.",
    remedy: "write <command>",
  },
  runbookPrincipalId: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects with the principal id <given> in the place of the client id",
    meaning: "-ManagedIdentityAccountId takes the client (application) id of the identity.",
    remedy: "write <command>",
  },
  runbookOtherClientId: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects with <given>, which is not the client id of <identity>",
    meaning: "It connects with another identity than the one that has the rights, or with none.",
    remedy: "write <command>",
  },
  runbookWithoutModule: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> runs in <runtime>, where ExchangeOnlineManagement is not",
    meaning: "Each runtime of an account has modules of its own.",
    remedy: 'name <version> in "module.runtimes" and apply, or move the runbook to a runtime that has the module',
  },
  runbookRetired: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> runs in <runtime>, out of support since <day>",
    meaning: "It still runs, without corrections, until Azure switches it off.",
    remedy: "move it to 7.6 or 5.1, and the module with it",
  },
  runbookNotJudged: {
    ...RUNBOOK,
    state: "unknown",
    seen: "<runbook> takes the parameters of its connection from variables",
    meaning: "What a variable contains is known only when the job runs.",
    remedy: "compare what the variables contain with: <command>",
  },
  jobsUnreadable: {
    ...JOB,
    state: "unknown",
    isUnreadable: true,
    seen: "the jobs could not be read: <reason>",
    meaning: "The sign-in that looks lacks a right.",
    remedy: RIGHT,
  },
  jobFailed: {
    ...JOB,
    state: "wrong",
    seen: "the last job of <runbook> failed (<time>): <error>",
    meaning: "A text that is known: the table below names its cause.",
    remedy: "<cause>: <fix>",
  },
  jobFailedOtherwise: {
    ...JOB,
    state: "wrong",
    seen: "the last job of <runbook> failed (<time>): <error>",
    meaning: "A text that is not known here, of a runbook that connects.",
    remedy: "look at the job in the portal: Automation account, Jobs, the job, Errors and All logs",
  },
} as const satisfies { readonly [name: string]: FindingKind };
