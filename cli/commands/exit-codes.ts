/** The configuration, or what was looked at, is invalid. */
export const INVALID = 1;

/** The command could not be done. */
export const NOT_DONE = 2;
