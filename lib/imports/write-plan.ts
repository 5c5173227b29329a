import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { decisionsSchema } from "../planner/decisions.ts";
import type { PlanIssue } from "../planner/issues.ts";
import type { PlannedMerge } from "../planner/plan.ts";
import { type PlanListName, type PlanLists, storedPlanToJson } from "../planner/plan-json.ts";
import { ensureImport } from "./import-not-found.ts";
import { planNotThere, readPlanSummary } from "./read-plan-summary.ts";
import { plannedRecords } from "./stored-plan.ts";

const rowsPerRead = 1_000;
/** From here on stand the issues that only the directory could show: they belong to the diff, not to the plan. */
const firstDiffIssue = 1_000_000_000;

/**
 * An import's plan as `plan.json`, in pieces, to be sent while they are read: byte for byte what the CLI prints of
 * the same bundle and decisions.
 *
 * @throws AppError `not_found`, or `conflict` when there is no plan, before the first piece; any error later on
 *   means that the pieces are not to be used
 */
export async function writePlan(
  db: Database,
  _actor: Actor,
  importId: string,
): Promise<AsyncIterable<string>> {
  await ensureImport(db, importId, "plan");
  const planHash = await readPlanHash(db, importId);
  const summary = await readPlanSummary(db, importId);
  if (!summary || planHash === null) throw planNotThere();
  const head = { ...summary, decisions: decisionsSchema.parse(summary.decisions) };
  return ofOnePlan(
    db,
    importId,
    planHash,
    storedPlanToJson(head, (list) => batchesOf(db, importId, list)),
  );
}

/** Breaks off when the import was planned again meanwhile: the pieces would be of two plans. */
async function* ofOnePlan(
  db: Database,
  importId: string,
  planHash: string,
  pieces: AsyncIterable<string>,
): AsyncGenerator<string> {
  let last = "";
  for await (const piece of pieces) {
    yield last;
    last = piece;
  }
  // The last piece closes the document; it is held back until it is certain that the whole is one plan.
  if ((await readPlanHash(db, importId)) !== planHash) {
    throw new Error(`import ${importId} was planned again while its plan was sent`);
  }
  yield last;
}

async function readPlanHash(db: Database, importId: string): Promise<string | null> {
  const row = await db.prisma.import.findUnique({ where: { id: importId }, select: { planHash: true } });
  return row?.planHash ?? null;
}

function batchesOf(
  db: Database,
  importId: string,
  list: PlanListName,
): AsyncIterable<readonly PlanLists[PlanListName][]> {
  if (list === "merge") return mergeBatches(db, importId);
  return list === "issue" ? issueBatches(db, importId) : plannedRecords(db, importId, list);
}

async function* mergeBatches(db: Database, importId: string): AsyncGenerator<PlannedMerge[]> {
  for (let after = -1; ; ) {
    const rows = await db.prisma.planItem.findMany({
      where: { importId, kind: "merge", ordinal: { gt: after } },
      orderBy: { ordinal: "asc" },
      take: rowsPerRead,
    });
    yield rows.map((row) => row.payload as unknown as PlannedMerge);
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    after = last.ordinal;
  }
}

async function* issueBatches(db: Database, importId: string): AsyncGenerator<PlanIssue[]> {
  for (let after = -1; ; ) {
    const rows = await db.prisma.planIssue.findMany({
      where: { importId, ordinal: { gt: after, lt: firstDiffIssue } },
      orderBy: { ordinal: "asc" },
      take: rowsPerRead,
    });
    yield rows as unknown as PlanIssue[];
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    after = last.ordinal;
  }
}
