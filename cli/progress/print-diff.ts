import type { z } from "zod";
import type { diffItemRow } from "../../lib/api/plan-review.ts";
import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { cancelImport } from "../../lib/imports/cancel-import.ts";
import { listDiffItems } from "../../lib/imports/list-diff-items.ts";
import type { IssueCode } from "../../lib/planner/issue-codes.ts";
import type { ImportOptions } from "../commands/import-options.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { describeBrake, describeDiff } from "../summary/describe-diff.ts";
import { describeIssues, type IssueGroup } from "../summary/describe-issues.ts";
import { mergeSentence } from "../summary/merge-sentence.ts";
import { readBlockers } from "../summary/read-blockers.ts";
import { type PlannedImport, readPlannedImport } from "../summary/read-planned-import.ts";
import { diffStats } from "../summary/wire-stats.ts";
import { type Paint, paintFor } from "../terminal/style.ts";
import { wrapLines } from "../terminal/wrap-lines.ts";
import { writeOutput } from "../terminal/write-output.ts";
import { leftInReview } from "./apply-reviewed.ts";
import type { RunningImport } from "./import-view.ts";

/** Prints how an import in review would change the directory; leaves it there, or cancels it after a dry run. */
export async function printDiff(running: RunningImport, options: ImportOptions): Promise<ExitCode> {
  const { db, actor, importId } = running;
  const planned = await readPlannedImport(db, actor, importId);
  const blockers = await readBlockers(db, actor, importId);
  if (process.stdout.isTTY && !options.json) {
    const text = diffText(planned, blockers, paintFor(process.stdout));
    await writeOutput([wrapLines(text, process.stdout.columns)]);
  } else {
    await writeOutput([`${JSON.stringify(await diffJson(db, actor, planned))}\n`]);
  }
  if (options.dryRun) await cancelImport(db, actor, importId);
  else console.error(leftInReview(importId));
  if (blockers.length > 0) return exitCode.usage;
  return planned.report.kindsWithDroppedRecords.length > 0 ? exitCode.recordErrors : exitCode.done;
}

function diffText({ stats, review }: PlannedImport, blockers: readonly IssueGroup[], paint: Paint): string {
  const { diff } = review;
  const brake = diff?.brake
    ? [`  Held back: ${describeBrake(diff.brake)} --accept-removals lets it go on.`]
    : [];
  const warnings = review.issueCodes
    .filter(({ severity }) => severity === "warning")
    .map(({ code, count }) => ({ code: code as IssueCode, count, examples: [] }));
  const issues = describeIssues([...blockers, ...warnings], paint);
  return [
    paint("bold", mergeSentence(stats)),
    "",
    paint("bold", "What would change in the directory"),
    ...(diff ? describeDiff(diff) : []),
    ...brake,
    ...(issues.length > 0 ? ["", paint("bold", "Issues"), ...issues] : []),
    "",
  ].join("\n");
}

async function diffJson(db: Database, actor: Actor, planned: PlannedImport): Promise<object> {
  const { importId, review } = planned;
  return {
    import: importId,
    stats: diffStats(planned),
    diff: review.diff?.kinds ?? {},
    brake: review.diff?.brake ?? null,
    items: (await readDiffItems(db, actor, importId)).map((item) => ({
      kind: item.kind,
      action: item.action,
      target_id: item.targetId,
      source_id: item.sourceId,
      label: item.label,
      changes: item.changes,
    })),
    issues: review.issueCodes,
  };
}

async function readDiffItems(
  db: Database,
  actor: Actor,
  importId: string,
): Promise<z.infer<typeof diffItemRow>[]> {
  const items: z.infer<typeof diffItemRow>[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDiffItems(db, actor, importId, {}, cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
