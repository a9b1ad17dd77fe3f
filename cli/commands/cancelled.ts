/** The person ended the questions. */
export class Cancelled extends Error {
  public constructor() {
    super("Cancelled. Nothing was written.");
  }
}
