import { userInfo } from "node:os";
import { type Database, databaseAt } from "../../lib/database/database.ts";
import { openDatabase } from "../../lib/database/open-database.ts";
import { closeDatabasePools } from "../../lib/database/pool.ts";
import type { CliActor } from "../../lib/identity/actor.ts";
import { closeQueue } from "../../lib/imports/queue.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Opens the database for one command, and closes it whatever comes of it: an embedded Postgres that nobody else
 * uses stops with it. The actor is the account that runs the command.
 */
export async function withDatabase<Result>(
  databaseUrl: string | undefined,
  use: (db: Database, actor: CliActor) => Promise<Result>,
): Promise<Result> {
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new UsageError(
      "What --database-url names is no Postgres.",
      "It must look like postgresql://user:password@host/database.",
    );
  }
  const opened = await openDatabase(databaseUrl);
  const db = databaseAt(opened.url);
  try {
    return await use(db, { kind: "cli", name: accountName() });
  } finally {
    await closeQueue(db);
    await db.prisma.$disconnect();
    await closeDatabasePools();
    await opened.release();
  }
}

/** A container may run under a number that no account has. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return "command line";
  }
}
