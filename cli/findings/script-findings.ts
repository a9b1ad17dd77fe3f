import type { FindingKind } from "./finding";
import { set, unreadable } from "./shared-words";

const ORGANIZATION = { step: "organization" } as const;
const RUNBOOK = { step: "runbook" } as const;
const JOB = { step: "job" } as const;

/** What can be wrong with the organization, the runbooks and their jobs: guide, "Connect to Exchange Online PowerShell". */
export const SCRIPT_FINDINGS = {
  organizationUnreadable: unreadable("organization", "the domains of the tenant"),
  organizationOther: {
    ...ORGANIZATION,
    state: "wrong",
    seen: "<given> is <what>; the tenant's initial domain is <initial>",
    meaning:
      "The organization has to be the tenant's initial domain. A custom one, or a second .onmicrosoft.com one, leads to permission errors that say nothing of it.",
    configured: 'set "organization": "<initial>" and apply',
    byHand: "write <initial> in the connect command",
  },
  runbookUnreadable: unreadable("runbook", "<what>"),
  runbookMissing: {
    ...RUNBOOK,
    state: "missing",
    seen: "there is no runbook <runbook>, which the configuration names",
    meaning: "The configuration was not applied yet, or somebody deleted the runbook.",
    byHand: "apply the configuration: terraform apply",
  },
  runbookNotPublished: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> was never published",
    meaning: "Only a published runbook can be started by a schedule.",
    byHand: "apply the configuration, or publish the runbook",
  },
  runbookWithoutManagedIdentity: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects without -ManagedIdentity",
    meaning: "A job cannot ask for a password: the connection waits or fails.",
    byHand: "write <command>",
  },
  runbookWithCertificate: {
    ...RUNBOOK,
    state: "unknown",
    seen: "<runbook> connects with a certificate or a token, not with the managed identity",
    meaning: "It does not use the identity. Whether its own application is in order is not looked at.",
    byHand: "to use the identity write <command>",
  },
  runbookEnvironment: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects with -ExchangeEnvironmentName <given>; this cloud needs <needed>",
    meaning: "Without it the public cloud is asked, which does not know the tenant.",
    byHand: "write <command>",
  },
  runbookWithoutOrganization: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects without -Organization",
    meaning: "It fails with: Organization cannot be null for Managed Identity based connections.",
    byHand: "write <command>",
  },
  runbookOrganization: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects to <given>, which is <what>",
    meaning: "The organization has to be the tenant's initial domain.",
    byHand: "write <command>",
  },
  runbookWithoutClientId: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects without the client id of the user-assigned identity <identity>",
    meaning:
      "Without -ManagedIdentityAccountId the host's system-assigned identity is used, which has no rights, or there is none.",
    byHand: "write <command>",
  },
  runbookPrincipalId: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects with the principal id <given> in the place of the client id",
    meaning: "-ManagedIdentityAccountId takes the client (application) id of the identity.",
    byHand: "write <command>",
  },
  runbookOtherClientId: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> connects with <given>, which is not the client id of <identity>",
    meaning: "It connects with another identity than the one that has the rights, or with none.",
    byHand: "write <command>",
  },
  runbookWithoutModule: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> runs in <runtime>, where ExchangeOnlineManagement is not",
    meaning: "Each runtime of an account has modules of its own.",
    configured: set('"module": {"runtimes": ["<version>"]}'),
    byHand: "import the module into <runtime>, or move the runbook to a runtime that has the module",
  },
  runbookRetired: {
    ...RUNBOOK,
    state: "wrong",
    seen: "<runbook> runs in <runtime>, which has been out of support since <day>",
    meaning: "It still runs, without corrections, until Azure switches it off.",
    byHand: "move it to 7.6 or 5.1, and the module with it",
  },
  runbookNotJudged: {
    ...RUNBOOK,
    state: "unknown",
    seen: "<runbook> takes the parameters of its connection from variables",
    meaning: "What a variable contains is known only when the job runs.",
    byHand: "compare what the variables contain with: <command>",
  },
  jobsUnreadable: unreadable("job", "the jobs"),
  jobFailed: {
    ...JOB,
    state: "wrong",
    seen: "the last job of <runbook> failed (<time>): <error>",
    meaning: "A known text: see what scripts and jobs print, above.",
    byHand: "<cause>: <fix>",
  },
  jobFailedOtherwise: {
    ...JOB,
    state: "wrong",
    seen: "the last job of <runbook> failed (<time>): <error>",
    meaning: "The runbook connects to Exchange Online, and the text is none of the known ones.",
    byHand: "look at the job in the portal: Automation account, Jobs, the job, Errors and All logs",
  },
} as const satisfies { readonly [name: string]: FindingKind };
