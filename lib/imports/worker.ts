import { databaseAt } from "../database/database.ts";
import { startWorker } from "./queue.ts";

/** The worker process: works on imports until `signal` aborts. Any number of them may share a database. */
export async function runWorker({
  databaseUrl,
  signal,
}: {
  databaseUrl: string;
  signal: AbortSignal;
}): Promise<void> {
  const worker = await startWorker(databaseAt(databaseUrl));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await worker.stop();
}
