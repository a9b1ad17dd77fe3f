import { EXCHANGE_NOUNS } from "./exchange-command-names";

/* What reads, or asks for something to be read. */
const READING = ["Compare", "Export", "Get", "Invoke", "Preview", "Search", "Test", "Validate"];

/* The names that scripts give functions and other modules commands of their own. */
const NOT_EXCHANGES_ALONE = new Set(
  ["App", "Contact", "Group", "Message", "Notification", "Place", "User", "ExchangeServer"].map((noun) =>
    noun.toLowerCase(),
  ),
);

/*
 * What Microsoft's Exchange Recipient Administrator may change: recipients, their permissions and their settings (the
 * management roles Mail Recipients, Mail Recipient Creation and Distribution Groups).
 */
const RECIPIENTS = new Set(
  [
    ...["Mailbox", "CASMailbox", "MailUser", "MailContact", "Contact", "User", "Group", "InboxRule"],
    ...["DistributionGroup", "DistributionGroupMember", "DynamicDistributionGroup", "CalendarProcessing"],
    ...["MailboxPermission", "MailboxFolderPermission", "MailboxAutoReplyConfiguration", "MailboxCalendarFolder"],
    ...["MailboxRegionalConfiguration", "MailboxCalendarConfiguration"],
  ].map((noun) => noun.toLowerCase()),
);

/** The commands that Exchange Online refuses to a managed identity, whatever its roles. */
export const NOT_WITH_A_MANAGED_IDENTITY = [
  "New-UnifiedGroup",
  "Remove-UnifiedGroup",
  "Remove-UnifiedGroupLinks",
  "Add-UnifiedGroupLinks",
];

/* By name in small letters. */
const COMMANDS: ReadonlyMap<string, boolean> = new Map(
  Object.entries(EXCHANGE_NOUNS).flatMap(([verb, nouns]) =>
    nouns
      .trim()
      .split(/\s+/)
      .map((noun) => [`${verb}-${noun}`.toLowerCase(), READING.includes(verb) || noun === "HistoricalSearch"] as const),
  ),
);

/** What is known of a command as one of Exchange Online's. */
export class ExchangeCommand {
  /** The command of Exchange Online with this name; undefined if there is none. */
  public static of(name: string): ExchangeCommand | undefined {
    const isReading = COMMANDS.get(name.toLowerCase());
    return isReading === undefined ? undefined : new ExchangeCommand(name, isReading);
  }

  private constructor(
    public readonly name: string,
    private readonly isReading: boolean,
  ) {}

  /** Whether it changes something. */
  public get changes(): boolean {
    return !this.isReading;
  }

  /** Whether Exchange Online refuses it to a managed identity, whatever its roles. */
  public get isRefused(): boolean {
    return NOT_WITH_A_MANAGED_IDENTITY.some((name) => name.toLowerCase() === this.name.toLowerCase());
  }

  /** Whether no other module and no script is known to have a command of this name. */
  public get isExchangesAlone(): boolean {
    return !NOT_EXCHANGES_ALONE.has(this.noun);
  }

  /** Whether the role Exchange Recipient Administrator covers it. */
  public get isAboutRecipients(): boolean {
    return RECIPIENTS.has(this.noun);
  }

  private get noun(): string {
    return this.name.toLowerCase().split("-")[1];
  }
}

/** Whether Exchange Online has a command of this name. */
export function isExchangeCommand(name: string): boolean {
  return ExchangeCommand.of(name) !== undefined;
}
