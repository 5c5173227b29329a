import { type ImportDetail, importTask, readingProgress } from "../api/contract.ts";
import { plainDecisions } from "../api/decision-edits.ts";
import { importProblem } from "../api/fields.ts";
import { importPurge } from "../api/storage.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { importNotFound } from "./import-not-found.ts";
import { selectImports } from "./import-rows.ts";
import { readPull } from "./pull/read-pull.ts";
import { readFiles } from "./read-files.ts";
import { readProgress } from "./read-progress.ts";
import { readUndo } from "./read-undo.ts";
import { waitingFor } from "./waiting-for.ts";

/**
 * An import with everything its pages show of it, but its plan.
 *
 * @throws AppError `not_found`
 */
export async function getImport(db: Database, _actor: Actor, importId: string): Promise<ImportDetail> {
  const { prisma } = db;
  const [items, row, files, progress, pull, undo, decided] = await Promise.all([
    selectImports(db, Prisma.sql`i.id = ${importId}`, 1),
    prisma.import.findUnique({
      where: { id: importId },
      // Not the summary and the report: those are read by who shows them.
      select: {
        problem: true,
        reading: true,
        plannedAt: true,
        diffedAt: true,
        confirmedBy: true,
        confirmedAt: true,
        startedAt: true,
        task: true,
        purges: { orderBy: { id: "asc" }, select: { part: true, requestedAt: true, requestedBy: true } },
      },
    }),
    readFiles(prisma, importId),
    readProgress(prisma, importId),
    readPull(prisma, importId),
    readUndo(prisma, importId),
    // What is decided about merges may be megabytes.
    prisma.$queryRaw<{ plain: unknown }[]>`
      SELECT decisions - 'merges' AS plain FROM imports WHERE id = ${importId}`,
  ]);
  const [item] = items;
  const [decisions] = decided;
  if (!item || !row || !decisions) throw importNotFound(importId);
  return {
    ...item,
    problem: importProblem.nullable().parse(row.problem),
    files,
    decisions: plainDecisions.parse(decisions.plain),
    reading: readingProgress.nullable().parse(row.reading),
    pull,
    plannedAt: row.plannedAt?.toISOString() ?? null,
    diffedAt: row.diffedAt?.toISOString() ?? null,
    confirmedBy: row.confirmedBy,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    task: importTask.parse(row.task),
    progress,
    undo,
    purges: row.purges.map((purge) =>
      importPurge.parse({ part: purge.part, at: purge.requestedAt.toISOString(), by: purge.requestedBy }),
    ),
    waitingFor: await waitingFor(prisma, importId, item.state),
  };
}
