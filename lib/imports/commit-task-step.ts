import type pg from "pg";
import { fence, type Lease } from "./lease.ts";

/**
 * A process that hangs (stopped, swapped out, cut off) holds its step no longer than this: then the database ends
 * its session, and what it wakes up to write has no transaction any more.
 */
export const hangTimeoutMs = 15_000;

/** Thrown inside a step when the import was paused meanwhile: the step is rolled back. */
export class TaskStopped extends Error {
  override readonly name = "TaskStopped";
}

/**
 * One step of a retry or an undo in one transaction with its checkpoint, like a chunk of an apply: it commits only
 * while the import is in `state` and this process holds the lease.
 *
 * @throws TaskStopped, LeaseLost, or what the step throws; nothing of the step is there then
 */
export async function commitTaskStep(
  client: pg.PoolClient,
  lease: Lease,
  state: "retrying" | "undoing",
  step: number,
  work: () => Promise<void>,
): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    const { rowCount } = await client.query(
      "UPDATE imports SET task_steps = $2 + 1 WHERE id = $1 AND task_steps = $2 AND state = $3",
      [lease.importId, step, state],
    );
    if (rowCount !== 1) throw new TaskStopped();
    await fence(client, lease);
    await client.query("SELECT pg_notify('imports', $1)", [lease.importId]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
