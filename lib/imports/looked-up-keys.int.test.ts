import type { PoolClient } from "pg";
import { expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { removeGone } from "../destinations/authio/gone.ts";
import { openRunSession } from "../destinations/authio/staging.ts";
import { openUndoSession, undoChunk } from "../destinations/authio/undo/undo-range.ts";
import { logLinesPerChunk, writeRecords } from "../destinations/authio/write-chunk.ts";
import { removalsPerStep } from "./apply-steps.ts";
import { directoryRun } from "./diff-import.ts";
import { readChunk } from "./stored-plan.ts";
import { freshDatabase, importBundle, planImport } from "./testing/planned-import.ts";

/** More than 15 rows for each key, and fewer than Postgres by itself would look keys up in. */
const inTheDirectory = 120_000;
const newcomers = 8_000;

/** Rows of a table that this connection has read, be it in transactions before: it tells the server only now and then. */
async function rowsRead(client: PoolClient, table: string): Promise<number> {
  const { rows } = await client.query<{ read: number }>(
    "SELECT (seq_tup_read + idx_tup_fetch)::int AS read FROM pg_stat_xact_user_tables WHERE relname = $1",
    [table],
  );
  return rows[0]?.read ?? Number.NaN;
}

async function addPeople(db: Database): Promise<void> {
  await db.pool.query(
    `INSERT INTO users (id, name, email, primary_source_key)
     SELECT 'usr_' || n, 'Ada ' || n, 'ada' || n || '@example.com', 'workos:user_there_' || n
     FROM generate_series(1, $1::int) n`,
    [inTheDirectory],
  );
}

const users = Array.from({ length: newcomers }, (_, index) => ({
  id: `user_${index}`,
  email: `grace${index}@example.com`,
  email_verified: true,
}));

it("a chunk looks its keys up in a directory of many more people, and does not read it", async () => {
  const db = await freshDatabase();
  await addPeople(db);
  const importId = await planImport(db, { users });
  const run = await directoryRun(db, importId);
  await inTransaction(db.pool, async (client) => {
    // Of two: the first is a small one.
    const chunk = await readChunk(client, importId, 1);
    await openRunSession(client, run);
    const before = await rowsRead(client, "users");
    const counts = await writeRecords(client, "user", chunk?.records as never, run, 1n);
    expect(counts).toMatchObject({ created: newcomers - 100, failed: 0 });
    expect((await rowsRead(client, "users")) - before).toBeLessThan(inTheDirectory);
  });
});

it("so does an undo of it, in a directory and a log of many more", async () => {
  const db = await freshDatabase();
  await addPeople(db);
  await db.pool.query("INSERT INTO origins (id, name) VALUES (100, 'Elsewhere')");
  await db.pool.query(
    `INSERT INTO user_sources (source_key, user_id, origin_id, email, email_verified)
     SELECT primary_source_key, id, 100, email, false FROM users`,
  );
  const { importId } = await importBundle(db, { users });
  await db.pool.query(
    `INSERT INTO import_log (import_id, seq, kind, result, source_ids, label)
     SELECT $1, $2::bigint + n, 'user', 'created', '{}', '' FROM generate_series(1, $3::int) n`,
    [importId, 100 * logLinesPerChunk, inTheDirectory],
  );
  await db.pool.query("ANALYZE");
  await inTransaction(db.pool, async (client) => {
    const session = await openUndoSession(client, importId);
    const tables = ["users", "user_sources", "import_log"];
    const read = async () => {
      const counts = [];
      for (const table of tables) counts.push(await rowsRead(client, table));
      return counts;
    };
    const before = await read();
    await undoChunk(session, 1);
    const { rows } = await client.query(
      "SELECT count(*)::int AS undone FROM undo_lines WHERE result = 'removed'",
    );
    expect(rows[0]?.undone).toBe(newcomers - 100);
    const after = await read();
    for (const [place, table] of tables.entries()) {
      expect((after[place] ?? 0) - (before[place] ?? 0), table).toBeLessThan(inTheDirectory);
    }
  });
});

it("and who owns a row is looked up by the row, not among all that Authio owns", async () => {
  const people = 3_000;
  const organizations = Array.from({ length: people / 5 }, (_, index) => ({
    id: `org_${index}`,
    name: `Org ${index}`,
  }));
  const db = await freshDatabase();
  const { importId } = await importBundle(db, {
    users: users.slice(0, people),
    organizations,
    organization_memberships: Array.from({ length: people }, (_, index) => ({
      id: `om_${index}`,
      user_id: `user_${index}`,
      organization_id: `org_${index % organizations.length}`,
      role: { slug: "member" },
    })),
  });
  await db.pool.query("ANALYZE");
  // What Postgres knows is of before: it takes those that are owned for none.
  await db.pool.query(
    "UPDATE organizations SET authority = 'authio' WHERE id > (SELECT max(id) FROM (SELECT id FROM organizations ORDER BY id LIMIT $1) half)",
    [organizations.length / 2],
  );
  const { rows } = await db.pool.query<{ position: number }>(
    "SELECT min((seq - 1) / $2::bigint)::int AS position FROM import_log WHERE import_id = $1 AND kind = 'membership'",
    [importId, logLinesPerChunk],
  );
  await inTransaction(db.pool, async (client) => {
    const session = await openUndoSession(client, importId);
    const read = async () => (await rowsRead(client, "organizations")) + (await rowsRead(client, "members"));
    const before = await read();
    for (let position = (rows[0]?.position ?? 0) - 1; position >= 0; position--)
      await undoChunk(session, position);
    expect((await read()) - before).toBeLessThan(20 * people);
  });
});

it("a batch of what is gone is found without the ones before it", async () => {
  const db = await freshDatabase();
  await importBundle(db, { users });
  const importId = await planImport(db, { users: users.slice(0, 1) }, { mode: "mirror" });
  const run = await directoryRun(db, importId);
  await inTransaction(db.pool, async (client) => {
    await openRunSession(client, run);
    const batches = Math.ceil((newcomers - 1) / removalsPerStep);
    const last = removalsPerStep * (batches - 1);
    const before = await rowsRead(client, "diff_items");
    const { removed } = await removeGone(client, "user", run, 1n, last, removalsPerStep);
    expect(removed).toBe(newcomers - 1 - last);
    expect((await rowsRead(client, "diff_items")) - before).toBeLessThan(2 * removalsPerStep);
    // And every other batch is all that is left.
    for (let offset = 0; offset < last; offset += removalsPerStep) {
      const { removed } = await removeGone(
        client,
        "user",
        run,
        1n + BigInt(newcomers + offset),
        offset,
        removalsPerStep,
      );
      expect(removed).toBe(removalsPerStep);
    }
  });
});
