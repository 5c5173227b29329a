import { diffSummary, type PlanReview, readingReportView } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { importNotFound } from "./import-not-found.ts";
import { issueCodeCounts } from "./issue-code-counts.ts";
import type { PlanSummary } from "./plan-store.ts";

/** The error for an import of which there is no plan (yet, or any more). */
export function planNotThere(): AppError {
  return new AppError("conflict", "This import has no plan.", "Have its files read: that makes the plan.");
}

/**
 * An import's plan as a whole: counts, role table, what decisions widened, issues by code, the reading report, and
 * how the directory would change.
 *
 * @throws AppError `not_found`, or `conflict` when there is no plan
 */
export async function getPlanReview(db: Database, _actor: Actor, importId: string): Promise<PlanReview> {
  const [row, issueCodes] = await Promise.all([
    db.prisma.import.findUnique({
      where: { id: importId },
      select: {
        planSummary: true,
        readingReport: true,
        diffSummary: true,
        plannedAt: true,
        diffedAt: true,
        planHash: true,
      },
    }),
    issueCodeCounts(db.prisma, importId),
  ]);
  if (!row) throw importNotFound(importId);
  const { planSummary, readingReport, plannedAt, planHash } = row;
  if (!planSummary || !readingReport || !plannedAt || !planHash) throw planNotThere();
  const { stats, roleMappings, widenings } = planSummary as unknown as PlanSummary;
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
