import type { ImportSummary, KindProgress } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import type { PlanStats } from "../planner/plan.ts";
import { type PlannedKind, plannedKinds, sourceKindOf } from "../planner/planned-records.ts";
import { readChecklist } from "./checklist.ts";
import { getImport } from "./get-import.ts";
import { issueCodeCounts } from "./issue-code-counts.ts";
import { isStanding } from "./log-filter.ts";
import { planNotThere, readPlanSummary } from "./read-plan-summary.ts";

/**
 * What became of an import: what was fetched and what of it is in the directory, what failed and why, what is left
 * to do.
 *
 * @throws AppError `not_found`, or `conflict` when there never was a plan
 */
export async function getImportSummary(db: Database, actor: Actor, importId: string): Promise<ImportSummary> {
  const [detail, summary, issueCodes, failures, checklist] = await Promise.all([
    getImport(db, actor, importId),
    readPlanSummary(db, importId),
    issueCodeCounts(db.prisma, importId),
    readFailures(db, importId),
    readChecklist(db, importId),
  ]);
  if (!summary) throw planNotThere();
  const { stats } = summary;
  return { detail, stats, kinds: withFetched(detail.progress, stats), issueCodes, failures, checklist };
}

function withFetched(progress: readonly KindProgress[], stats: PlanStats): ImportSummary["kinds"] {
  return plannedKinds.flatMap((kind) => {
    const fetched = stats.source[sourceKindOf[kind]];
    const row = progress.find((candidate) => candidate.kind === kind);
    return row || fetched > 0 ? { ...(row ?? nothingDone(kind)), fetched } : [];
  });
}

/** A kind of which nothing could be planned. */
function nothingDone(kind: PlannedKind): KindProgress {
  const counts = { planned: 0, processed: 0, created: 0, updated: 0, unchanged: 0, removed: 0 };
  return { kind, ...counts, skipped: 0, failed: 0, kept: 0, startedAt: null, finishedAt: null };
}

/** Failed lines of the log that no later try has replaced, by code, most frequent first, each with its first case. */
function readFailures(db: Database, importId: string): Promise<ImportSummary["failures"]> {
  return db.prisma.$queryRaw<ImportSummary["failures"]>`
    SELECT coalesce(failed.code, 'unknown') AS code, failed.count,
      concat_ws(': ', first.label, first.message) AS example
    FROM (
      SELECT code, count(*)::int AS count, min(seq) AS seq FROM import_log
      WHERE import_id = ${importId} AND result = 'failed' AND ${isStanding(importId)} GROUP BY code
    ) failed
    JOIN import_log first ON first.import_id = ${importId} AND first.seq = failed.seq
    ORDER BY failed.count DESC, failed.code`;
}
