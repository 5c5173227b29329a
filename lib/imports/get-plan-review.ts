import { diffSummary, type PlanReview, readingReportView } from "../api/plan-review.ts";
import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { ensureImport, importNotFound } from "./import-not-found.ts";
import { issueCodeCounts } from "./issue-code-counts.ts";
import { planNotThere, readPlanSummary } from "./read-plan-summary.ts";

/**
 * An import's plan as a whole: counts, role table, what decisions widened, issues by code, the reading report, and
 * how the directory would change.
 *
 * @throws AppError `not_found`, `conflict` when there is no plan, or `gone` when it was purged
 */
export async function getPlanReview(db: Database, _actor: Actor, importId: string): Promise<PlanReview> {
  await ensureImport(db, importId, "plan");
  const [row, summary, issueCodes] = await Promise.all([
    db.prisma.import.findUnique({
      where: { id: importId },
      select: {
        readingReport: true,
        diffSummary: true,
        plannedAt: true,
        diffedAt: true,
        planHash: true,
      },
    }),
    readPlanSummary(db, importId),
    issueCodeCounts(db.prisma, importId),
  ]);
  if (!row) throw importNotFound(importId);
  const { readingReport, plannedAt, planHash } = row;
  if (!summary || !readingReport || !plannedAt || !planHash) throw planNotThere();
  const { stats, roleMappings, widenings } = summary;
  return {
    stats,
    roleMappings: [...roleMappings],
    widenings: [...widenings],
    issueCodes,
    report: readingReportView.parse(readingReport),
    diff: diffSummary.nullable().parse(row.diffSummary),
    plannedAt: plannedAt.toISOString(),
    diffedAt: row.diffedAt?.toISOString() ?? null,
    planHash,
  };
}
