import type { PoolClient } from "pg";
import type { PlannedKind } from "../../planner/planned-records.ts";
import { disownSql, emptyStagingSql, resolveSql, sessionTables } from "./chunk-sql.ts";
import { copyPieces } from "./copy-rows.ts";
import { markKeptSql, ownedPerson } from "./kept.ts";
import { aChunksKeys, manyKeys } from "./key-costs.ts";
import type { KindTable } from "./kind-spec.ts";
import { kindSpec } from "./kind-specs.ts";
import { type StagingRows, stagingColumns } from "./staged-chunk.ts";

/** What is true of a whole run of an import against this directory. */
export type DirectoryRun = {
  importId: string;
  originId: number;
  targetOrganizationId: string | null;
  /** Addresses whose unverified person in the directory may be adopted. */
  adoptions: readonly string[];
  /** Removals follow. */
  isMirror: boolean;
};

export type ChunkCounts = {
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  failed: number;
  /** Left alone: Authio owns them. */
  kept: number;
  /** People whose rows are joined with others' by now: not records of the chunk, but rows that went. */
  removed: number;
};

/** What no statement of a chunk takes, however busy the database is. */
const statementTimeoutMs = 120_000;
/**
 * A COPY waits for its client, and a client that hangs would hold its chunk until the statement times out. Copying
 * some thousand rows takes a fraction of a second.
 */
const copyTimeoutMs = 20_000;

/** Kinds whose staging tables a session has analyzed. */
const analyzed = new WeakMap<PoolClient, Set<PlannedKind>>();

/**
 * Makes a connection ready to stage chunks of a run: its temporary tables, and plans that fit staging tables
 * of thousands of rows beside directory tables of millions.
 */
export async function openRunSession(client: PoolClient, run: DirectoryRun, isDiff = false): Promise<void> {
  analyzed.set(client, new Set());
  await client.query(`
    DISCARD TEMP;
    -- Room to hash a hundred thousand rows.
    SET work_mem = '64MB';
    -- Staging tables are alike from row to row: a small sample tells enough of them.
    SET default_statistics_target = 10;
    -- Images of rows in the journal have their times in one form, whatever the server's zone is.
    SET TimeZone = 'UTC';
    ${isDiff ? manyKeys : aChunksKeys};
    -- That a staging table is there already is no news.
    SET client_min_messages = warning;
    ${sessionTables}`);
  await client.query("INSERT INTO run VALUES ($1, $2, $3, $4, $5)", [
    run.importId,
    run.originId,
    run.targetOrganizationId,
    run.adoptions,
    isDiff,
  ]);
  // A diff finds them first.
  if (!isDiff) {
    const kept = `(SELECT * FROM diff_items WHERE import_id = ${client.escapeLiteral(run.importId)}) kept`;
    await listMoved(client, kept);
    await listParted(client, kept);
  }
  // What is taken for hundreds of rows is not looked up by index.
  await client.query("ANALYZE run, moved, parted");
}

/**
 * Fills `moved` with who gives up an address for another, as the diff found it: a new person with an old address
 * must not be taken for who leaves it.
 *
 * @param items the table of what the diff found, in SQL
 * @returns how many they are
 */
export async function listMoved(client: PoolClient, items: string): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO moved
     SELECT target_id, changes->'email'->>1, action = 'kept_address' OR ${ownedPerson("target_id")} FROM ${items}
     WHERE action IN ('address', 'kept_address') ON CONFLICT DO NOTHING`,
  );
  return rowCount ?? 0;
}

/**
 * Fills `parted` with the source rows that leave their person, as the diff found it: what is theirs goes along.
 *
 * @param items the table of what the diff found, in SQL
 */
export async function listParted(client: PoolClient, items: string): Promise<void> {
  await client.query(
    `INSERT INTO parted SELECT 'workos:' || source_id, target_id FROM ${items}
     WHERE action = 'parted' ON CONFLICT DO NOTHING`,
  );
}

/** Does any source row leave its person, of all that the session has listed? */
export async function isAnyParted(client: PoolClient): Promise<boolean> {
  return (await client.query("SELECT 1 FROM parted LIMIT 1")).rowCount === 1;
}

/**
 * Fills the staging tables with rows and finds what of them is in the directory. Writes nothing else.
 *
 * @param tables rows for all of the kind's staging tables
 */
export async function stageRows(
  client: PoolClient,
  kind: PlannedKind,
  tables: readonly StagingRows[],
): Promise<void> {
  await clearStaging(client, kind);
  await addToStaging(client, tables);
  await resolveStaged(client, kind);
}

/** Empties a kind's staging tables, and makes those that are missing. */
export async function clearStaging(client: PoolClient, kind: PlannedKind): Promise<void> {
  await client.query(emptyStagingSql(kindSpec(kind)));
}

/** A rollback takes back what the database knew of a kind's staging tables, and the tables, if it made them. */
export function stagingRolledBack(client: PoolClient, kind: PlannedKind): void {
  analyzed.get(client)?.delete(kind);
}

/** Copies rows into the staging tables, beside what is there. */
export async function addToStaging(client: PoolClient, rows: readonly StagingRows[]): Promise<void> {
  await client.query(`SET LOCAL statement_timeout = ${copyTimeoutMs}`);
  for (const { table, columns, pieces } of rows) await copyPieces(client, table, columns, pieces);
  await client.query(`SET LOCAL statement_timeout = ${statementTimeoutMs}`);
}

/** Finds what of the staged records is in the directory, and what of that differs. */
export async function resolveStaged(client: PoolClient, kind: PlannedKind): Promise<void> {
  const spec: KindTable = kindSpec(kind);
  // Of the columns by which staging tables are joined with each other; the directory's keys are unique, which tells
  // enough. Once a session: records are alike from chunk to chunk, and what the planner knows survives a truncation.
  if (!analyzed.get(client)?.has(kind)) {
    for (const { table } of stagingColumns(kind)) await client.query(`ANALYZE ${table} (ordinal)`);
    analyzed.get(client)?.add(kind);
  }
  await client.query(resolveSql(spec));
  await analyzeResults(client, spec);
  const disown = disownSql(spec);
  const disowned = disown ? (await client.query(disown)).rowCount : 0;
  const { rowCount: kept } = await client.query(markKeptSql(spec));
  if (disowned || kept) await analyzeResults(client, spec);
}

/**
 * Tells the planner how the staged records stand, which differs from chunk to chunk. To be called whenever that has
 * changed: ten thousand records that are taken for one are joined row by row.
 */
export async function analyzeResults(client: PoolClient, spec: KindTable): Promise<void> {
  await client.query(`ANALYZE out_${spec.table} (ordinal, id, result)`);
}

/** How the staged records stand: to be created, updated, skipped, failed, kept, or unchanged. */
export async function countStaged(client: PoolClient, kind: PlannedKind): Promise<ChunkCounts> {
  const { rows } = await client.query<{ result: string | null; count: string }>(
    `SELECT result, count(*) FROM out_${kindSpec(kind).table} GROUP BY result`,
  );
  const counts: ChunkCounts = {
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    kept: 0,
    removed: 0,
  };
  for (const row of rows) counts[(row.result ?? "unchanged") as keyof ChunkCounts] = Number(row.count);
  return counts;
}
