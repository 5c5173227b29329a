import type { ImportState } from "../api/contract.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { logLinesPerChunk } from "../destinations/authio/write-chunk.ts";
import { AppError } from "../errors.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { type Actor, actorName } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";
import { ensureNotPurged } from "./retention/ensure-not-purged.ts";

/** States of an import that has ended and may have written something. */
export const undoableStates = [
  "complete",
  "complete_with_errors",
  "cancelled",
] as const satisfies ImportState[];

/**
 * Has a worker take back what an import did, as soon as no other import is writing.
 *
 * @throws AppError `not_found`; `conflict` when the import has not ended, or there is nothing to take back; `gone` when
 *   its journal was purged
 */
export async function startUndo(db: Database, actor: Actor, importId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await moveImport(tx, importId, undoableStates, "waiting", {
      task: "undo",
      taskSteps: 0,
      undoConfirmedBy: actorName(actor),
      undoConfirmedAt: new Date(),
      problem: Prisma.DbNull,
    });
    await ensureSomethingToUndo(tx, importId);
    await tx.$executeRaw`
      UPDATE imports SET task_base = (
        SELECT max(seq) / ${logLinesPerChunk} + 1 FROM import_log WHERE import_id = ${importId}
      ) WHERE id = ${importId}`;
    await tx.$executeRaw`
      INSERT INTO undo_progress (import_id, kind, planned)
      SELECT import_id, kind, created + updated + removed FROM import_progress
      WHERE import_id = ${importId} AND created + updated + removed > 0`;
    // Steps that a cancelled apply never came to: its log is whole without them.
    await tx.importStep.deleteMany({ where: { importId, isDone: false } });
    // What the preview said; the undo itself says it again.
    await tx.undoItem.deleteMany({ where: { importId } });
    await recordAudit(tx, actor, "import.undo_confirmed", { kind: "import", id: importId });
  });
  await enqueueIdle(db);
}

/** @throws AppError `conflict`, or `gone` when nobody can tell any more what the import changed */
export async function ensureSomethingToUndo(
  tx: Pick<Prisma.TransactionClient, "importJournal" | "purge">,
  importId: string,
): Promise<void> {
  await ensureNotPurged(tx, importId, "journal");
  const first = await tx.importJournal.findFirst({ where: { importId }, select: { seq: true } });
  if (first) return;
  throw new AppError(
    "conflict",
    "This import has changed nothing in the directory.",
    "There is nothing to undo.",
  );
}
