import type { ImportTick } from "../../lib/api/contract.ts";
import { AppError } from "../../lib/errors.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { readPlannedImport } from "../summary/read-planned-import.ts";
import type { RunningImport } from "./import-view.ts";
import { readTroubles } from "./read-troubles.ts";
import { workAndFollow } from "./work-and-follow.ts";

/** Works on the import until it waits for a person or has ended, and shows how it goes. */
export async function followImport({
  db,
  actor,
  importId,
  view,
  signal,
}: RunningImport): Promise<ImportTick> {
  try {
    return await workAndFollow(db, actor, importId, (tick) => view.tick(tick), signal);
  } finally {
    view.clear();
  }
}

/**
 * Follows a confirmed import to its end, and shows what came of it.
 *
 * @throws AppError when it did not come to its end, with what stopped it
 */
export async function followToEnd(running: RunningImport): Promise<ExitCode> {
  const tick = await followImport(running);
  if (tick.state === "undone") return exitCode.done;
  if (tick.state !== "complete" && tick.state !== "complete_with_errors")
    throw stopped(running.importId, tick);
  const planned = await readPlannedImport(running.db, running.actor, running.importId);
  const hasDropped = planned.report.kindsWithDroppedRecords.length > 0;
  const code = tick.state === "complete_with_errors" || hasDropped ? exitCode.recordErrors : exitCode.done;
  await running.view.ended(planned, await readTroubles(running), code);
  return code;
}

/** The error for an import that came to stand where it should not. */
export function stopped(importId: string, { state, problem }: ImportTick): AppError {
  if (problem) {
    const isResumable = state === "paused";
    const next = isResumable ? ` Then go on with: authio jobs resume ${importId}` : "";
    return new AppError("conflict", problem.message, `${problem.whatToDo ?? ""}${next}`.trim());
  }
  return new AppError(
    "conflict",
    `The import was ${state.replaceAll("_", " ")} by somebody else.`,
    state === "paused" ? `Go on with: authio jobs resume ${importId}` : `See: authio jobs show ${importId}`,
  );
}
