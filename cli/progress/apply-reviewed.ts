import { confirmApply } from "../../lib/imports/confirm-apply.ts";
import type { ImportOptions } from "../commands/import-options.ts";
import { dashboardPlace } from "../dashboard-place.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { describeBrake } from "../summary/describe-diff.ts";
import { describeIssues } from "../summary/describe-issues.ts";
import { readBlockers } from "../summary/read-blockers.ts";
import { readPlannedImport } from "../summary/read-planned-import.ts";
import { isConfirmed } from "../terminal/is-confirmed.ts";
import { paintFor } from "../terminal/style.ts";
import { wrapLines } from "../terminal/wrap-lines.ts";
import { followToEnd } from "./follow-import.ts";
import type { RunningImport } from "./import-view.ts";

/** Applies an import in review, if nothing stands against it and, on a terminal, the person says yes. */
export async function applyReviewed(running: RunningImport, options: ImportOptions): Promise<ExitCode> {
  const { db, actor, importId, view, signal } = running;
  const planned = await readPlannedImport(db, actor, importId);
  await view.planned(planned);
  const blockers = await readBlockers(db, actor, importId);
  if (blockers.length > 0) {
    const lines = describeIssues(blockers, paintFor(process.stderr));
    console.error(`\n${wrapLines(lines.join("\n"), process.stderr.columns)}`);
    console.error(`Not applied: blockers are open. ${leftInReview(importId)}`);
    return exitCode.usage;
  }
  const brake = planned.review.diff?.brake;
  if (brake && !options.acceptRemovals) {
    console.error(`Not applied: ${describeBrake(brake)}`);
    console.error("Check that the bundle is whole. If it is, run this again with --accept-removals.");
    console.error(leftInReview(importId));
    return exitCode.usage;
  }
  if (!options.yes && !options.json && process.stdin.isTTY && process.stderr.isTTY) {
    if (!(await isConfirmed("Apply?", signal))) {
      console.error(`Not applied. ${leftInReview(importId)}`);
      return exitCode.failed;
    }
  }
  await confirmApply(db, actor, importId, {
    planHash: planned.review.planHash,
    acceptRemovals: options.acceptRemovals === true,
  });
  return followToEnd(running);
}

/** What can be done with an import that stays in review. */
export function leftInReview(importId: string): string {
  return `The import waits for a decision at ${dashboardPlace(importId)}; \`authio jobs cancel ${importId}\` discards it.`;
}
