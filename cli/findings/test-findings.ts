import type { FindingKind } from "./finding";

const JOB = { step: "job" } as const;

/** How the test of a set-up can end. */
export const TEST_FINDINGS = {
  testFailed: {
    ...JOB,
    state: "wrong",
    seen: "<what> <ended>: <error>",
    meaning: "The cause that is known for this text: <cause>.",
    byHand: "<fix>",
  },
  testFailedOtherwise: {
    ...JOB,
    state: "wrong",
    seen: "<what> <ended>: <error>",
    meaning: "The text is none of the known ones.",
    byHand: "<where>",
  },
  testTimedOut: {
    ...JOB,
    state: "wrong",
    seen: "<what> has not shown a connection after <minutes> minutes: <last>",
    meaning: "A new permission takes up to half an hour; a token from before a role was assigned lasts up to a day.",
    byHand: "run the test again later",
  },
  testNothingToStart: {
    ...JOB,
    state: "unknown",
    seen: "<host> has no runbook of the configuration that verifies the connection",
    meaning: "A runbook with a script of yours is only started if you name it.",
    byHand: "name one with --runbook; or publish the harmless verification for this test alone with --with-runbook",
  },
  testRunbookMissing: {
    ...JOB,
    state: "unknown",
    seen: "there is no runbook <runbook> on <host>",
    meaning: "Nothing was started.",
    byHand: "apply the configuration, or check the name",
  },
  testRunbookNotPublished: {
    ...JOB,
    state: "unknown",
    seen: "<runbook> was never published",
    meaning: "Azure starts a published runbook only. Nothing was started.",
    byHand: "apply the configuration, or publish the runbook",
  },
  testRunning: {
    ...JOB,
    state: "unknown",
    seen: "<runbook> is running already: job <job>",
    meaning: "A second run beside it might do harm. Nothing was started.",
    byHand: "wait for its end, and run the test again",
  },
  testMachineStopped: {
    ...JOB,
    state: "unknown",
    seen: "<host> is not running (<power>)",
    meaning: "A run command needs a machine that runs. Nothing was started.",
    command: "az vm start --ids <id>",
  },
  testNoAgent: {
    ...JOB,
    state: "unknown",
    seen: "the agent of <host> is not ready (<agent>)",
    meaning: "A run command goes through the machine's agent. Nothing was started.",
    byHand: "start the machine again, or install the Azure VM agent in it",
  },
  testRefused: {
    ...JOB,
    state: "unknown",
    isUnreadable: true,
    seen: "<what> could not be started: <reason>",
    meaning: "Nothing was started.",
    byHand: "<remedy>",
  },
  testUnfollowed: {
    ...JOB,
    state: "unknown",
    isUnreadable: true,
    seen: "<what> was started, and could not be followed: <reason>",
    meaning: "It goes on by itself.",
    byHand: "<where>",
  },
  testInterrupted: {
    ...JOB,
    state: "unknown",
    seen: "interrupted: <what>",
    meaning: "It is not known whether the connection works.",
    byHand: "<where>",
  },
  testLeftOver: {
    ...JOB,
    state: "unknown",
    seen: "<what> of this test could not be removed: <reason>",
    meaning: "It does nothing by itself.",
    command: "<command>",
  },
} as const satisfies { readonly [name: string]: FindingKind };
