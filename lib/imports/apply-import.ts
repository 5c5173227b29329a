import type pg from "pg";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { removalOrder, removeGone } from "../destinations/authio/gone.ts";
import {
  type ChunkCounts,
  type DirectoryRun,
  logLinesPerChunk,
  openRunSession,
  writeRecords,
} from "../destinations/authio/write-chunk.ts";
import type { PlannedKind } from "../planner/planned-records.ts";
import { directoryRun } from "./diff-import.ts";
import { fence, type Lease } from "./lease.ts";
import { readChunk, type StoredChunk } from "./plan-store.ts";

/** Thrown inside a chunk when the import was paused or cancelled meanwhile: the chunk is rolled back. */
class Stopped extends Error {
  override readonly name = "Stopped";
}

/** Removals of one transaction. */
const removalsPerChunk = 2_000;

type Removal = { kind: PlannedKind; offset: number };

/**
 * Applies a confirmed plan, chunk by chunk, from where it stands. A chunk is one transaction: its rows, their
 * journal and log, and the checkpoint. It commits only while the import is `applying` and this process holds the
 * lease; so it can be killed at any instruction and goes on, and nothing is written twice (decision 18).
 *
 * @returns when everything is written, or when the import was paused or cancelled
 * @throws LeaseLost, or what the database throws when it can't go on
 */
export async function applyImport(db: Database, lease: Lease, signal: AbortSignal): Promise<void> {
  const { importId } = lease;
  const run = await directoryRun(db, importId);
  const found = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { appliedChunks: true, _count: { select: { chunks: true } } },
  });
  const chunkCount = found._count.chunks;
  const removals = run.isMirror ? await listRemovals(db, importId) : [];

  let position = found.appliedChunks;
  let ahead: Promise<StoredChunk | null> = readChunk(db, importId, position);
  const client = await db.pool.connect();
  try {
    await openRunSession(client, run);
    try {
      for (; position < chunkCount; position++) {
        signal.throwIfAborted();
        const chunk = await ahead;
        if (!chunk) throw new Error(`plan chunk ${position} of import ${importId} is missing`);
        // The next chunk is fetched and unpacked while the database works on this one.
        ahead = readChunk(db, importId, position + 1);
        ahead.catch(() => undefined);
        await applyChunk(client, lease, run, position, chunk);
      }
      for (; position < chunkCount + removals.length; position++) {
        signal.throwIfAborted();
        const removal = removals[position - chunkCount];
        if (removal) await applyRemoval(client, lease, run, position, removal);
      }
    } catch (error) {
      if (error instanceof Stopped) return;
      throw error;
    }
  } finally {
    // The session's temporary tables and settings belong to this run alone.
    client.release(true);
  }
  await finish(db, lease);
}

/** Log numbers start at 1: "after 0" is the whole log. */
const firstSeqOf = (position: number) => BigInt(position) * BigInt(logLinesPerChunk) + 1n;

async function applyChunk(
  client: pg.PoolClient,
  lease: Lease,
  run: DirectoryRun,
  position: number,
  chunk: StoredChunk,
): Promise<void> {
  await commitStep(client, lease, position, async () => {
    const firstSeq = firstSeqOf(position);
    const counts = await writeRecords(client, chunk.kind, chunk.records as never, run, firstSeq);
    await addProgress(client, lease.importId, chunk.kind, counts);
  });
}

async function applyRemoval(
  client: pg.PoolClient,
  lease: Lease,
  run: DirectoryRun,
  position: number,
  { kind, offset }: Removal,
): Promise<void> {
  await commitStep(client, lease, position, async () => {
    const firstSeq = firstSeqOf(position);
    const { removed, skipped } = await removeGone(client, kind, run, firstSeq, offset, removalsPerChunk);
    await addProgress(client, lease.importId, kind, {
      created: 0,
      updated: 0,
      unchanged: 0,
      skipped,
      failed: 0,
      removed,
    });
  });
}

/** One step in one transaction, with its checkpoint: committed only by who may, and only while it may. */
async function commitStep(
  client: pg.PoolClient,
  lease: Lease,
  position: number,
  step: () => Promise<void>,
): Promise<void> {
  await client.query("BEGIN");
  try {
    await step();
    const { rowCount } = await client.query(
      "UPDATE imports SET applied_chunks = $2 + 1 WHERE id = $1 AND applied_chunks = $2 AND state = 'applying'",
      [lease.importId, position],
    );
    if (rowCount !== 1) throw new Stopped();
    await fence(client, lease);
    await client.query("SELECT pg_notify('imports', $1)", [lease.importId]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function addProgress(
  client: pg.PoolClient,
  importId: string,
  kind: PlannedKind,
  counts: ChunkCounts,
): Promise<void> {
  const processed = counts.created + counts.updated + counts.unchanged + counts.skipped + counts.failed;
  await client.query(
    `INSERT INTO import_progress AS p (import_id, kind, planned, removed, started_at) VALUES ($1, $2, 0, $8, now())
     ON CONFLICT (import_id, kind) DO UPDATE SET
       processed = p.processed + LEAST($3, p.planned - p.processed), created = p.created + $4, updated = p.updated + $5,
       unchanged = p.unchanged + $6, skipped = p.skipped + $7, removed = p.removed + $8, failed = p.failed + $9,
       started_at = COALESCE(p.started_at, now()),
       finished_at = CASE WHEN p.processed + $3 >= p.planned THEN now() END`,
    [
      importId,
      kind,
      processed,
      counts.created,
      counts.updated,
      counts.unchanged,
      counts.skipped,
      counts.removed,
      counts.failed,
    ],
  );
}

/** What the confirmed diff found gone, as steps in a fixed order, so that a restart finds its place by number. */
async function listRemovals(db: Database, importId: string): Promise<Removal[]> {
  const counts = await db.prisma.diffItem.groupBy({
    by: ["kind"],
    where: { importId, action: "gone" },
    _count: { _all: true },
  });
  const removals: Removal[] = [];
  for (const kind of removalOrder) {
    const count = counts.find((row) => row.kind === kind)?._count._all ?? 0;
    for (let offset = 0; offset < count; offset += removalsPerChunk) removals.push({ kind, offset });
  }
  return removals;
}

async function finish(db: Database, lease: Lease): Promise<void> {
  await inTransaction(db.pool, async (client) => {
    await client.query(
      `UPDATE imports SET finished_at = now(), state = CASE WHEN EXISTS (
         SELECT 1 FROM import_progress WHERE import_id = $1 AND failed + skipped > 0
       ) THEN 'complete_with_errors' ELSE 'complete' END
       WHERE id = $1 AND state = 'applying'`,
      [lease.importId],
    );
    await client.query("SELECT pg_notify('imports', $1)", [lease.importId]);
    await fence(client, lease);
  });
}
