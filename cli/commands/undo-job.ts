import type { UndoReport } from "../../lib/api/undo.ts";
import type { Database } from "../../lib/database/database.ts";
import { AppError } from "../../lib/errors.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { getImportTick } from "../../lib/imports/get-import-tick.ts";
import { getUndoReport } from "../../lib/imports/get-undo-report.ts";
import { startUndo } from "../../lib/imports/start-undo.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { interruptSignal } from "../interrupt-signal.ts";
import { endEarly } from "../progress/end-early.ts";
import { followImport, stopped } from "../progress/follow-import.ts";
import { JsonView } from "../progress/json-view.ts";
import { TerminalView } from "../progress/terminal-view.ts";
import { describeUndo, undoToJson } from "../summary/describe-undo.ts";
import { isConfirmed } from "../terminal/is-confirmed.ts";
import { paintFor } from "../terminal/style.ts";
import { writeOutput } from "../terminal/write-output.ts";
import { UsageError } from "../usage-error.ts";

export type UndoOptions = { dryRun?: boolean; yes?: boolean; json?: boolean; databaseUrl?: string };

/**
 * Takes back what an import wrote, after showing what that is; with `dryRun` it only shows. Works on it in this
 * process unless a worker is quicker.
 */
export async function undoJob(importId: string, options: UndoOptions): Promise<ExitCode> {
  const { dryRun, yes, json, databaseUrl } = options;
  const { signal, stop } = interruptSignal();
  try {
    return await withDatabase(databaseUrl, async (db, actor) => {
      const { state, task, logSeq } = await getImportTick(db, actor, importId);
      // One whose worker was killed, or that waits for its turn: it only needs somebody who works on it.
      const isUnderWay = task === "undo" && (state === "waiting" || state === "undoing");
      if (!isUnderWay) {
        const preview = await readReport(db, actor, importId, json ? "all" : "first");
        if (dryRun) {
          await writeOutput([
            json
              ? `${JSON.stringify(undoToJson(importId, state, preview))}\n`
              : describeUndo(preview, "Undoing it would leave", paintFor(process.stdout)),
          ]);
          return exitCode.done;
        }
        if (!yes) {
          if (json || !process.stdin.isTTY || !process.stderr.isTTY) {
            throw new UsageError(
              "Nobody is here to confirm the undo.",
              "Look at it with --dry-run, then run it with --yes.",
            );
          }
          console.error(describeUndo(preview, "Undoing it would leave", paintFor(process.stderr)));
          if (!(await isConfirmed("Undo?", signal))) {
            console.error("Not undone.");
            return exitCode.failed;
          }
        }
        await startUndo(db, actor, importId);
      }
      const view = json ? new JsonView(db, actor, importId, logSeq) : new TerminalView();
      const running = { db, actor, importId, view, signal };
      try {
        const tick = await followImport(running);
        if (tick.state !== "undone") throw stopped(importId, tick);
      } catch (error) {
        if (!signal.aborted) throw error;
        throw new AppError("conflict", "The undo was interrupted.", await endEarly(running));
      }
      const report = await readReport(db, actor, importId, json ? "all" : "first");
      await writeOutput([
        json
          ? `${JSON.stringify({ event: "undone", ...undoToJson(importId, "undone", report) })}\n`
          : describeUndo(report, "Import undone", paintFor(process.stdout)),
      ]);
      return report.total > 0 ? exitCode.recordErrors : exitCode.done;
    });
  } finally {
    stop();
  }
}

/** Waits until the import is compared; reads the first of what is left alone, or all of it. */
async function readReport(
  db: Database,
  actor: Actor,
  importId: string,
  items: "first" | "all",
): Promise<UndoReport> {
  let report = await getUndoReport(db, actor, importId, undefined);
  while (!report.isReady) report = await getUndoReport(db, actor, importId, undefined);
  let cursor = items === "all" ? report.nextCursor : null;
  while (cursor !== null) {
    const page = await getUndoReport(db, actor, importId, cursor);
    report = { ...report, items: [...report.items, ...page.items] };
    cursor = page.nextCursor;
  }
  return report;
}
