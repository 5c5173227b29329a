import type { PoolClient } from "pg";
import { expect, it } from "vitest";
import { inTransaction } from "../database/in-transaction.ts";
import { openRunSession } from "../destinations/authio/staging.ts";
import { writeRecords } from "../destinations/authio/write-chunk.ts";
import { directoryRun } from "./diff-import.ts";
import { readChunk } from "./stored-plan.ts";
import { freshDatabase, planImport } from "./testing/planned-import.ts";

/** More than 15 rows for each key, and fewer than Postgres by itself would look keys up in. */
const inTheDirectory = 120_000;
const newcomers = 8_000;

/** Rows of people that this connection has read, be it in transactions before: it tells the server only now and then. */
async function peopleRead(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ read: number }>(
    "SELECT (seq_tup_read + idx_tup_fetch)::int AS read FROM pg_stat_xact_user_tables WHERE relname = 'users'",
  );
  return rows[0]?.read ?? Number.NaN;
}

it("a chunk looks its keys up in a directory of many more people, and does not read it", async () => {
  const db = await freshDatabase();
  await db.pool.query(
    `INSERT INTO users (id, name, email, primary_source_key)
     SELECT 'usr_' || n, 'Ada ' || n, 'ada' || n || '@example.com', 'workos:user_there_' || n
     FROM generate_series(1, $1::int) n`,
    [inTheDirectory],
  );
  const users = Array.from({ length: newcomers }, (_, index) => ({
    id: `user_${index}`,
    email: `grace${index}@example.com`,
    email_verified: true,
  }));
  const importId = await planImport(db, { users });
  const run = await directoryRun(db, importId);
  await inTransaction(db.pool, async (client) => {
    // Of two: the first is a small one.
    const chunk = await readChunk(client, importId, 1);
    await openRunSession(client, run);
    const before = await peopleRead(client);
    const counts = await writeRecords(client, "user", chunk?.records as never, run, 1n);
    expect(counts).toMatchObject({ created: newcomers - 100, failed: 0 });
    expect((await peopleRead(client)) - before).toBeLessThan(inTheDirectory);
  });
});
