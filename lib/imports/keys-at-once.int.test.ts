import { randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import { expect, it, vi } from "vitest";
import { type Database, databaseAt } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { KindTable } from "../destinations/authio/kind-spec.ts";
import { kindSpec } from "../destinations/authio/kind-specs.ts";
import { type ChunkCounts, openRunSession } from "../destinations/authio/staging.ts";
import { writeRecords } from "../destinations/authio/write-chunk.ts";
import { plannedKinds } from "../planner/planned-records.ts";
import { directoryRun } from "./diff-import.ts";
import { readChunk } from "./stored-plan.ts";
import { freshDatabase, importBundle, planImport } from "./testing/planned-import.ts";

const count = 400;
const users = Array.from({ length: count }, (_, index) => ({
  id: `user_${index}`,
  email: `ada${index}@example.com`,
  email_verified: true,
}));
const organizations = [{ id: "org_1", name: "Lovelace" }];
const organization_memberships = users.map((user, index) => ({
  id: `om_${index}`,
  user_id: user.id,
  organization_id: "org_1",
  role: { slug: "member" },
}));

/**
 * Writes memberships of people who are there already, all in one chunk, as an apply does.
 *
 * @param as who writes them
 */
async function writeMemberships(
  db: Database,
  as: Database = db,
): Promise<{ counts: ChunkCounts; importsRead: number; roleAfter: string | undefined }> {
  const importId = await planImport(db, { users, organizations, organization_memberships });
  const run = await directoryRun(db, importId);
  const { rows } = await db.pool.query<{ position: number }>(
    "SELECT position FROM plan_chunks WHERE import_id = $1 AND kind = 'membership'",
    [importId],
  );
  const chunk = await readChunk(db.pool, importId, rows[0]?.position ?? -1);
  return inTransaction(as.pool, async (client) => {
    await openRunSession(client, run);
    const readBefore = await importsReadBy(client);
    const counts = await writeRecords(client, "membership", chunk?.records as never, run, 1n);
    const importsRead = (await importsReadBy(client)) - readBefore;
    const { rows } = await client.query<{ role: string }>(
      "SELECT current_setting('session_replication_role') AS role",
    );
    return { counts, importsRead, roleAfter: rows[0]?.role };
  });
}

async function withPeople(): Promise<Database> {
  const db = await freshDatabase();
  await importBundle(db, { users, organizations });
  return db;
}

/** How often this connection has read the row of an import: once for each row of log and journal, if keys are checked by row. */
async function importsReadBy(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ read: number }>(
    "SELECT (seq_tup_read + idx_tup_fetch)::int AS read FROM pg_stat_xact_user_tables WHERE relname = 'imports'",
  );
  return rows[0]?.read ?? Number.NaN;
}

/** The same database for a role that may write it, and nothing else but what it is granted. */
async function forPlainRole(db: Database, grant = ""): Promise<Database> {
  const name = `plain_${randomBytes(4).toString("hex")}`;
  const password = randomBytes(8).toString("hex");
  await db.pool.query(
    `CREATE ROLE ${name} LOGIN PASSWORD '${password}';
     GRANT ALL ON ALL TABLES IN SCHEMA public TO ${name};
     GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${name}; ${grant && `${grant} TO ${name}`}`,
  );
  const url = new URL(db.url);
  url.username = name;
  url.password = password;
  return databaseAt(url.href);
}

/** Foreign keys as the database has them: `column → table`. */
async function foreignKeys(db: Database, table: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ key: string }>(
    `SELECT string_agg(a.attname, ', ') || ' → ' || f.confrelid::regclass AS key
     FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey)
     WHERE f.contype = 'f' AND f.conrelid = $1::regclass GROUP BY f.oid, f.confrelid ORDER BY key`,
    [table],
  );
  return rows.map(({ key }) => key);
}

it("a chunk of new records asks once for what it refers to, not for every row", async () => {
  const { counts, importsRead, roleAfter } = await writeMemberships(await withPeople());
  expect(counts).toMatchObject({ created: count, failed: 0, skipped: 0 });
  expect(importsRead).toBeLessThan(10);
  expect(roleAfter).toBe("origin");
});

it("keys are checked again after a chunk of which the database refused a record", async () => {
  const db = await withPeople();
  await db.pool.query("ALTER TABLE members ADD CHECK (source_keys <> ARRAY['workos:om_7'])");
  const { counts, roleAfter } = await writeMemberships(db);
  expect(counts).toMatchObject({ created: count - 1, failed: 1 });
  expect(roleAfter).toBe("origin");
});

it("every row is checked where the role may not leave that out", async () => {
  const db = await withPeople();
  const { counts, importsRead } = await writeMemberships(db, await forPlainRole(db));
  expect(counts).toMatchObject({ created: count, failed: 0, skipped: 0 });
  expect(importsRead).toBeGreaterThanOrEqual(2 * count);
});

it("a role may leave that out that was granted it", async () => {
  const db = await withPeople();
  const role = await forPlainRole(db, "GRANT SET ON PARAMETER session_replication_role");
  const { counts, importsRead } = await writeMemberships(db, role);
  expect(counts).toMatchObject({ created: count, failed: 0, skipped: 0 });
  expect(importsRead).toBeLessThan(10);
});

it("somebody's own triggers on the directory see every row", async () => {
  const db = await withPeople();
  await db.pool.query(
    `CREATE TABLE seen (id text);
     CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO seen VALUES (NEW.id); RETURN NULL; END';
     CREATE TRIGGER seen AFTER INSERT ON members FOR EACH ROW EXECUTE FUNCTION see()`,
  );
  await writeMemberships(db);
  expect((await db.pool.query("SELECT FROM seen")).rowCount).toBe(count);
});

it("nobody becomes a member who leaves the directory meanwhile", async () => {
  const db = await withPeople();
  const other = await db.pool.connect();
  await other.query("BEGIN; DELETE FROM users WHERE email = 'ada7@example.com'");
  const writing = writeMemberships(db);
  const isWaitingSql =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await vi.waitFor(async () => expect((await db.pool.query(isWaitingSql)).rowCount).toBe(1), 10_000);
  await other.query("COMMIT");
  other.release();
  expect((await writing).counts).toMatchObject({ created: count - 1, failed: 0, skipped: 1 });
  const orphans = await db.pool.query(
    "SELECT FROM members m WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = m.user_id)",
  );
  expect(orphans.rowCount).toBe(0);
});

it("the foreign keys that are checked at once are all there are", async () => {
  const db = await freshDatabase();
  const kinds = plannedKinds.map((kind): KindTable => kindSpec(kind)).filter((spec) => spec.parents);
  expect(kinds.map((spec) => spec.kind)).toEqual(["user", "membership", "identity"]);
  for (const { table, parents, parts } of kinds) {
    expect(await foreignKeys(db, table)).toEqual(
      parents?.map((parent) => `${parent.column} → ${parent.table}`).sort(),
    );
    for (const part of parts) {
      expect(await foreignKeys(db, part.table)).toEqual([`${part.ownerColumn} → ${table}`]);
    }
  }
  for (const table of ["import_journal", "import_log"]) {
    expect(await foreignKeys(db, table)).toEqual(["import_id → imports"]);
  }
});
