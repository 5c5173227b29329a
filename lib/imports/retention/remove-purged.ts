import type pg from "pg";
import { importParts, type PurgePart } from "../../api/storage.ts";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import { type PartTable, partTables } from "./part-tables.ts";

/**
 * Removes the rows of what is marked as purged, in short transactions that wait for nobody and that nobody waits for.
 * Any number of processes may do it at once, and any may be killed: each purge is one process's at a time.
 */
export async function removePurged(db: Database, signal?: AbortSignal): Promise<void> {
  const { rows } = await db.pool.query<{ id: string; part: PurgePart }>(
    "SELECT id, part FROM purges WHERE finished_at IS NULL ORDER BY id",
  );
  for (const { id, part } of rows) {
    const tables = part === "import" ? importParts.flatMap((one) => partTables[one]) : partTables[part];
    if (await isEmptied(db, id, tables, signal)) await finish(db, id, part);
  }
}

/** Removes all of a purge's rows. False: another process is at it, or it is time to stop. */
async function isEmptied(
  db: Database,
  purgeId: string,
  tables: readonly PartTable[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (const table of tables) {
    let after: Batch = null;
    do {
      if (signal?.aborted) return false;
      after = await removeBatch(db, purgeId, table, after);
      if (after === "taken") return false;
    } while (after !== null);
  }
  return true;
}

/** The place of the last row that was removed; null: there are no more; `taken`: another process is at it. */
type Batch = string[] | null | "taken";

function removeBatch(
  db: Database,
  purgeId: string,
  table: PartTable,
  after: readonly string[] | null,
): Promise<Batch> {
  const { name, of, order, size, batch } = table;
  const columns = order.join(", ");
  const descending = order.map((column) => `${column} DESC`).join(", ");
  // From where the last batch ended: what lies before is dead, and would be walked over every time.
  const onwards = after ? `AND (${columns}) > (${order.map((_, index) => `$${index + 2}`).join(", ")})` : "";
  return inTransaction(db.pool, async (client) => {
    const importId = await claim(client, purgeId);
    if (importId === null) return "taken";
    const { rows } = await client.query<{ rows: string; bytes: string; last: string[] | null }>(
      `WITH gone AS (
         DELETE FROM ${name} WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM ${name} WHERE ${of} ${onwards} ORDER BY ${columns} LIMIT ${batch}
         )) RETURNING ${columns}, ${size} AS size
       )
       SELECT count(*) AS rows, COALESCE(sum(size), 0) AS bytes,
         (SELECT ARRAY[${order.map((column) => `${column}::text`).join(", ")}] FROM gone ORDER BY ${descending} LIMIT 1) AS last
       FROM gone`,
      [importId, ...(after ?? [])],
    );
    const [removed] = rows;
    if (!removed?.last) return null;
    await client.query("UPDATE purges SET rows = rows + $2, bytes = bytes + $3 WHERE id = $1", [
      purgeId,
      removed.rows,
      removed.bytes,
    ]);
    return removed.last;
  });
}

/** The import of a purge that is not through, held until the transaction ends; null if it is another's or nobody's. */
async function claim(client: pg.ClientBase, purgeId: string): Promise<string | null> {
  const { rows } = await client.query<{ importId: string | null }>(
    `SELECT import_id AS "importId" FROM purges WHERE id = $1 AND finished_at IS NULL FOR NO KEY UPDATE SKIP LOCKED`,
    [purgeId],
  );
  return rows[0]?.importId ?? null;
}

/** Ends a purge, unless another process still works on it. */
async function finish(db: Database, purgeId: string, part: PurgePart): Promise<void> {
  await inTransaction(db.pool, async (client) => {
    const importId = await claim(client, purgeId);
    if (importId === null) return;
    if (part !== "import") {
      await client.query("UPDATE purges SET finished_at = now() WHERE id = $1", [purgeId]);
      return;
    }
    // What is left of it are its facts and counts; the run that it was of stays in its schedule's history.
    await client.query("UPDATE purges SET finished_at = now() WHERE import_id = $1 AND finished_at IS NULL", [
      importId,
    ]);
    await client.query("DELETE FROM imports WHERE id = $1", [importId]);
  });
}
