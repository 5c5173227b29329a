import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import type { PlannedKind, PlannedRecords } from "../../planner/planned-records.ts";
import { type StagingRows, stagingRows } from "./staging.ts";

/** Planned records of one kind, a chunk at a time, in plan order; can be read again and again. */
export interface PlanReader {
  count(kind: PlannedKind): Promise<number>;
  chunks<Kind extends PlannedKind>(kind: Kind): AsyncIterable<readonly PlannedRecords[Kind][]>;
}

/** Plan chunks that are compared together: a join with the whole directory costs the same for many as for one. */
export const chunksPerComparison = 20;

/** Ordinals of a chunk's records begin with its place among those compared together, times this. */
export const ordinalsPerChunk = 1_000_000;

/** Chunks that are made ready while Postgres compares those before. A chunk of people takes some 8 MB. */
const chunksAhead = 6;

/** A chunk: its number of records, and these as rows of staging tables. */
type ReadyChunk = { records: number; tables: StagingRows[] };

/**
 * A plan's chunks of a kind as staging takes them, some of them made ready before anybody asks.
 *
 * @throws what reading the plan throws
 */
export function readyChunks(plan: PlanReader, kind: PlannedKind): AsyncIterable<ReadyChunk> {
  return Readable.from(writtenChunks(plan, kind), { highWaterMark: chunksAhead });
}

async function* writtenChunks(plan: PlanReader, kind: PlannedKind): AsyncGenerator<ReadyChunk> {
  let nth = 0;
  for await (const records of plan.chunks(kind)) {
    const firstOrdinal = (nth++ % chunksPerComparison) * ordinalsPerChunk;
    const tables: StagingRows[] = [];
    for (const table of stagingRows(kind, records, (place) => firstOrdinal + place)) {
      // Written out now: that is the work which is to be done ahead.
      tables.push({ ...table, pieces: await writtenOut(table.pieces) });
    }
    yield { records: records.length, tables };
  }
}

/** Leaves the event loop to others after every piece: a chunk that is made must not hold up one that is sent. */
async function writtenOut(pieces: Iterable<string>): Promise<Buffer[]> {
  const written: Buffer[] = [];
  for (const piece of pieces) {
    written.push(Buffer.from(piece));
    await setImmediate();
  }
  return written;
}
