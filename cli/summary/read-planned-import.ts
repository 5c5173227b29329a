import type { ImportTick } from "../../lib/api/contract.ts";
import type { PlanReview } from "../../lib/api/plan-review.ts";
import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { getImportTick } from "../../lib/imports/get-import-tick.ts";
import { getPlanReview } from "../../lib/imports/get-plan-review.ts";
import { planNotThere, readPlanSummary } from "../../lib/imports/read-plan-summary.ts";
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
  const [review, tick, summary, row] = await Promise.all([
    getPlanReview(db, actor, importId),
    getImportTick(db, actor, importId),
    readPlanSummary(db, importId),
    db.prisma.import.findUniqueOrThrow({ where: { id: importId }, select: { readingReport: true } }),
  ]);
  if (!summary) throw planNotThere();
  // Our own writing, which `getPlanReview` has just read as well.
  const report = row.readingReport as unknown as ReadingReport;
  return { importId, review, stats: summary.stats, report, tick };
}
