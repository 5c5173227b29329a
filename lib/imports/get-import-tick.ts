import { type ImportState, type ImportTick, importTask, readingProgress } from "../api/contract.ts";
import { importProblem } from "../api/fields.ts";
import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { importNotFound } from "./import-not-found.ts";
import { isSettledLine } from "./log-filter.ts";
import { readPull } from "./pull/read-pull.ts";
import { readProgress } from "./read-progress.ts";
import { readUndo } from "./read-undo.ts";
import { waitingFor } from "./waiting-for.ts";

/**
 * Where an import stands right now: small, and cheap enough to be asked for several times a second.
 *
 * @throws AppError `not_found`
 */
export async function getImportTick(db: Database, _actor: Actor, importId: string): Promise<ImportTick> {
  return db.prisma.$transaction(
    async (tx) => {
      const row = await tx.import.findUnique({
        where: { id: importId },
        select: { state: true, problem: true, reading: true, task: true, plannedAt: true, diffedAt: true },
      });
      if (!row) throw importNotFound(importId);
      const progress = await readProgress(tx, importId);
      const [last] = await tx.$queryRaw<{ seq: bigint | null }[]>`
        SELECT max(seq) AS seq FROM import_log WHERE ${isSettledLine(importId)}`;
      const state = row.state as ImportState;
      return {
        state,
        plannedAt: row.plannedAt?.toISOString() ?? null,
        diffedAt: row.diffedAt?.toISOString() ?? null,
        problem: importProblem.nullable().parse(row.problem),
        reading: readingProgress.nullable().parse(row.reading),
        pull: await readPull(tx, importId),
        task: importTask.parse(row.task),
        progress,
        undo: await readUndo(tx, importId),
        logSeq: String(last?.seq ?? 0n),
        waitingFor: await waitingFor(tx, importId, state),
      };
    },
    // One snapshot: the counts never speak of lines that `logSeq` does not cover.
    { isolationLevel: "RepeatableRead" },
  );
}
