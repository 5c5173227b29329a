import type { PoolClient } from "pg";
import type { PlannedKind } from "../../../planner/planned-records.ts";
import { aChunksKeys } from "../key-costs.ts";
import { freedOrdinal, isRecordError, logLinesPerChunk, sideEffectOrdinal } from "../write-chunk.ts";
import { type CatalogTable, type DirectoryCatalog, readCatalog } from "./directory-catalog.ts";
import {
  collectWrittenLaterSql,
  linesSql,
  lockSql,
  ownedSql,
  parentGoneSql,
  parkAddressesSql,
  removeSql,
  restoreSql,
  setBackSql,
  stillUsedSql,
  takenSql,
  touchedSql,
  turnOffSql,
  undoTablesSql,
  writtenLaterSql,
} from "./undo-sql.ts";

/** What became of records that were undone. */
export type UndoCounts = { removed: number; restored: number; setBack: number; leftAlone: number };

/** A connection that is ready to undo one import. */
export type UndoSession = { client: PoolClient; importId: string; catalog: DirectoryCatalog };

/** Makes a connection ready to undo an import: its temporary tables, and images of rows as the journal has them. */
export async function openUndoSession(client: PoolClient, importId: string): Promise<UndoSession> {
  await client.query("DISCARD TEMP");
  await client.query("SET TimeZone = 'UTC'");
  await client.query(aChunksKeys);
  const catalog = await readCatalog(client);
  await client.query(undoTablesSql);
  await client.query(collectWrittenLaterSql, [importId]);
  await client.query("CREATE INDEX ON written_later (id)");
  await client.query("ANALYZE written_later");
  return { client, importId, catalog };
}

/**
 * Undoes what the journal has of one chunk, in the caller's transaction: the last thing that the chunk did first.
 * Leaves one line for each record in `undo_lines`, under the number that the apply gave the record.
 *
 * @param position the chunk's number
 */
export async function undoChunk(session: UndoSession, position: number): Promise<void> {
  await session.client.query("TRUNCATE undo_lines");
  const at = (ordinal: number) => BigInt(position) * BigInt(logLinesPerChunk) + 1n + BigInt(ordinal);
  // A chunk frees addresses, then merges people away, then writes its records: see `mergePeopleAway`.
  await undoRecords(session, at(0), at(freedOrdinal));
  await undoRecords(session, at(sideEffectOrdinal), at(logLinesPerChunk));
  await undoRecords(session, at(freedOrdinal), at(sideEffectOrdinal));
}

/**
 * A record that the database refuses to change back does not stop the others: the range is halved until the
 * record stands alone, and it is left alone.
 *
 * @param from first log number
 * @param to the one after the last
 */
async function undoRecords(session: UndoSession, from: bigint, to: bigint): Promise<void> {
  const { client, importId, catalog } = session;
  await client.query("SAVEPOINT records");
  try {
    await client.query("TRUNCATE undo_rows");
    const { rowCount } = await client.query(
      `INSERT INTO undo_rows (seq, tbl, id, action, before, after)
       SELECT seq, target_table, target_id, action, before, after FROM import_journal
       WHERE import_id = $1 AND seq >= $2 AND seq < $3`,
      [importId, from.toString(), to.toString()],
    );
    if (rowCount) {
      await client.query("ANALYZE undo_rows (seq, tbl, id, action)");
      await judge(client, catalog);
      await write(client, catalog);
      await client.query(linesSql, [importId, from.toString(), to.toString()]);
    }
    await client.query("RELEASE SAVEPOINT records");
  } catch (error) {
    if (!isRecordError(error)) throw error;
    await client.query("ROLLBACK TO SAVEPOINT records");
    const { rows } = await client.query<{ seq: string }>(
      `SELECT DISTINCT seq FROM import_journal WHERE import_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq`,
      [importId, from.toString(), to.toString()],
    );
    if (rows.length > 1) {
      const middle = BigInt(rows[rows.length >> 1]?.seq ?? from);
      await undoRecords(session, middle, to);
      await undoRecords(session, from, middle);
      return;
    }
    await client.query(
      `INSERT INTO undo_lines
       SELECT l.seq, l.kind, 'skipped', l.source_ids, l.target_id, l.label, 'database_refused', $3
       FROM import_log l WHERE l.import_id = $1 AND l.seq = $2`,
      [importId, rows[0]?.seq, error.message],
    );
  }
}

/** Which tables the staged rows are of, and what shall be done to them. */
async function stagedTables(client: PoolClient, { written }: DirectoryCatalog) {
  const { rows } = await client.query<{
    tbl: string;
    removes: boolean;
    updates: boolean;
    restores: boolean;
    columns: string[];
  }>(
    `SELECT r.tbl, bool_or(r.action = 'insert') AS removes, bool_or(r.action = 'update') AS updates,
       bool_or(r.action = 'delete') AS restores,
       ARRAY(SELECT DISTINCT k.key FROM undo_rows b, jsonb_object_keys(b.before) k(key) WHERE b.tbl = r.tbl) AS columns
     FROM undo_rows r WHERE NOT r.is_off GROUP BY r.tbl`,
  );
  return written.flatMap((table) => {
    const row = rows.find(({ tbl }) => tbl === table.name);
    if (!row) return [];
    const { removes, updates, restores } = row;
    // A column that was dropped since has nothing to go back to.
    const columns = row.columns.filter((column) => table.columns.includes(column));
    return [{ table, removes, updates, restores, columns }];
  });
}

/** Finds what must be left alone, and what must be left alone because of that, until nothing more is found. */
async function judge(client: PoolClient, catalog: DirectoryCatalog): Promise<void> {
  const staged = await stagedTables(client, catalog);
  let found = 0;
  const mark = async (sql: string) => {
    found += (await client.query(sql)).rowCount ?? 0;
  };
  // Who owns what no undo changes: it is asked of the directory itself, also where copies stand in front of it.
  await client.query(`SET LOCAL search_path = ${catalog.schema}, pg_temp`);
  const { rowCount } = await client.query("SELECT 1 FROM organizations WHERE authority = 'authio' LIMIT 1");
  if (rowCount) for (const { table } of staged) await mark(ownedSql(table));
  await client.query(`SET LOCAL search_path = pg_temp, ${catalog.schema}`);
  for (const { table, removes, updates } of staged) {
    if (!removes && !updates) continue;
    await client.query(lockSql(table));
    await mark(touchedSql(table));
  }
  await mark(writtenLaterSql);
  const all = [...catalog.written, ...catalog.others];
  const checks = staged.flatMap(({ table, removes, updates, restores }) => [
    ...(removes ? table.dependents : []).flatMap(({ table: name, column }) => {
      const dependent = all.find((candidate) => candidate.name === name);
      return dependent ? [stillUsedSql(table, dependent, column, usedText(name))] : [];
    }),
    ...(updates || restores ? table.parents : []).flatMap(({ table: name, column }) => {
      const parent = all.find((candidate) => candidate.name === name);
      return parent ? [parentGoneSql(table, parent, column)] : [];
    }),
    ...(updates || restores ? table.uniques : []).map((columns) =>
      takenSql(table, columns, takenText(table, columns)),
    ),
  ]);
  do {
    if (found > 0) await client.query(turnOffSql);
    found = 0;
    for (const check of checks) await mark(check);
  } while (found > 0);
}

/** Parents come back before their children, and children go before their parents. */
async function write(client: PoolClient, catalog: DirectoryCatalog): Promise<void> {
  const staged = await stagedTables(client, catalog);
  if (staged.some(({ table }) => table.name === "users")) await client.query(parkAddressesSql);
  for (const { table, restores, columns } of staged) {
    if (restores) await client.query(restoreSql(table, columns));
  }
  for (const { table, updates, columns } of staged) {
    if (updates) await client.query(setBackSql(table, columns));
  }
  for (const { table, removes } of staged.toReversed()) {
    if (removes) await client.query(removeSql(table));
  }
}

const nouns: Record<string, string> = {
  members: "memberships",
  accounts: "sign-in identities",
  user_sources: "source rows",
  organization_domains: "domains",
  organization_roles: "custom roles",
};

const usedText = (table: string) =>
  table === "sessions"
    ? "This person has signed in since."
    : `It has ${nouns[table] ?? table.replaceAll("_", " ")} that stay.`;

const takenText = ({ key }: CatalogTable, columns: readonly string[]) =>
  columns.join() === key.join()
    ? "It is there again."
    : `Its former value (${columns.join(", ")}) is another record's by now.`;

/** What became of the chunk's records, per kind. */
export async function countLines({ client }: UndoSession): Promise<Map<PlannedKind, UndoCounts>> {
  const { rows } = await client.query<{ kind: PlannedKind } & UndoCounts>(
    `SELECT kind, count(*) FILTER (WHERE result = 'removed')::int AS removed,
       count(*) FILTER (WHERE result = 'created')::int AS restored,
       count(*) FILTER (WHERE result = 'updated')::int AS "setBack",
       count(*) FILTER (WHERE result = 'skipped')::int AS "leftAlone"
     FROM undo_lines GROUP BY kind`,
  );
  return new Map(rows.map(({ kind, ...counts }) => [kind, counts]));
}

/** Numbers of the chunks below a position of which the journal has something, last first. */
export async function journaledChunks(
  client: PoolClient,
  importId: string,
  below: number,
): Promise<number[]> {
  const { rows } = await client.query<{ position: number }>(
    // Jumps from chunk to chunk along the primary key: a million rows are not read for a hundred numbers.
    `WITH RECURSIVE chunk(seq) AS (
       SELECT max(seq) FROM import_journal WHERE import_id = $1 AND seq <= $2::bigint * ${logLinesPerChunk}
       UNION ALL
       SELECT (SELECT max(j.seq) FROM import_journal j
         WHERE j.import_id = $1 AND j.seq <= (chunk.seq - 1) / ${logLinesPerChunk} * ${logLinesPerChunk})
       FROM chunk WHERE chunk.seq IS NOT NULL
     )
     SELECT ((seq - 1) / ${logLinesPerChunk})::int AS position FROM chunk WHERE seq IS NOT NULL`,
    [importId, below],
  );
  return rows.map(({ position }) => position);
}
