import { databaseAt } from "../database/database.ts";
import { whenDatabaseIsUp } from "../database/trouble.ts";
import { identityConfig } from "../identity/identity-config.ts";
import { startWorker } from "./queue.ts";
import { startRetentionKeeper } from "./retention/retention-keeper.ts";
import { startScheduler } from "./schedules/scheduler.ts";

/**
 * The worker process: works on imports, starts those that are scheduled, and purges what was kept long enough, until
 * `signal` aborts. Any number of them may share a database.
 */
export async function runWorker({
  databaseUrl,
  signal,
}: {
  databaseUrl: string;
  signal: AbortSignal;
}): Promise<void> {
  const db = databaseAt(databaseUrl);
  const worker = await whenDatabaseIsUp(
    () => startWorker(db),
    signal,
    (trouble) => console.error(`worker: waits for the database (${trouble.message})`),
  );
  const scheduler = startScheduler(db, identityConfig());
  const retention = startRetentionKeeper(db);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await scheduler.stop();
  await retention.stop();
  await worker.stop();
}
