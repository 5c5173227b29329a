import { openDatabase } from "../lib/database/open-database.ts";
import { closeDatabasePools } from "../lib/database/pool.ts";
import { whenDatabaseIsUp } from "../lib/database/trouble.ts";
import { encryptionKey } from "../lib/env.ts";
import { runWorker } from "../lib/imports/worker.ts";
import { stopSignal } from "./stop-signals.ts";

/** Works on imports until it is told to stop. Any number of workers may share a database. */
export async function work(): Promise<void> {
  const signal = stopSignal();
  const key = encryptionKey();
  const database = await whenDatabaseIsUp(
    () => openDatabase(),
    signal,
    (trouble) => console.error(`The database does not answer (${trouble.message}); the worker waits for it.`),
  );
  process.env.DATABASE_URL = database.url;
  process.env.APP_ENCRYPTION_KEY = key;
  try {
    await runWorker({ databaseUrl: database.url, signal });
  } finally {
    await closeDatabasePools();
    await database.release();
  }
  process.exit(0);
}
