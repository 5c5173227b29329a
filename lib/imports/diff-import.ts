import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { diffPlan, type OnProgress } from "../destinations/authio/diff-plan.ts";
import type { GoneScope } from "../destinations/authio/gone.ts";
import type { DirectoryRun } from "../destinations/authio/staging.ts";
import { decisionsSchema, isCut } from "../planner/decisions.ts";
import type { IssueCode } from "../planner/issue-codes.ts";
import { issueCodes } from "../planner/issue-codes.ts";
import { type PlannedKind, plannedKinds, sourceKindOf } from "../planner/planned-records.ts";
import type { ReadingReport } from "../sources/bundle/reading-report.ts";
import { fence, type Lease } from "./lease.ts";
import type { PlanSummary } from "./plan-store.ts";
import { storedPlan } from "./stored-plan.ts";

/** What is true of an import's run against the directory, from its row. */
export async function directoryRun(db: Database, importId: string): Promise<DirectoryRun> {
  const found = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { originId: true, decisions: true },
  });
  const decisions = decisionsSchema.parse(found.decisions);
  return {
    importId,
    originId: found.originId,
    targetOrganizationId: decisions.targetOrganizationId,
    adoptions: decisions.adoptions,
    isMirror: decisions.mode === "mirror",
  };
}

/**
 * Kinds of which a missing record is gone at the source. None, where a decision cut the snapshot (only some
 * organizations, or exclusions: what hangs on the excluded is missing too); else those whose list is there whole: not absent, not a first page, no record dropped.
 */
async function goneScope(db: Database, importId: string): Promise<GoneScope> {
  const found = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  const decisions = decisionsSchema.parse(found.decisions);
  const report = found.readingReport as unknown as ReadingReport;
  const summary = found.planSummary as unknown as PlanSummary;
  const kinds = new Set<PlannedKind>();
  if (!isCut(decisions)) {
    const incomplete = new Set([
      ...report.missingKinds,
      ...report.kindsWithDroppedRecords,
      ...report.firstPageKinds,
      ...summary.kindsWithUnlistedIssues,
    ]);
    for (const kind of plannedKinds) if (!incomplete.has(sourceKindOf[kind])) kinds.add(kind);
  }
  return { kinds, leftBehind: summary.leftBehind };
}

/** Sentences for conflicts that only a directory can show; the codes' entries say what to do. */
const conflictIssueSql = `
  INSERT INTO plan_issues (import_id, ordinal, code, severity, kind, source_id, message, search, details)
  SELECT d.import_id, 1000000000 + row_number() OVER (ORDER BY d.ordinal), d.changes->>'problem',
    $2::jsonb->(d.changes->>'problem')->>'severity',
    CASE d.kind WHEN 'identity' THEN 'identities' ELSE 'users' END, d.source_id,
    d.label || ': ' || ($2::jsonb->(d.changes->>'problem')->>'title'),
    lower(concat_ws(' ', d.changes->>'problem', d.source_id, d.label)),
    jsonb_build_object('email', d.label, 'targetId', d.target_id)
  FROM diff_items d WHERE d.import_id = $1 AND d.action = 'conflict'`;

/** Notes on the plan's chunks which of them have nothing to write: an apply need not look at them again. */
const untouchedSql = `
  UPDATE plan_chunks c SET kept = ($2::jsonb->n.kind->>n.nth::int)::int
  FROM (
    SELECT position, kind, row_number() OVER (PARTITION BY kind ORDER BY position) - 1 AS nth
    FROM plan_chunks WHERE import_id = $1
  ) n WHERE c.import_id = $1 AND c.position = n.position`;

/** Compares the stored plan with the directory as it is now, and keeps the result on the import. */
export async function diffImport(db: Database, lease: Lease, onProgress?: OnProgress): Promise<void> {
  const { importId } = lease;
  const run = await directoryRun(db, importId);
  const scope = await goneScope(db, importId);
  await inTransaction(db.pool, async (client) => {
    const plan = storedPlan(db, importId);
    const { diff, untouched } = await diffPlan(client, db.pool, run, plan, scope, onProgress);
    await client.query(untouchedSql, [importId, JSON.stringify(untouched)]);
    await client.query("DELETE FROM plan_issues WHERE import_id = $1 AND ordinal > 1000000000", [importId]);
    await client.query(conflictIssueSql, [
      importId,
      JSON.stringify(issueCodes satisfies Record<IssueCode, unknown>),
    ]);
    await client.query("UPDATE imports SET diff_summary = $2, diffed_at = now() WHERE id = $1", [
      importId,
      JSON.stringify(diff),
    ]);
    await fence(client, lease);
  });
}
