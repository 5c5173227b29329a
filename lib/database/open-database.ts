import { readEnv } from "../env.ts";
import { dataFolder } from "./data-folder.ts";
import { acquireEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";

/** A database that is up and on this version's schema. */
export type OpenDatabase = {
  url: string;
  /** Starts the embedded server again if somebody killed it; for another server, nothing. */
  ensureRunning(): Promise<void>;
  /** Must be called before the process ends, so that an embedded server stops with its last user. */
  release(): Promise<void>;
};

/**
 * Opens the given database, else the one of DATABASE_URL, else the embedded Postgres of the data folder, which
 * is shared with whoever else uses it on this machine; and migrates it.
 */
export async function openDatabase(databaseUrl = readEnv().DATABASE_URL): Promise<OpenDatabase> {
  const opened = databaseUrl
    ? { url: databaseUrl, ensureRunning: async () => {}, release: async () => {} }
    : await acquireEmbeddedPostgres({ dataFolder: dataFolder() });
  try {
    await migrate(opened.url);
  } catch (error) {
    await opened.release();
    throw error;
  }
  return opened;
}
