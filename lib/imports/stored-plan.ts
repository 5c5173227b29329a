import type pg from "pg";
import type { Database } from "../database/database.ts";
import type { PlanReader } from "../destinations/authio/diff-kind.ts";
import { parseStagedText, type StagedChunk, stagedText } from "../destinations/authio/staged-chunk.ts";
import type { PlannedKind, PlannedRecords } from "../planner/planned-records.ts";
import { unpack } from "./pack.ts";

/** One stored chunk, by its place in the order of the apply. */
export type StoredChunk = {
  [Kind in PlannedKind]: { kind: Kind; records: PlannedRecords[Kind][] };
}[PlannedKind];

function parseLines(content: Buffer): unknown[] {
  // One parse of one array is several times faster than a parse a line.
  return JSON.parse(`[${content.toString("utf8").replaceAll("\n", ",")}]`) as unknown[];
}

/** Reads the chunk at a position; null past the end. Chunks are our own writing, so they are not validated again. */
export async function readChunk(
  on: Pick<pg.ClientBase, "query">,
  importId: string,
  position: number,
): Promise<StoredChunk | null> {
  const { rows } = await on.query<{ kind: PlannedKind; content: Buffer }>(
    "SELECT kind, content FROM plan_chunks WHERE import_id = $1 AND position = $2",
    [importId, position],
  );
  const [row] = rows;
  if (!row) return null;
  return { kind: row.kind, records: parseLines(await unpack(row.content)) } as StoredChunk;
}

/**
 * Reads the chunk at a position as it is staged.
 *
 * @param nth its place among the chunks of its kind, where some of them are staged together
 * @throws Error when there is no such chunk
 */
export async function readStagedChunk(
  on: Pick<pg.ClientBase, "query">,
  importId: string,
  position: number,
  nth = 0,
): Promise<StagedChunk & { kind: PlannedKind }> {
  const { rows } = await on.query<{ kind: PlannedKind; records: number; staged: Buffer | null }>(
    "SELECT kind, records, staged FROM plan_chunks WHERE import_id = $1 AND position = $2",
    [importId, position],
  );
  const [row] = rows;
  if (!row) throw new Error(`plan chunk ${position} of import ${importId} is missing`);
  const { kind, records, staged } = row;
  const parsed =
    (staged && parseStagedText(kind, await unpack(staged))) ??
    // Stored by a version that staged other columns.
    parseStagedText(kind, stagedText(kind, (await readChunk(on, importId, position))?.records ?? [], nth));
  if (!parsed) throw new Error(`plan chunk ${position} of import ${importId} can't be staged`);
  return { kind, records, ...parsed };
}

/** A kind's planned records as they are staged, in plan order, a chunk at a time. */
async function* stagedChunks(db: Database, importId: string, kind: PlannedKind): AsyncGenerator<StagedChunk> {
  for (const [nth, position] of (await positionsOf(db, importId, kind)).entries()) {
    yield await readStagedChunk(db.pool, importId, position, nth);
  }
}

async function positionsOf(db: Database, importId: string, kind: PlannedKind): Promise<number[]> {
  const { rows } = await db.pool.query<{ position: number }>(
    "SELECT position FROM plan_chunks WHERE import_id = $1 AND kind = $2 ORDER BY position",
    [importId, kind],
  );
  return rows.map((row) => row.position);
}

/** A kind's planned records in plan order, a chunk at a time. */
export async function* plannedRecords<Kind extends PlannedKind>(
  db: Database,
  importId: string,
  kind: Kind,
): AsyncGenerator<PlannedRecords[Kind][]> {
  const positions = await positionsOf(db, importId, kind);
  const read = (nth: number) => {
    const position = positions[nth];
    if (position === undefined) return null;
    const chunk = readChunk(db.pool, importId, position);
    // Whoever asks for it sees the error; nobody may.
    chunk.catch(() => undefined);
    return chunk;
  };
  // The next one is read while this one is worked on.
  let next = read(0);
  for (let nth = 0; next; nth++) {
    const chunk = await next;
    next = read(nth + 1);
    if (chunk) yield chunk.records as PlannedRecords[Kind][];
  }
}

/** The stored plan of an import, as the diff reads it. */
export function storedPlan(db: Database, importId: string): PlanReader {
  return {
    chunks: (kind) => stagedChunks(db, importId, kind),
    async counts() {
      const { rows } = await db.pool.query<{ kind: PlannedKind; records: number }>(
        "SELECT kind, sum(records)::int AS records FROM plan_chunks WHERE import_id = $1 GROUP BY kind",
        [importId],
      );
      return Object.fromEntries(rows.map(({ kind, records }) => [kind, records]));
    },
  };
}
