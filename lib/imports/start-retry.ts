import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { logLinesPerChunk } from "../destinations/authio/write-chunk.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";
import { ensureNotPurged } from "./retention/ensure-not-purged.ts";

/**
 * Has a worker try the records again that failed or were skipped, as soon as no other import is writing.
 *
 * @throws AppError `not_found`; `conflict` when the import has not ended with such records; `gone` when its plan, or the
 *   log that says which they are, was purged
 */
export async function startRetry(db: Database, actor: Actor, importId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await moveImport(tx, importId, ["complete_with_errors"], "waiting", {
      task: "retry",
      taskSteps: 0,
      finishedAt: null,
      problem: Prisma.DbNull,
    });
    for (const part of ["plan", "log", "journal"] as const) await ensureNotPurged(tx, importId, part);
    // Every run has room for the lines of all steps of the apply, so that a line's number tells its record.
    await tx.$executeRaw`
      UPDATE imports SET task_base = (
        SELECT steps.span * (last.chunk / steps.span + 1)
        FROM (SELECT count(*) AS span FROM import_steps WHERE import_id = ${importId}) steps,
          (SELECT max(seq) / ${logLinesPerChunk} AS chunk FROM import_log WHERE import_id = ${importId}) last
      ) WHERE id = ${importId}`;
    await recordAudit(tx, actor, "import.retry_started", { kind: "import", id: importId });
  });
  await enqueueIdle(db);
}
