/** A service that is read. */
export type Service = "resourceManager" | "graph";

/** What is read, and which right allows it. */
export interface ReadCall {
  /** The path with its query. */
  readonly path: string;
  /** The right that is missing where the service answers 403. */
  readonly right: string;
  readonly headers?: { readonly [name: string]: string };
}

/** What a client needs beside the sign-in. */
export interface ReadClientOptions {
  /** Is told of each answer. */
  readonly onAnswer?: () => void;
  /** A certificate authority to trust, in PEM. */
  readonly certificate?: Buffer;
  /** In milliseconds; a hundred seconds if left out. */
  readonly answerWithin?: number;
  /** How long the client is used at most, in milliseconds; five minutes if left out. */
  readonly allWithin?: number;
}

/** How much of a list is read. */
export interface ListOptions {
  readonly pages?: number;
  /** Whether what was read so far is enough. */
  readonly isEnough?: (values: readonly unknown[]) => boolean;
  /** The code of an answer that says that the list is not there. */
  readonly absentIf?: string;
}
