import { type Database, databaseAt } from "../../lib/database/database.ts";
import { inTransaction } from "../../lib/database/in-transaction.ts";
import type { CliActor } from "../../lib/identity/actor.ts";
import { confirmApply } from "../../lib/imports/confirm-apply.ts";
import { addImport } from "../../lib/imports/create-import.ts";
import { diffImport } from "../../lib/imports/diff-import.ts";
import { acquireLease, releaseLease } from "../../lib/imports/lease.ts";
import { moveImport } from "../../lib/imports/move-import.ts";
import { storePlan } from "../../lib/imports/plan-store.ts";
import { closeQueue } from "../../lib/imports/queue.ts";
import { startUndo } from "../../lib/imports/start-undo.ts";
import { createElsewhere } from "../../lib/imports/testing/another-machine.ts";
import { workOnImport } from "../../lib/imports/work-on-import.ts";
import { decisionsSchema } from "../../lib/planner/decisions.ts";
import { planMigration } from "../../lib/planner/plan-migration.ts";
import { bundleFileFromPath } from "../../lib/sources/bundle/file-bundle.ts";
import { openBundle } from "../../lib/sources/bundle/read-bundle.ts";
import { type Imprint, readImprint } from "./imprint.ts";
import type { Bundles } from "./make-bundles.ts";
import type { OwnPostgres } from "./own-postgres.ts";
import { withClient } from "./with-client.ts";

export const actor: CliActor = { kind: "cli", name: "faults" };

/** Small, so that an import of a few thousand records has as many steps as one of a million. */
const recordsPerChunk = 50;

/** What is left out of the sample's plan to be decided, and removals that follow. */
const decisions = decisionsSchema.parse({
  version: 1,
  mode: "mirror",
  roleMap: { "support-lead": "billing" },
});

/** An import, with databases in which it is about to be written, or about to be undone, and what then comes of it. */
export type Scene = {
  directory: Directory;
  importId: string;
  /** Its apply, or its undo, only waits to be confirmed. */
  ready: Record<Task, string>;
  /** What it leaves behind if nothing disturbs it. */
  undisturbed: Record<Task, Imprint>;
};

export type Task = "apply" | "undo";

/**
 * An import into an empty directory, whose people are written side by side; or one that changes a directory, where
 * addresses move, people are merged and records are removed.
 */
export const directories = ["empty", "filled"] as const;
export type Directory = (typeof directories)[number];

export async function makeScene(
  postgres: OwnPostgres,
  template: string,
  bundles: Bundles,
  directory: Directory,
): Promise<Scene> {
  const ready = await postgres.create(template);
  await withClient(ready, (client) => client.query(createElsewhere));
  const importId = await withDatabase(ready, async (db) => {
    if (directory === "filled") await applyUndisturbed(db, await planFile(db, bundles.before));
    return planFile(db, bundles.now);
  });
  const before = await imprintOf(ready, importId, "undo");
  const applied = await postgres.create(ready);
  await withDatabase(applied, (db) => applyUndisturbed(db, importId));
  const undone = await postgres.create(applied);
  await withDatabase(undone, async (db) => {
    await confirm(db, importId, "undo");
    await workOnImport(db, importId);
  });
  const undisturbed = {
    apply: await imprintOf(applied, importId, "apply"),
    // An undo that nothing disturbs is held to it too: only log and counts are taken from one.
    undo: { ...(await imprintOf(undone, importId, "undo")), directory: before.directory },
  };
  await postgres.drop(undone);
  return { directory, importId, ready: { apply: ready, undo: applied }, undisturbed };
}

/** Has workers begin with an import's apply or undo. */
export async function confirm(db: Database, importId: string, task: Task): Promise<void> {
  if (task === "undo") {
    await startUndo(db, actor, importId);
  } else {
    const { planHash } = await db.prisma.import.findUniqueOrThrow({
      where: { id: importId },
      select: { planHash: true },
    });
    await confirmApply(db, actor, importId, { planHash: planHash ?? "", acceptRemovals: true });
  }
  // It would tell of every fault.
  await closeQueue(db);
}

/** Works with a database, and lets go of it: nobody may be connected to a database that is copied. */
export async function withDatabase<Result>(
  url: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = databaseAt(url);
  try {
    return await work(db);
  } finally {
    await db.prisma.$disconnect();
    await db.pool.end();
  }
}

export const imprintOf = (url: string, importId: string, task: Task): Promise<Imprint> =>
  withClient(url, (client) => readImprint(client, importId, { isExact: task === "undo" }));

async function applyUndisturbed(db: Database, importId: string): Promise<void> {
  await confirm(db, importId, "apply");
  await workOnImport(db, importId);
}

/** Reads, plans and compares a bundle as a worker does, but in smaller chunks. */
async function planFile(db: Database, file: string): Promise<string> {
  const importId = await db.prisma.$transaction((tx) => addImport(tx, actor, "WorkOS", decisions));
  const input = await bundleFileFromPath(file);
  const source = openBundle([input]);
  const plan = await planMigration(source, decisions);
  await input.close();
  await moveImport(db.prisma, importId, ["draft"], "reading", { readingReport: source.report() as object });
  await moveImport(db.prisma, importId, ["reading"], "planning");
  await inTransaction(db.pool, (client) => storePlan(client, importId, plan, { chunkSize: recordsPerChunk }));
  const lease = await acquireLease(db, importId, "faults");
  if (!lease) throw new Error("a new import has no lease");
  await diffImport(db, lease);
  await releaseLease(db, lease);
  await moveImport(db.prisma, importId, ["planning"], "review");
  return importId;
}
