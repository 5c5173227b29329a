import { readEnv } from "../../lib/env.ts";
import { createRecoverLink } from "../../lib/identity/setup-link.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { writeOutput } from "../terminal/write-output.ts";

const defaultPort = 3000;

/** Prints a one-time link that makes its reader an administrator: for when nobody can sign in any more. */
export async function recoverAdmin({
  email,
  databaseUrl,
}: {
  email?: string;
  databaseUrl?: string;
}): Promise<ExitCode> {
  const { APP_URL, PORT = defaultPort } = readEnv();
  const appUrl = APP_URL ?? `http://localhost:${PORT}`;
  return withDatabase(databaseUrl, async ({ prisma }) => {
    const link = await createRecoverLink({ prisma, appUrl }, email);
    console.error("Whoever opens this link within the hour becomes an administrator; it works once.");
    if (!APP_URL)
      console.error("If the dashboard is elsewhere, set APP_URL to its address and run this again.");
    await writeOutput([`${link}\n`]);
    return exitCode.done;
  });
}
