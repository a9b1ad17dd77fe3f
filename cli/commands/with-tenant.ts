import { UnreadableFile } from "../config/load";
import { oneLine } from "../tenant/findings/shown-text";
import { ReadClient } from "../tenant/reading/read-client";
import { azurePackages, CannotRead, signIn } from "../tenant/reading/sign-in";
import { fail } from "./with-built";

/** Reads a tenant with a person's own sign-in, and shows in a terminal that it goes on. */
export async function withTenant<T>(
  { cloud = "public", tenant }: { readonly cloud?: string; readonly tenant?: string },
  read: (client: ReadClient) => Promise<T>,
): Promise<T> {
  const packages = await azurePackages();
  const isShown = process.stderr.isTTY;
  let answers = 0;
  const onAnswer = () => {
    answers++;
    if (isShown) {
      process.stderr.write(`\rReading the tenant: ${answers} answers`);
    }
  };
  const client = new ReadClient(packages, await signIn(packages, cloud, tenant), { onAnswer });
  try {
    return await read(client);
  } finally {
    client.close();
    if (isShown && answers > 0) {
      process.stderr.write(`\r${" ".repeat(40)}\r`);
    }
  }
}

/** Runs a command that reads a tenant. Returns its exit code: 2 with one line if nothing could be read. */
export async function orCannotRead(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof CannotRead || error instanceof UnreadableFile) {
      return fail(error instanceof CannotRead ? oneLine(error.message) : error.message);
    }
    throw error;
  }
}
