import type { PoolClient } from "pg";
import type { PlannedKind, PlannedRecords } from "../../planner/planned-records.ts";
import { plannedKinds } from "../../planner/planned-records.ts";
import {
  disownSql,
  insertPartSql,
  insertSql,
  logSql,
  partChangesSql,
  removePartSql,
  resolveSql,
  sessionTables,
  updatePartSql,
  updateSql,
} from "./chunk-sql.ts";
import { copyPieces, copyText } from "./copy-rows.ts";
import { markKeptSql, ownedPerson } from "./kept.ts";
import type { KindTable, PartTable } from "./kind-spec.ts";
import { kindSpec } from "./kind-specs.ts";
import { mergePeopleAway } from "./merge-people-away.ts";

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

/** Log numbers: every chunk has room for this many lines. */
export const logLinesPerChunk = 1_000_000;

/**
 * Numbers above those of records, for what happens on the way: an address freed for somebody else, then a person
 * merged into another. In this order, and before the records: an undo goes back through them the other way.
 */
export const freedOrdinal = 400_000;
export const sideEffectOrdinal = 500_000;

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
  // Room to hash a hundred thousand rows.
  await client.query("DISCARD TEMP");
  await client.query("SET work_mem = '64MB'");
  // Staging tables are alike from row to row: a small sample tells enough of them.
  await client.query("SET default_statistics_target = 10");
  await client.query(sessionTables(plannedKinds.map((kind) => kindSpec(kind) as KindTable)));
  // Images of rows in the journal have their times in one form, whatever the server's zone is.
  await client.query("SET TimeZone = 'UTC'");
  // Looking up 10,000 keys by index must win over reading a million rows, whatever the storage is said to cost.
  await client.query("SET random_page_cost = 1.1");
  await client.query("INSERT INTO run VALUES ($1, $2, $3, $4, $5)", [
    run.importId,
    run.originId,
    run.targetOrganizationId,
    run.adoptions,
    isDiff,
  ]);
  await listMoved(client, run);
  await listParted(client, run);
  // What is taken for hundreds of rows is not looked up by index.
  await client.query("ANALYZE run, moved, parted");
}

/**
 * Fills `moved` with who gives up an address for another, as the diff found it: a new person with an old address
 * must not be taken for who leaves it.
 *
 * @returns how many they are
 */
export async function listMoved(client: PoolClient, run: DirectoryRun): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO moved
     SELECT target_id, changes->'email'->>1, action = 'kept_address' OR ${ownedPerson("target_id")} FROM diff_items
     WHERE import_id = $1 AND action IN ('address', 'kept_address') ON CONFLICT DO NOTHING`,
    [run.importId],
  );
  return rowCount ?? 0;
}

/** Fills `parted` with the source rows that leave their person, as the diff found it: what is theirs goes along. */
export async function listParted(client: PoolClient, run: DirectoryRun): Promise<void> {
  await client.query(
    `INSERT INTO parted SELECT 'workos:' || source_id, target_id FROM diff_items
     WHERE import_id = $1 AND action = 'parted' ON CONFLICT DO NOTHING`,
    [run.importId],
  );
}

/**
 * Fills the staging tables with records and finds what of them is in the directory. Writes nothing else.
 *
 * @param ordinals the records' places in their chunk, where they are not 0, 1, 2, …
 */
export async function stageRecords<Kind extends PlannedKind>(
  client: PoolClient,
  kind: Kind,
  records: readonly PlannedRecords[Kind][],
  ordinals?: readonly number[],
): Promise<void> {
  await clearStaging(client, kind);
  await addToStaging(
    client,
    stagingRows(kind, records, (place) => ordinals?.[place] ?? place),
  );
  await resolveStaged(client, kind);
}

const stagingTables = (spec: KindTable) => [
  `in_${spec.table}`,
  ...spec.parts.map((part) => `in_${part.table}`),
];

/** Empties a kind's staging tables. */
export async function clearStaging(client: PoolClient, kind: PlannedKind): Promise<void> {
  const spec: KindTable = kindSpec(kind);
  await client.query(`TRUNCATE out_${spec.table}, ${stagingTables(spec).join(", ")}`);
}

/** Rows for one staging table, as COPY takes them. */
export type StagingRows<Piece = string | Buffer> = {
  table: string;
  columns: readonly string[];
  pieces: Iterable<Piece>;
};

/** Records as rows of their kind's staging tables; written out only when they are read, and once. */
export function stagingRows<Kind extends PlannedKind>(
  kind: Kind,
  records: readonly PlannedRecords[Kind][],
  ordinalOf: (place: number) => number,
): StagingRows<string>[] {
  const spec = kindSpec(kind);
  function* ownRows() {
    for (const [place, record] of records.entries()) {
      yield [ordinalOf(place), spec.sourceIds(record), spec.label(record), ...spec.row(record)];
    }
  }
  function* rowsOfPart(index: number) {
    for (const [place, record] of records.entries()) {
      for (const row of spec.partRows(record)[index] ?? []) yield [ordinalOf(place), ...row];
    }
  }
  return [
    {
      table: `in_${spec.table}`,
      columns: ["ordinal", "source_ids", "label", ...spec.staged.map((column) => column.name)],
      pieces: copyText(ownRows()),
    },
    ...spec.parts.map((part, index) => ({
      table: `in_${part.table}`,
      columns: ["ordinal", ...part.staged.map((column) => column.name)],
      pieces: copyText(rowsOfPart(index)),
    })),
  ];
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
  // Once a session: chunks of a kind are alike, and what the planner knows of a table survives its truncation.
  const isFirst = !analyzed.get(client)?.has(kind);
  if (isFirst) for (const table of stagingTables(spec)) await client.query(`ANALYZE ${table}`);
  await client.query(resolveSql(spec));
  if (isFirst) await client.query(`ANALYZE out_${spec.table}`);
  analyzed.get(client)?.add(kind);
  const disown = disownSql(spec);
  if (disown) await client.query(disown);
  await client.query(markKeptSql(spec));
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

/**
 * Writes the staged records into the directory, with journal and log, in the caller's transaction. Only
 * differences are written: a chunk of unchanged records writes nothing.
 *
 * @param firstSeq log number of ordinal 0
 * @throws pg's DatabaseError; the caller rolls back
 */
async function writeStaged(
  client: PoolClient,
  kind: PlannedKind,
  run: DirectoryRun,
  firstSeq: bigint,
): Promise<ChunkCounts> {
  const spec: KindTable = kindSpec(kind);
  const parameters = [run.importId, firstSeq.toString()];
  const planned = await countStaged(client, kind);
  const wasThere =
    planned.updated + planned.unchanged > 0 || (kind === "user" && (await isAnyParted(client)));

  const removed =
    kind === "user" && wasThere
      ? await mergePeopleAway(client, parameters, freedOrdinal, sideEffectOrdinal)
      : 0;
  if (planned.created > 0) await client.query(insertSql(spec), parameters);
  if (planned.updated > 0) await client.query(updateSql(spec), parameters);

  const owners = new Set<number>();
  for (const part of spec.parts) {
    // One look at an unchanged chunk's parts instead of an attempt to insert, update and remove.
    if (planned.created === 0 && !(await hasPartChanges(client, spec, part, run.isMirror))) continue;
    const statements = [
      insertPartSql(spec, part),
      wasThere ? updatePartSql(spec, part) : null,
      wasThere && run.isMirror && part.isWholeSet ? removePartSql(spec, part) : null,
    ];
    for (const sql of statements) {
      if (sql === null) continue;
      const { rows } = await client.query<{ ordinal: number }>(sql, parameters);
      for (const row of rows) owners.add(row.ordinal);
    }
  }
  if (owners.size > 0) {
    await client.query(
      `UPDATE out_${spec.table} SET result = 'updated'
       WHERE (result IS NULL OR result = 'kept') AND ordinal = ANY ($1::int[])`,
      [[...owners]],
    );
  }
  const counts = owners.size > 0 ? await countStaged(client, kind) : planned;
  if (counts.created + counts.updated + counts.skipped + counts.failed > 0) {
    await client.query(logSql(spec), parameters);
  }
  return { ...counts, removed };
}

/** A person may be new and have source rows all the same: those of somebody else until now. */
async function isAnyParted(client: PoolClient): Promise<boolean> {
  return (await client.query("SELECT 1 FROM parted LIMIT 1")).rowCount === 1;
}

async function hasPartChanges(
  client: PoolClient,
  spec: KindTable,
  part: PartTable,
  isMirror: boolean,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM (${partChangesSql(spec, part, isMirror)}) changed LIMIT 1`,
  );
  return rowCount === 1;
}

/** A record the database refuses for its content: integrity (23…) or data (22…) errors. */
export function isRecordError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));
}

const sum = (left: ChunkCounts, right: ChunkCounts): ChunkCounts => ({
  created: left.created + right.created,
  updated: left.updated + right.updated,
  unchanged: left.unchanged + right.unchanged,
  skipped: left.skipped + right.skipped,
  failed: left.failed + right.failed,
  kept: left.kept + right.kept,
  removed: left.removed + right.removed,
});

/**
 * Stages and writes records of one kind in the caller's transaction. A record that the database refuses does
 * not stop the others: the chunk is halved until the record stands alone, and is logged as failed.
 *
 * @param firstSeq log number of ordinal 0
 * @param ordinals the records' places in their chunk, where they are not 0, 1, 2, …
 */
export async function writeRecords<Kind extends PlannedKind>(
  client: PoolClient,
  kind: Kind,
  records: readonly PlannedRecords[Kind][],
  run: DirectoryRun,
  firstSeq: bigint,
  ordinals: readonly number[] = records.map((_, index) => index),
): Promise<ChunkCounts> {
  await client.query("SAVEPOINT records");
  try {
    await stageRecords(client, kind, records, ordinals);
    const counts = await writeStaged(client, kind, run, firstSeq);
    await client.query("RELEASE SAVEPOINT records");
    return counts;
  } catch (error) {
    if (!isRecordError(error)) throw error;
    await client.query("ROLLBACK TO SAVEPOINT records");
    const [record] = records;
    if (records.length === 1 && record !== undefined) {
      const spec = kindSpec(kind);
      await client.query(
        `INSERT INTO import_log (import_id, seq, kind, result, source_ids, label, code, message)
         VALUES ($1, $2, $3, 'failed', $4, $5, 'database_refused', $6)`,
        [
          run.importId,
          (firstSeq + BigInt(ordinals[0] ?? 0)).toString(),
          kind,
          spec.sourceIds(record),
          spec.label(record),
          error.message,
        ],
      );
      return { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 1, kept: 0, removed: 0 };
    }
    const middle = Math.ceil(records.length / 2);
    const part = (from: number, to?: number) =>
      writeRecords(client, kind, records.slice(from, to), run, firstSeq, ordinals.slice(from, to));
    return sum(await part(0, middle), await part(middle));
  }
}
