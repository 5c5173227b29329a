import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { removeGone } from "../destinations/authio/gone.ts";
import { type ChunkCounts, type DirectoryRun, openRunSession } from "../destinations/authio/staging.ts";
import { logLinesPerChunk, writeChunk } from "../destinations/authio/write-chunk.ts";
import type { PlannedKind } from "../planner/planned-records.ts";
import {
  type ApplyStep,
  claimProcessor,
  claimStep,
  completeStep,
  listSteps,
  removalsPerStep,
} from "./apply-steps.ts";
import { hangTimeoutMs } from "./commit-task-step.ts";
import { directoryRun } from "./diff-import.ts";
import { readChunk, readStagedChunk } from "./stored-plan.ts";

/** Connections on which one process applies. Each keeps a processor of the database busy. */
const lanesPerProcess = 2;

/** Between two looks for a step while others work on the last ones of a phase. */
const busyPollMs = 20;

/** Between two looks for a processor while others have them all. They go on to the end; this one is for when they die. */
const crowdedPollMs = 1_000;

/**
 * Applies a confirmed plan, step by step, together with whatever other processes do the same. A step is one
 * transaction: its rows, their journal and log, and its mark that it is done. Who works on a step holds the lock of
 * its row, and it commits only while the import is `applying`; so any process can be killed at any instruction,
 * the others go on, and nothing is written twice (decision 18).
 *
 * @returns when everything is written, or when the import was paused or cancelled
 * @throws what the database throws when it can't go on
 */
export async function applyImport(db: Database, importId: string, signal: AbortSignal): Promise<void> {
  const run = await directoryRun(db, importId);
  await listSteps(db, importId, run.isMirror);
  const ended = new AbortController();
  let failure: unknown;
  // The first to end is the cause: who is stopped by it has nothing to add.
  const end = (error?: unknown) => {
    if (ended.signal.aborted) return;
    failure = error;
    ended.abort();
  };
  const stop = AbortSignal.any([signal, ended.signal]);
  const lanes: Promise<void>[] = [];
  try {
    // Each begins after the first step of the one before: until then it would only hold up the log's first lines.
    while (lanes.length < lanesPerProcess) {
      const client = await beginLane(db, run, stop);
      lanes.push(workInLane(client, run, stop).then(() => end(), end));
    }
  } catch (error) {
    end(error);
  }
  await Promise.all(lanes);
  if (failure !== undefined) throw failure;
  await finish(db, importId);
}

/** Opens a connection and does the first step on it, once there is a processor for it. */
async function beginLane(db: Database, run: DirectoryRun, stop: AbortSignal): Promise<pg.PoolClient> {
  stop.throwIfAborted();
  const client = await db.pool.connect();
  try {
    while (!(await claimProcessor(client, availableParallelism()))) {
      await sleep(crowdedPollMs, undefined, { signal: stop });
    }
    // Between two steps it holds its processor, and within one the step.
    await client.query(
      `SET idle_session_timeout = ${hangTimeoutMs}; SET idle_in_transaction_session_timeout = ${hangTimeoutMs}`,
    );
    await openRunSession(client, run);
    await workOnStep(client, run);
    return client;
  } catch (error) {
    await endLane(client);
    throw error;
  }
}

/** Works on one step after another until none is left, then closes the connection. */
async function workInLane(client: pg.PoolClient, run: DirectoryRun, stop: AbortSignal): Promise<void> {
  try {
    for (;;) {
      stop.throwIfAborted();
      const outcome = await workOnStep(client, run);
      if (outcome === "done") return;
      if (outcome === "busy") await sleep(busyPollMs, undefined, { signal: stop });
    }
  } finally {
    await endLane(client);
  }
}

/** Gives the processor back, and closes the connection: its temporary tables and settings belong to this run alone. */
async function endLane(client: pg.PoolClient): Promise<void> {
  // At once: the database may take a moment longer to end the session.
  await client.query("SELECT pg_advisory_unlock_all()").catch(() => undefined);
  client.release(true);
}

/** Log numbers start at 1: "after 0" is the whole log. */
const firstSeqOf = (position: number) => BigInt(position) * BigInt(logLinesPerChunk) + 1n;

/** Takes a step and does it, in one transaction. `done`: none is left, or the import was paused or cancelled. */
async function workOnStep(client: pg.PoolClient, run: DirectoryRun): Promise<"worked" | "busy" | "done"> {
  await client.query("BEGIN");
  try {
    const step = await claimStep(client, run.importId);
    if (typeof step === "string") {
      await client.query("ROLLBACK");
      return step;
    }
    const counts = await writeStep(client, run, step);
    await addProgress(client, run.importId, step.kind, counts);
    if (!(await completeStep(client, run.importId, step))) {
      await client.query("ROLLBACK");
      return "done";
    }
    await client.query("SELECT pg_notify('imports', $1)", [run.importId]);
    await client.query("COMMIT");
    return "worked";
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function writeStep(
  client: pg.PoolClient,
  run: DirectoryRun,
  { position, kind, offset }: ApplyStep,
): Promise<ChunkCounts> {
  const firstSeq = firstSeqOf(position);
  if (offset !== null) {
    const removal = await removeGone(client, kind, run, firstSeq, offset, removalsPerStep);
    return { created: 0, updated: 0, unchanged: 0, failed: 0, kept: 0, ...removal };
  }
  const chunk = await readStagedChunk(client, run.importId, position);
  const read = async () => ((await readChunk(client, run.importId, position))?.records ?? []) as never[];
  return writeChunk(client, chunk.kind, chunk, read, run, firstSeq);
}

async function addProgress(
  client: pg.PoolClient,
  importId: string,
  kind: PlannedKind,
  counts: ChunkCounts,
): Promise<void> {
  const { created, updated, unchanged, skipped, failed, kept, removed } = counts;
  const processed = created + updated + unchanged + skipped + failed + kept;
  await client.query(
    `INSERT INTO import_progress AS p (import_id, kind, planned, removed, started_at) VALUES ($1, $2, 0, $8, now())
     ON CONFLICT (import_id, kind) DO UPDATE SET
       processed = p.processed + LEAST($3, p.planned - p.processed), created = p.created + $4, updated = p.updated + $5,
       unchanged = p.unchanged + $6, skipped = p.skipped + $7, removed = p.removed + $8, failed = p.failed + $9,
       kept = p.kept + $10,
       started_at = COALESCE(p.started_at, now()),
       finished_at = CASE WHEN p.processed + $3 >= p.planned THEN now() END`,
    [importId, kind, processed, created, updated, unchanged, skipped, removed, failed, kept],
  );
}

/** Ends the apply; of several processes that see that nothing is left, one does. */
async function finish(db: Database, importId: string): Promise<void> {
  await inTransaction(db.pool, async (client) => {
    await client.query(
      `UPDATE imports SET finished_at = now(), state = CASE WHEN EXISTS (
         SELECT 1 FROM import_progress WHERE import_id = $1 AND failed + skipped > 0
       ) THEN 'complete_with_errors' ELSE 'complete' END
       WHERE id = $1 AND state = 'applying'
         AND NOT EXISTS (SELECT 1 FROM import_steps WHERE import_id = $1 AND NOT is_done)`,
      [importId],
    );
    await client.query("SELECT pg_notify('imports', $1)", [importId]);
  });
}
