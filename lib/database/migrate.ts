import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { AppError } from "../errors.ts";
import { findPackageFolder } from "./data-folder.ts";

/** A committed migration in Prisma's format. */
export type Migration = { name: string; sql: string };

/** The key of Prisma's own lock, so that `prisma migrate deploy` and we wait for each other. */
const lockKey = 72707369;
const minServerVersion = 150000;

/** Prisma's table, to the letter: its tools go on from where we stopped. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** The migrations that this version of the product was made with, oldest first. */
export function readMigrations(): Migration[] {
  const folder = path.join(findPackageFolder() ?? ".", "prisma", "migrations");
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: path.join(folder, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => ({ name, sql: readFileSync(file, "utf8") }));
}

/**
 * Brings a database to the schema of this version, each migration in a transaction of its own, and writes the
 * history as Prisma does. Any number of processes may call it at once.
 *
 * @returns the names of the migrations it applied.
 * @throws AppError if the server is too old, or its history does not fit the migrations at hand.
 */
export async function migrate(url: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  // A connection that breaks says so with the query under way.
  client.on("error", () => {});
  await client.connect();
  try {
    await refuseOldServer(client);
    const applied: string[] = [];
    await inLockedTransaction(client, async () => {
      await client.query(historyTable);
      await refuseForeignHistory(client, migrations);
    });
    for (const migration of migrations) {
      await inLockedTransaction(client, async () => {
        if (await apply(client, migration)) applied.push(migration.name);
      });
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<boolean> {
  const done = await client.query(
    "SELECT checksum FROM _prisma_migrations WHERE migration_name = $1 AND rolled_back_at IS NULL",
    [name],
  );
  const checksum = createHash("sha256").update(sql).digest("hex");
  if (done.rows[0]) {
    if (done.rows[0].checksum === checksum) return false;
    throw new AppError(
      "misconfigured",
      `The migration ${name} was applied to this database in another version than the one in this release.`,
      "Migrations never change once released: restore the file, and put what you changed into a new migration.",
    );
  }
  try {
    await client.query(sql);
  } catch (error) {
    throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
     VALUES ($1, $2, clock_timestamp(), $3, 1)`,
    [randomUUID(), checksum, name],
  );
  return true;
}

/** The lock is the transaction's: one held by a session would be lost behind a connection pooler. */
async function inLockedTransaction(client: pg.Client, work: () => Promise<void>) {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [lockKey]);
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function refuseOldServer(client: pg.Client) {
  const { rows } = await client.query("SHOW server_version_num");
  if (Number(rows[0]?.server_version_num) >= minServerVersion) return;
  throw new AppError(
    "misconfigured",
    "The database server is older than Postgres 15.",
    "Point DATABASE_URL to Postgres 15 or newer, or leave it away to use the embedded one.",
  );
}

async function refuseForeignHistory(client: pg.Client, migrations: Migration[]) {
  const { rows } = await client.query<{ migration_name: string; finished_at: Date | null }>(
    "SELECT migration_name, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at",
  );
  const known = new Set(migrations.map((migration) => migration.name));
  for (const { migration_name: name, finished_at: finishedAt } of rows) {
    if (!finishedAt) {
      throw new AppError(
        "misconfigured",
        `The migration ${name} was begun by Prisma and did not finish.`,
        "Put the database in order, then mark the migration with `prisma migrate resolve`.",
      );
    }
    if (!known.has(name)) {
      throw new AppError(
        "misconfigured",
        `The database knows the migration ${name}, which this version does not.`,
        "A newer version has used this database: start that one, or use another database.",
      );
    }
  }
}
