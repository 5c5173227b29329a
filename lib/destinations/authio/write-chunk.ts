import type { PoolClient } from "pg";
import type { PlannedKind, PlannedRecords } from "../../planner/planned-records.ts";
import {
  insertPartSql,
  insertSql,
  logSql,
  partChangesSql,
  removePartSql,
  updatePartSql,
  updateSql,
} from "./chunk-sql.ts";
import { checkKeysAtOnce, checkKeysByRow } from "./foreign-keys.ts";
import type { KindTable, PartTable } from "./kind-spec.ts";
import { kindSpec } from "./kind-specs.ts";
import { mergePeopleAway } from "./merge-people-away.ts";
import { type StagedChunk, type StagingRows, stagingRows } from "./staged-chunk.ts";
import {
  analyzeResults,
  type ChunkCounts,
  countStaged,
  type DirectoryRun,
  isAnyParted,
  stageRows,
  stagingRolledBack,
} from "./staging.ts";

/** Log numbers: every chunk has room for this many lines. */
export const logLinesPerChunk = 1_000_000;

/**
 * Numbers above those of records, for what happens on the way: an address freed for somebody else, then a person
 * merged into another. In this order, and before the records: an undo goes back through them the other way.
 */
export const freedOrdinal = 400_000;
export const sideEffectOrdinal = 500_000;

/**
 * Writes the staged records into the directory, with journal and log, in the caller's transaction. Only
 * differences are written: a chunk of unchanged records writes nothing.
 *
 * @param firstSeq log number of the first ordinal
 * @throws pg's DatabaseError; the caller rolls back
 */
async function writeStaged(
  client: PoolClient,
  kind: PlannedKind,
  run: DirectoryRun,
  firstSeq: bigint,
  firstOrdinal: number,
): Promise<ChunkCounts> {
  const spec: KindTable = kindSpec(kind);
  const parameters = [run.importId, (firstSeq - BigInt(firstOrdinal)).toString()];
  const planned = await countStaged(client, kind);
  // A person may be new and have source rows all the same: those of somebody else until now.
  const wasThere =
    planned.updated + planned.unchanged > 0 || (kind === "user" && (await isAnyParted(client)));

  const removed =
    kind === "user" && wasThere
      ? await mergePeopleAway(client, parameters, freedOrdinal, firstOrdinal + sideEffectOrdinal)
      : 0;
  const isAllNew = planned.created > 0 && planned.kept === 0 && !wasThere;
  const areKeysChecked = isAllNew && (await checkKeysAtOnce(client, spec, run.importId));
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
    await analyzeResults(client, spec);
  }
  const counts = owners.size > 0 ? await countStaged(client, kind) : planned;
  if (counts.created + counts.updated + counts.skipped + counts.failed > 0) {
    await client.query(logSql(spec), parameters);
  }
  if (areKeysChecked) await checkKeysByRow(client);
  return { ...counts, removed };
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
 * Stages and writes a chunk of one kind in the caller's transaction. A record that the database refuses does not stop
 * the others: they are written without it.
 *
 * @param read the chunk's records, asked for only if one of them is refused
 * @param firstSeq log number of the first record
 */
export async function writeChunk<Kind extends PlannedKind>(
  client: PoolClient,
  kind: Kind,
  { tables, firstOrdinal }: StagedChunk,
  read: () => Promise<readonly PlannedRecords[Kind][]>,
  run: DirectoryRun,
  firstSeq: bigint,
): Promise<ChunkCounts> {
  const counts = await writeTables(client, kind, tables, run, firstSeq, firstOrdinal);
  if (!(counts instanceof Error)) return counts;
  const records = await read();
  return writeWithout(client, kind, records, run, firstSeq, placesOf(records), counts);
}

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
  ordinals: readonly number[] = placesOf(records),
): Promise<ChunkCounts> {
  const tables = stagingRows(kind, records, (place) => ordinals[place] ?? place);
  const counts = await writeTables(client, kind, tables, run, firstSeq, 0);
  return counts instanceof Error
    ? writeWithout(client, kind, records, run, firstSeq, ordinals, counts)
    : counts;
}

const placesOf = (records: readonly unknown[]) => records.map((_, place) => place);

/** Stages and writes rows; if the database refuses one of them, takes all of it back and answers the error. */
async function writeTables(
  client: PoolClient,
  kind: PlannedKind,
  tables: readonly StagingRows[],
  run: DirectoryRun,
  firstSeq: bigint,
  firstOrdinal: number,
): Promise<ChunkCounts | Error> {
  await client.query("SAVEPOINT records");
  try {
    await stageRows(client, kind, tables);
    const counts = await writeStaged(client, kind, run, firstSeq, firstOrdinal);
    await client.query("RELEASE SAVEPOINT records");
    return counts;
  } catch (error) {
    if (!isRecordError(error)) throw error;
    await client.query("ROLLBACK TO SAVEPOINT records");
    stagingRolledBack(client, kind);
    return error;
  }
}

/** Writes records of which one is refused: each half by itself, and of the last one that it failed. */
async function writeWithout<Kind extends PlannedKind>(
  client: PoolClient,
  kind: Kind,
  records: readonly PlannedRecords[Kind][],
  run: DirectoryRun,
  firstSeq: bigint,
  ordinals: readonly number[],
  error: Error,
): Promise<ChunkCounts> {
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
