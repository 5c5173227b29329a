import type { Database } from "../../lib/database/database.ts";
import { inTransaction } from "../../lib/database/in-transaction.ts";
import { createImport } from "../../lib/imports/create-import.ts";
import { diffImport } from "../../lib/imports/diff-import.ts";
import { acquireLease, releaseLease } from "../../lib/imports/lease.ts";
import { moveImport } from "../../lib/imports/move-import.ts";
import { storePlan } from "../../lib/imports/plan-store.ts";
import { workOnImport } from "../../lib/imports/work-on-import.ts";
import { noDecisions } from "../../lib/planner/decisions.ts";
import { planMigration } from "../../lib/planner/plan-migration.ts";
import { bundleFileFromPath } from "../../lib/sources/bundle/file-bundle.ts";
import { openBundle } from "../../lib/sources/bundle/read-bundle.ts";

const actor = { kind: "cli", name: "benchmark" } as const;

export type ApplyCost = {
  importId: string;
  storeSeconds: number;
  diffSeconds: number;
  applySeconds: number;
  /** What the import's progress says it did, all kinds together. */
  written: number;
};

/**
 * Takes a bundle through the engine: reads, plans, stores the plan, compares it with the directory, applies it. Times
 * the last three.
 *
 * @param meanwhile starts something that goes on while it is applied; what it answers ends that
 */
export async function importFile(
  db: Database,
  file: string,
  settle: () => Promise<void>,
  meanwhile: () => Promise<() => Promise<void>> = async () => async () => undefined,
): Promise<ApplyCost> {
  const { importId, storeSeconds, diffSeconds } = await planFile(db, file, settle);
  await moveImport(db.prisma, importId, ["review"], "waiting");
  const end = await meanwhile();
  const applySeconds = await timed(() => workOnImport(db, importId));
  await end();
  const { rows } = await db.pool.query(
    `SELECT i.state, sum(p.created + p.updated + p.removed)::int AS written, sum(p.failed + p.skipped)::int AS troubles
     FROM imports i JOIN import_progress p ON p.import_id = i.id WHERE i.id = $1 GROUP BY i.state`,
    [importId],
  );
  const [{ state, written, troubles }] = rows;
  if (state !== "complete") throw new Error(`the import is ${state}, ${troubles} records were not written`);
  return { importId, storeSeconds, diffSeconds, applySeconds, written };
}

/** The first part of it: reads, plans and compares. The import is then in review. */
export async function planFile(
  db: Database,
  file: string,
  settle: () => Promise<void>,
): Promise<Pick<ApplyCost, "importId" | "storeSeconds" | "diffSeconds">> {
  const { id: importId } = await createImport(db, actor, { originName: "WorkOS" });
  const storeSeconds = await readAndPlan(db, importId, file);
  await settle();
  const lease = await acquireLease(db, importId, "benchmark");
  if (!lease) throw new Error("a new import has no lease");
  const diffSeconds = await timed(() => diffImport(db, lease));
  await releaseLease(db, lease);
  await moveImport(db.prisma, importId, ["planning"], "review");
  return { importId, storeSeconds, diffSeconds };
}

/** Answers how long the plan took to store. Nobody holds it in memory afterwards, as where it is read back by workers. */
async function readAndPlan(db: Database, importId: string, file: string): Promise<number> {
  const input = await bundleFileFromPath(file);
  const source = openBundle([input]);
  const plan = await planMigration(source, noDecisions);
  await input.close();
  await moveImport(db.prisma, importId, ["draft"], "reading", { readingReport: source.report() });
  await moveImport(db.prisma, importId, ["reading"], "planning");
  return timed(() => inTransaction(db.pool, (client) => storePlan(client, importId, plan)));
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
