import type { ReadingProgress } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { decisionsSchema } from "../planner/decisions.ts";
import { planMigration } from "../planner/plan-migration.ts";
import { BundleError } from "../sources/bundle/bundle-error.ts";
import { bundleLimits } from "../sources/bundle/bundle-file.ts";
import { openBundle } from "../sources/bundle/read-bundle.ts";
import { bundleFilesOf } from "./bundle-files.ts";
import { diffImport } from "./diff-import.ts";
import { fence, type Lease } from "./lease.ts";
import { moveImport } from "./move-import.ts";
import { storePlan } from "./plan-store.ts";
import { pulledFilesOf } from "./pull/pulled-files.ts";

/** How often the page hears of it. */
const progressEveryMs = 500;

/**
 * Reads the import's files and what was pulled for it, plans, compares the plan with the directory, and leaves the import in review. What
 * can't be read sends it back to draft, with the problem located: the files stay, one can be replaced.
 * Goes on after a crash by doing the whole again: until the last step nothing is written but the import's own rows.
 */
export async function readAndPlan(db: Database, lease: Lease, signal: AbortSignal): Promise<void> {
  const { importId } = lease;
  const found = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  const decisions = decisionsSchema.parse(found.decisions);
  if (found.state === "planning") {
    await db.prisma.$transaction((tx) => moveImport(tx, importId, ["planning"], "reading"));
  }
  const pulled = await pulledFilesOf(db, importId);
  const files = [...(await bundleFilesOf(db, importId)), ...pulled];
  const bytesTotal = files.reduce((total, file) => total + (file.sizeBytes ?? 0), 0);
  const cancelled = new AbortController();
  const show = throttle(progressEveryMs, async (progress: ReadingProgress) => {
    const { rowCount } = await db.pool.query(
      "UPDATE imports SET reading = $2 WHERE id = $1 AND state IN ('reading', 'planning')",
      [importId, JSON.stringify(progress)],
    );
    // Nobody waits for the rest of a gigabyte that was cancelled.
    if (rowCount === 0) cancelled.abort(new Error("the import is no longer being read"));
    await db.pool.query("SELECT pg_notify('imports', $1)", [importId]);
  });
  let progress: ReadingProgress = { bytesRead: 0, bytesTotal, records: {} };
  const tell = (change: Partial<ReadingProgress>) => {
    signal.throwIfAborted();
    cancelled.signal.throwIfAborted();
    progress = { ...progress, ...change };
    show.call(progress);
  };
  const source = openBundle(files, {
    // What was pulled is never too large to be uploaded: it was not.
    ...(pulled.length > 0 && { limits: { fileBytes: bundleLimits.unpackedBytes } }),
    onProgress: ({ bytesRead, records }) => tell({ bytesRead, records: { ...records } }),
  });
  // A function of its own: the plan of a million users is given up before it is compared.
  const planAndStore = async () => {
    const plan = await planMigration(source, decisions);
    await show.settled();
    signal.throwIfAborted();
    await db.prisma.$transaction((tx) =>
      moveImport(tx, importId, ["reading"], "planning", { readingReport: source.report() as object }),
    );
    await inTransaction(db.pool, async (client) => {
      await storePlan(client, importId, plan, {
        onProgress: (done, total) => tell({ planning: { step: "store", done, total } }),
      });
      await fence(client, lease);
    });
  };
  try {
    await planAndStore();
    await diffImport(db, lease, (done, total) => tell({ planning: { step: "compare", done, total } }));
    await show.settled();
    await db.prisma.$transaction((tx) => moveImport(tx, importId, ["planning"], "review"));
  } catch (error) {
    await show.settled();
    if (!(error instanceof BundleError)) throw error;
    await db.prisma.$transaction((tx) =>
      moveImport(tx, importId, ["reading"], "draft", {
        problem: { code: error.code, message: error.message, whatToDo: error.whatToDo },
      }),
    );
  }
}

/**
 * Runs a write at most every so often, never two at once, and the last one for sure. It may wait for a transaction of
 * the caller, who must not wait inside that for `settled`.
 */
function throttle<Value>(everyMs: number, write: (value: Value) => Promise<void>) {
  let running: Promise<void> | null = null;
  let next: Value | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;
  const run = (): void => {
    if (next === null || running !== null) return;
    const value = next;
    next = null;
    lastAt = performance.now();
    running = write(value)
      // Progress is a courtesy: a failed write must not fail the reading. The next one tries again.
      .catch(() => undefined)
      .finally(() => {
        running = null;
      });
  };
  return {
    call(value: Value): void {
      next = value;
      if (performance.now() - lastAt >= everyMs) run();
    },
    async settled(): Promise<void> {
      await running;
      run();
      await running;
    },
  };
}
