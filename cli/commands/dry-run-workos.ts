import { issueCodes } from "../../lib/planner/issue-codes.ts";
import { planToJson } from "../../lib/planner/plan-json.ts";
import { planMigration } from "../../lib/planner/plan-migration.ts";
import { openBundle } from "../../lib/sources/bundle/read-bundle.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { closeInputs, openInputs } from "../input/open-inputs.ts";
import { readDecisions } from "../input/read-decisions.ts";
import { describeIssues, groupIssues } from "../summary/describe-issues.ts";
import { describePlan } from "../summary/describe-plan.ts";
import { describeReading } from "../summary/describe-reading.ts";
import { LiveArea } from "../terminal/live-area.ts";
import { readingLine } from "../terminal/reading-line.ts";
import { paintFor } from "../terminal/style.ts";
import { writeOutput } from "../terminal/write-output.ts";
import type { ImportOptions } from "./import-options.ts";

/**
 * Plans a bundle without a server or database. Standard output gets the plan JSON, or on a terminal a summary
 * of it; what needs attention goes to standard error as well, so that a pipe hides none of it.
 */
export async function dryRunWorkos(options: ImportOptions): Promise<ExitCode> {
  const decisions = await readDecisions(options);
  const files = await openInputs(options.input);
  const live = new LiveArea();
  try {
    const source = openBundle(files, { onProgress: (progress) => live.draw([readingLine(progress)]) });
    const plan = await planMigration(source, decisions).finally(() => live.clear());
    const report = source.report();
    if (process.stdout.isTTY && !options.json) {
      await writeOutput([describePlan(plan, report, paintFor(process.stdout))]);
    } else {
      await writeOutput(planToJson(plan));
      const blockers = plan.issues.filter(({ code }) => issueCodes[code].severity === "blocker");
      const lines = [
        ...describeReading(report),
        ...describeIssues(groupIssues(blockers), paintFor(process.stderr)),
      ];
      if (lines.length > 0) console.error(lines.join("\n"));
    }
    if (plan.stats.issues.blocker > 0) return exitCode.usage;
    return report.kindsWithDroppedRecords.length > 0 ? exitCode.recordErrors : exitCode.done;
  } finally {
    await closeInputs(files);
  }
}
