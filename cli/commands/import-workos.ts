import { createImport as createImportInput } from "../../lib/api/contract.ts";
import type { DecisionEdit } from "../../lib/api/decision-edits.ts";
import type { PullOptions } from "../../lib/api/pull.ts";
import { AppError } from "../../lib/errors.ts";
import { createImport } from "../../lib/imports/create-import.ts";
import { editDecisions } from "../../lib/imports/edit-decisions.ts";
import { startPull } from "../../lib/imports/pull/start-pull.ts";
import { startReading } from "../../lib/imports/start-reading.ts";
import type { OpenedBundleFile } from "../../lib/sources/bundle/file-bundle.ts";
import { withDatabase } from "../database/with-database.ts";
import type { ExitCode } from "../exit-code.ts";
import { closeInputs, openInputs } from "../input/open-inputs.ts";
import { readDecisionEdits } from "../input/read-decisions.ts";
import { interruptSignal } from "../interrupt-signal.ts";
import { readPullOptions, readToken } from "../live/live-options.ts";
import { applyReviewed } from "../progress/apply-reviewed.ts";
import { endEarly } from "../progress/end-early.ts";
import { followImport, stopped } from "../progress/follow-import.ts";
import type { RunningImport } from "../progress/import-view.ts";
import { JsonView } from "../progress/json-view.ts";
import { printDiff } from "../progress/print-diff.ts";
import { TerminalView } from "../progress/terminal-view.ts";
import { uploadBundleFile } from "../progress/upload-bundle-file.ts";
import { UsageError } from "../usage-error.ts";
import type { ImportOptions } from "./import-options.ts";

/**
 * Imports a bundle as the dashboard does: stores its files, or has everything pulled from the API; has it read, planned and compared with the directory,
 * and, unless only the comparison was asked for, applies the plan. The work is done in this process, or by a worker
 * of the dashboard that is quicker.
 */
export async function importWorkos(options: ImportOptions): Promise<ExitCode> {
  const edits = await readDecisionEdits(options);
  const source = createImportInput.safeParse({ originName: options.sourceName });
  if (!source.success)
    throw new UsageError("--source-name is empty or too long.", "Give 1 to 80 characters.");
  const inputs = await openInputs(options.input ?? []);
  const pull = options.input
    ? null
    : { tokens: [await readToken(options)], options: readPullOptions(options) };
  const { signal, stop } = interruptSignal();
  try {
    return await withDatabase(options.databaseUrl, async (db, actor) => {
      const { id: importId } = await createImport(db, actor, source.data);
      const isForScripts = options.json && !options.diff;
      const view = isForScripts ? new JsonView(db, actor, importId) : new TerminalView();
      const running = { db, actor, importId, view, signal };
      try {
        await planImport(running, pull ?? inputs, edits);
        return await (options.diff ? printDiff(running, options) : applyReviewed(running, options));
      } catch (error) {
        // Where the database is gone, the first error says so.
        const outcome = await endEarly(running).catch(() => {
          throw error;
        });
        if (signal.aborted) throw new AppError("conflict", "The import was interrupted.", outcome);
        throw error;
      }
    });
  } finally {
    stop();
    await closeInputs(inputs);
  }
}

/** Brings a fresh import into review. */
async function planImport(
  running: RunningImport,
  source: readonly OpenedBundleFile[] | { tokens: string[]; options: PullOptions },
  edits: readonly DecisionEdit[],
): Promise<void> {
  const { db, actor, importId, signal } = running;
  await editDecisions(db, actor, importId, edits);
  if ("tokens" in source) await startPull(db, actor, importId, source);
  else {
    for (const file of source) await uploadBundleFile(db, actor, importId, file, signal);
    await startReading(db, actor, importId);
  }
  const tick = await followImport(running);
  if (tick.state !== "review") throw stopped(importId, tick);
}
