import { databaseAt } from "../database/database.ts";
import { identityConfig } from "../identity/identity-config.ts";
import { startWorker } from "./queue.ts";
import { startScheduler } from "./schedules/scheduler.ts";

/**
 * The worker process: works on imports, and starts those that are scheduled, until `signal` aborts. Any number of
 * them may share a database.
 */
export async function runWorker({
  databaseUrl,
  signal,
}: {
  databaseUrl: string;
  signal: AbortSignal;
}): Promise<void> {
  const db = databaseAt(databaseUrl);
  const worker = await startWorker(db);
  const scheduler = startScheduler(db, identityConfig());
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await scheduler.stop();
  await worker.stop();
}
