import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type ImportState, type ImportTask, importTask } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { isDiskFull } from "../database/trouble.ts";
import { AppError } from "../errors.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { applyImport } from "./apply-import.ts";
import { acquireLease, keepLease, LeaseLost, releaseLease } from "./lease.ts";
import { moveImport } from "./move-import.ts";
import { pullImport } from "./pull/pull-import.ts";
import { readAndPlan } from "./read-and-plan.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { retryImport } from "./retry-import.ts";
import { undoImport } from "./undo-import.ts";

/** States in which an import waits for a process, not for a person. */
export const workingStates = [
  "pulling",
  "reading",
  "planning",
  "waiting",
  "applying",
  "retrying",
  "undoing",
] as const satisfies ImportState[];

/** What an import goes on to when it is its turn. */
const turns: Record<ImportTask, "applying" | "retrying" | "undoing"> = {
  apply: "applying",
  retry: "retrying",
  undo: "undoing",
};

/**
 * Does whatever an import waits for, until it waits for a person: pulls, reads and plans, or takes its turn and
 * applies. Any process may call this at any time for any import. Pulling, reading and planning are done by one of them
 * at a time, who holds the lease, and so are a retry and an undo; an apply is shared by all who come.
 *
 * @returns false when another process is at it, or when it is not its turn yet
 */
export async function workOnImport(db: Database, importId: string, stop?: AbortSignal): Promise<boolean> {
  const signal = stop ?? new AbortController().signal;
  try {
    while (!signal.aborted) {
      const state = await stateOf(db, importId);
      if (state === "applying") {
        await step(db, importId, signal, () => applyImport(db, importId, signal));
      } else if (!workingStates.some((working) => working === state)) {
        return true;
      } else if (!(await workAlone(db, importId, signal))) {
        return false;
      }
    }
    return false;
  } catch (error) {
    if (error instanceof LeaseLost || signal.aborted) return false;
    throw error;
  }
}

async function stateOf(db: Database, importId: string): Promise<ImportState | undefined> {
  const found = await db.prisma.import.findUnique({ where: { id: importId }, select: { state: true } });
  return found?.state as ImportState | undefined;
}

/** Does what one process at a time may do. Returns false when another is at it, or when it is not its turn yet. */
async function workAlone(db: Database, importId: string, stop: AbortSignal): Promise<boolean> {
  const lease = await acquireLease(db, importId, `${hostname()}:${process.pid}`);
  if (!lease) return false;
  const kept = keepLease(db, lease);
  const signal = AbortSignal.any([stop, kept.signal]);
  try {
    const state = await stateOf(db, importId);
    if (state === "pulling") {
      await step(db, importId, signal, () => pullImport(db, lease, signal));
    } else if (state === "reading" || state === "planning") {
      await step(db, importId, signal, () => readAndPlan(db, lease, signal));
    } else if (state === "retrying") {
      await step(db, importId, signal, () => retryImport(db, lease, signal));
    } else if (state === "undoing") {
      await step(db, importId, signal, () => undoImport(db, lease, signal));
    } else if (state === "waiting") {
      return await takeTurn(db, importId);
    }
    return true;
  } finally {
    kept.stop();
    await releaseLease(db, lease).catch(() => undefined);
  }
}

/** One import at a time writes to the directory: the lock's primary key lets one through. */
async function takeTurn(db: Database, importId: string): Promise<boolean> {
  try {
    await db.prisma.$transaction(async (tx) => {
      const { task } = await tx.import.findUniqueOrThrow({ where: { id: importId }, select: { task: true } });
      await moveImport(tx, importId, ["waiting"], turns[importTask.parse(task)], { problem: Prisma.DbNull });
      await tx.$executeRaw`UPDATE imports SET started_at = COALESCE(started_at, now()) WHERE id = ${importId}`;
    });
    return true;
  } catch (error) {
    // Somebody else's turn, or cancelled meanwhile.
    if (isUniqueViolation(error) || (error instanceof AppError && error.code === "conflict")) return false;
    throw error;
  }
}

function isUniqueViolation(error: unknown): boolean {
  const text = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : "";
  return text.includes("apply_locks") || text.includes("23505") || text.includes("P2002");
}

/**
 * Runs a step, again if trouble passes; what stays is told on the import, which then waits for a person. Trouble that
 * comes again and again is no reason to give up as long as the import moves on between.
 */
async function step(
  db: Database,
  importId: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  let reached = await checkpointOf(db, importId);
  let troubledAt = 0;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LeaseLost || signal.aborted) throw error;
      // Null while the database does not answer: then nothing was reached either.
      const checkpoint = await checkpointOf(db, importId).catch(() => null);
      if (checkpoint !== null && checkpoint !== reached) {
        reached = checkpoint;
        attempt = 0;
      }
      if (attempt === 0) troubledAt = performance.now();
      const delayMs = retryDelayMs(error, attempt, performance.now() - troubledAt);
      if (delayMs === null) return await tellProblem(db, importId, error);
      await sleep(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/** Another one whenever something was committed that a step goes on from. */
async function checkpointOf(db: Database, importId: string): Promise<string> {
  const { rows } = await db.pool.query<{ checkpoint: string }>(
    `SELECT concat_ws(' ', applied_chunks, task_steps,
       (SELECT max(seq) FROM pull_pages WHERE import_id = $1)) AS checkpoint
     FROM imports WHERE id = $1`,
    [importId],
  );
  return rows[0]?.checkpoint ?? "";
}

async function tellProblem(db: Database, importId: string, error: unknown): Promise<void> {
  const found = await db.prisma.import.findUnique({ where: { id: importId }, select: { state: true } });
  // Cancelled, or taken back to draft, while the step ran: that is what stopped it, and no problem.
  if (!workingStates.some((state) => state === found?.state)) return;
  const message = error instanceof Error ? error.message : String(error);
  console.error(`import ${importId}:`, error);
  const problem =
    error instanceof AppError
      ? { code: error.code, message, whatToDo: error.whatToDo }
      : {
          code: "stopped",
          message: isDiskFull(error)
            ? "The import stopped: the database's disk is full."
            : `The import stopped: ${message}.`,
          whatToDo: `What was done until now stays, and nothing is half done. ${
            isDiskFull(error) ? "Free or add space" : "Mend the cause"
          }, then go on from here.`,
        };
  await db.prisma.$transaction(async (tx) => {
    const { state } = await tx.import.findUniqueOrThrow({ where: { id: importId }, select: { state: true } });
    // What pulls or writes can go on from its checkpoint; reading and planning are done again as a whole.
    if (state === "pulling") await moveImport(tx, importId, ["pulling"], "pull_paused", { problem });
    else if (state === "applying" || state === "retrying" || state === "undoing") {
      await moveImport(tx, importId, [state], "paused", { problem });
    } else await moveImport(tx, importId, ["reading", "planning"], "failed", { problem });
  });
}
