import type { PoolClient } from "pg";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import {
  countLines,
  journaledChunks,
  openUndoSession,
  undoChunk,
} from "../destinations/authio/undo/undo-range.ts";
import { logLinesPerChunk } from "../destinations/authio/write-chunk.ts";
import { commitTaskStep, hangTimeoutMs, TaskStopped } from "./commit-task-step.ts";
import { fence, type Lease } from "./lease.ts";

/**
 * Takes back what an import did, its last chunk first. A step undoes one chunk in one transaction, with its lines
 * and the checkpoint; so it can be killed at any instruction and goes on (decision 18). What was touched since is
 * left alone, with the reason in the log.
 *
 * The lines stand above all others of the import: `taskBase` chunks were there, step n writes at `taskBase + n`.
 *
 * @returns when everything is undone, or when the undo was paused
 * @throws LeaseLost, or what the database throws when it can't go on
 */
export async function undoImport(db: Database, lease: Lease, signal: AbortSignal): Promise<void> {
  const { importId } = lease;
  const { taskBase, taskSteps } = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { taskBase: true, taskSteps: true },
  });
  if (taskBase === null) throw new Error(`the undo of import ${importId} has no place in its log`);
  const client = await db.pool.connect();
  try {
    const session = await openUndoSession(client, importId);
    await client.query(`SET idle_in_transaction_session_timeout = ${hangTimeoutMs}`);
    const chunks = await journaledChunks(client, importId, taskBase);
    for (const [index, position] of chunks.slice(taskSteps).entries()) {
      signal.throwIfAborted();
      const step = taskSteps + index;
      await commitTaskStep(client, lease, "undoing", step, async () => {
        await undoChunk(session, position);
        await client.query(
          `INSERT INTO import_log (import_id, seq, kind, result, source_ids, target_id, label, code, message)
           SELECT $1, seq + $2::bigint * ${logLinesPerChunk}, kind, result, source_ids, target_id, label, code, message
           FROM undo_lines ORDER BY seq`,
          [importId, taskBase + step - position],
        );
        await keepLeftAlone(client, importId);
        for (const [kind, counts] of await countLines(session)) {
          await client.query(
            `UPDATE undo_progress SET removed = removed + $3, restored = restored + $4, set_back = set_back + $5,
               left_alone = left_alone + $6
             WHERE import_id = $1 AND kind = $2`,
            [importId, kind, counts.removed, counts.restored, counts.setBack, counts.leftAlone],
          );
        }
      });
    }
  } catch (error) {
    if (error instanceof TaskStopped) return;
    throw error;
  } finally {
    // The session's temporary tables and settings belong to this undo alone.
    client.release(true);
  }
  await inTransaction(db.pool, async (tx) => {
    await tx.query(
      "UPDATE imports SET state = 'undone', undone_at = now() WHERE id = $1 AND state = 'undoing'",
      [importId],
    );
    await tx.query("SELECT pg_notify('imports', $1)", [importId]);
    await fence(tx, lease);
  });
}

/** Adds what the last chunk left alone to the import's list of that. */
export async function keepLeftAlone(client: PoolClient, importId: string): Promise<void> {
  await client.query(
    `INSERT INTO undo_items (import_id, ordinal, kind, label, source_ids, target_id, code, message)
     SELECT $1, (SELECT COALESCE(max(ordinal), 0) FROM undo_items WHERE import_id = $1) + row_number() OVER (ORDER BY seq),
       kind, label, source_ids, target_id, code, message
     FROM undo_lines WHERE result = 'skipped'`,
    [importId],
  );
}
