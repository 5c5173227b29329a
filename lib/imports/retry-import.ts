import type pg from "pg";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { removeGone } from "../destinations/authio/gone.ts";
import { type ChunkCounts, type DirectoryRun, openRunSession } from "../destinations/authio/staging.ts";
import { logLinesPerChunk, writeRecords } from "../destinations/authio/write-chunk.ts";
import type { PlannedKind } from "../planner/planned-records.ts";
import { removalsPerStep } from "./apply-steps.ts";
import { commitTaskStep, hangTimeoutMs, TaskStopped } from "./commit-task-step.ts";
import { directoryRun } from "./diff-import.ts";
import { fence, type Lease } from "./lease.ts";
import { readChunk } from "./stored-plan.ts";

/** A step of the apply of which records failed or were skipped: their places in it, and how they stand. */
type Troubled = {
  position: number;
  kind: PlannedKind;
  offset: number | null;
  ordinals: number[];
  failed: number;
  skipped: number;
};

/**
 * Tries the records again that failed or were skipped, and only those, step by step as they were applied: parents
 * first. A step is one transaction with its lines, counts and checkpoint.
 *
 * The log is append-only, so a record's new line stands `taskBase` chunks above the place it has in the apply, and
 * replaces every earlier line of that place. A record that is there by now gets no line; that all lines below
 * `retriedBelow` were tried again says so.
 *
 * @returns when all were tried, or when the retry was paused
 * @throws LeaseLost, or what the database throws when it can't go on
 */
export async function retryImport(db: Database, lease: Lease, signal: AbortSignal): Promise<void> {
  const { importId } = lease;
  const run = await directoryRun(db, importId);
  const { taskBase, taskSteps, retriedBelow } = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { taskBase: true, taskSteps: true, retriedBelow: true },
  });
  if (taskBase === null) throw new Error(`the retry of import ${importId} has no place in its log`);
  const client = await db.pool.connect();
  try {
    await openRunSession(client, run);
    await client.query(`SET idle_in_transaction_session_timeout = ${hangTimeoutMs}`);
    const troubled = await listTroubled(client, importId, retriedBelow, taskBase);
    for (const [index, step] of troubled.slice(taskSteps).entries()) {
      signal.throwIfAborted();
      await commitTaskStep(client, lease, "retrying", taskSteps + index, async () => {
        const counts = await tryAgain(client, run, step, taskBase);
        await replaceCounts(client, importId, step, counts);
      });
    }
  } catch (error) {
    if (error instanceof TaskStopped) return;
    throw error;
  } finally {
    // The session's temporary tables and settings belong to this run alone.
    client.release(true);
  }
  await finish(db, lease);
}

/** Steps with lines that were not tried again yet: those of the run before this one. */
async function listTroubled(
  client: pg.PoolClient,
  importId: string,
  retriedBelow: number,
  taskBase: number,
): Promise<Troubled[]> {
  const { rows } = await client.query<Troubled>(
    `WITH line AS (
       SELECT result, ((seq - 1) / ${logLinesPerChunk}) % (SELECT count(*) FROM import_steps WHERE import_id = $1) AS position,
         ((seq - 1) % ${logLinesPerChunk})::int AS ordinal
       FROM import_log
       WHERE import_id = $1 AND result IN ('failed', 'skipped')
         AND seq > $2::bigint * ${logLinesPerChunk} AND seq <= $3::bigint * ${logLinesPerChunk}
     )
     SELECT s.position, s.kind, s."offset", array_agg(l.ordinal ORDER BY l.ordinal) AS ordinals,
       count(*) FILTER (WHERE l.result = 'failed')::int AS failed,
       count(*) FILTER (WHERE l.result = 'skipped')::int AS skipped
     FROM line l JOIN import_steps s ON s.import_id = $1 AND s.position = l.position
     GROUP BY s.position, s.kind, s."offset" ORDER BY s.position`,
    [importId, retriedBelow, taskBase],
  );
  return rows;
}

async function tryAgain(
  client: pg.PoolClient,
  run: DirectoryRun,
  { position, kind, offset, ordinals }: Troubled,
  taskBase: number,
): Promise<ChunkCounts> {
  const firstSeq = BigInt(taskBase + position) * BigInt(logLinesPerChunk) + 1n;
  if (offset !== null) {
    const removal = await removeGone(client, kind, run, firstSeq, offset, removalsPerStep, ordinals);
    return { created: 0, updated: 0, unchanged: 0, failed: 0, kept: 0, ...removal };
  }
  const chunk = await readChunk(client, run.importId, position);
  if (!chunk) throw new Error(`plan chunk ${position} of import ${run.importId} is missing`);
  const records = ordinals.map((ordinal) => chunk.records[ordinal]);
  return writeRecords(client, chunk.kind, records as never, run, firstSeq, ordinals);
}

/** What became of the records now, in place of what had become of them. */
async function replaceCounts(
  client: pg.PoolClient,
  importId: string,
  { kind, failed, skipped }: Troubled,
  counts: ChunkCounts,
): Promise<void> {
  await client.query(
    `UPDATE import_progress SET created = created + $3, updated = updated + $4, unchanged = unchanged + $5,
       removed = removed + $6, kept = kept + $7, skipped = skipped + $8 - $10, failed = failed + $9 - $11,
       retried_skipped = retried_skipped + $10, retried_failed = retried_failed + $11
     WHERE import_id = $1 AND kind = $2`,
    [
      importId,
      kind,
      counts.created,
      counts.updated,
      counts.unchanged,
      counts.removed,
      counts.kept,
      counts.skipped,
      counts.failed,
      skipped,
      failed,
    ],
  );
}

async function finish(db: Database, lease: Lease): Promise<void> {
  await inTransaction(db.pool, async (client) => {
    await client.query(
      `UPDATE imports SET finished_at = now(), retried_below = task_base, state = CASE WHEN EXISTS (
         SELECT 1 FROM import_progress WHERE import_id = $1 AND failed + skipped > 0
       ) THEN 'complete_with_errors' ELSE 'complete' END
       WHERE id = $1 AND state = 'retrying'`,
      [lease.importId],
    );
    await client.query("SELECT pg_notify('imports', $1)", [lease.importId]);
    await fence(client, lease);
  });
}
