import type { ImportTick, PlanReview } from "../../lib/api/contract.ts";
import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { getImportTick } from "../../lib/imports/get-import-tick.ts";
import { getPlanReview } from "../../lib/imports/get-plan-review.ts";
import type { PlanSummary } from "../../lib/imports/plan-store.ts";
import type { PlanStats } from "../../lib/planner/plan.ts";
import type { ReadingReport } from "../../lib/sources/bundle/reading-report.ts";

/** An import that was planned: its plan as a whole, and how far it has come. */
export type PlannedImport = {
  importId: string;
  review: PlanReview;
  stats: PlanStats;
  report: ReadingReport;
  tick: ImportTick;
};

/** @throws AppError `not_found`, or `conflict` when there is no plan */
export async function readPlannedImport(
  db: Database,
  actor: Actor,
  importId: string,
): Promise<PlannedImport> {
  const [review, tick, row] = await Promise.all([
    getPlanReview(db, actor, importId),
    getImportTick(db, actor, importId),
    db.prisma.import.findUniqueOrThrow({
      where: { id: importId },
      select: { planSummary: true, readingReport: true },
    }),
  ]);
  const { stats } = row.planSummary as unknown as PlanSummary;
  return { importId, review, stats, report: row.readingReport as unknown as ReadingReport, tick };
}
