import type { PlanReview } from "../api/plan-review.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";

const severities = ["blocker", "warning", "info"] as const;

/** How often each issue code stands in an import's plan, most severe first, then most frequent. */
export async function issueCodeCounts(
  prisma: PrismaClient,
  importId: string,
): Promise<PlanReview["issueCodes"]> {
  const rows = await prisma.$queryRaw<PlanReview["issueCodes"]>`
    SELECT code, severity, count(*)::int AS count FROM plan_issues
    WHERE import_id = ${importId} GROUP BY code, severity ORDER BY count DESC, code`;
  return severities.flatMap((severity) => rows.filter((row) => row.severity === severity));
}
