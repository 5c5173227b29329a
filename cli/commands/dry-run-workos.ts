import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { issueCodes } from "../../lib/planner/issue-codes.ts";
import { planToJson } from "../../lib/planner/plan-json.ts";
import { planMigration } from "../../lib/planner/plan-migration.ts";
import type { BundleFile } from "../../lib/sources/bundle/bundle-file.ts";
import { openBundle } from "../../lib/sources/bundle/read-bundle.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { closeInputs, openInputs } from "../input/open-inputs.ts";
import { readDecisions } from "../input/read-decisions.ts";
import { readPullOptions, readToken, workosClient } from "../live/live-options.ts";
import { pullProblems } from "../live/pull-lines.ts";
import { pullToFolder } from "../live/pull-to-folder.ts";
import { describeIssues, groupIssues } from "../summary/describe-issues.ts";
import { describePlan } from "../summary/describe-plan.ts";
import { describeReading } from "../summary/describe-reading.ts";
import { LiveArea } from "../terminal/live-area.ts";
import { readingLine } from "../terminal/reading-line.ts";
import { paintFor } from "../terminal/style.ts";
import { formatCount } from "../terminal/text-table.ts";
import { wrapLines } from "../terminal/wrap-lines.ts";
import { writeOutput } from "../terminal/write-output.ts";
import type { ImportOptions } from "./import-options.ts";

/**
 * Plans a bundle without a server or database. Standard output gets the plan JSON, or on a terminal a summary
 * of it; what needs attention goes to standard error as well, so that a pipe hides none of it.
 */
export async function dryRunWorkos(options: ImportOptions): Promise<ExitCode> {
  const decisions = await readDecisions(options);
  const { files, problems, close } = options.input
    ? await readInputs(options.input)
    : await pullInputs(options);
  const live = new LiveArea();
  try {
    const source = openBundle(files, { onProgress: (progress) => live.draw([readingLine(progress)]) });
    const plan = await planMigration(source, decisions).finally(() => live.clear());
    const report = source.report();
    if (process.stdout.isTTY && !options.json) {
      const text = describePlan(plan, report, paintFor(process.stdout));
      await writeOutput([wrapLines(text, process.stdout.columns)]);
      if (problems.length > 0) console.error(problems.join("\n"));
      console.error(`\nNothing was written. ${nextStep(plan.stats.issues.blocker)}`);
    } else {
      await writeOutput(planToJson(plan));
      const blockers = plan.issues.filter(({ code }) => issueCodes[code].severity === "blocker");
      const lines = [
        ...problems,
        ...describeReading(report),
        ...describeIssues(groupIssues(blockers), paintFor(process.stderr)),
      ];
      if (lines.length > 0) console.error(wrapLines(lines.join("\n"), process.stderr.columns));
    }
    if (plan.stats.issues.blocker > 0) return exitCode.usage;
    return report.kindsWithDroppedRecords.length + problems.length > 0
      ? exitCode.recordErrors
      : exitCode.done;
  } finally {
    await close();
  }
}

/** What is planned, what could not be had of it, and how to let go of it. */
type Inputs = { files: readonly BundleFile[]; problems: string[]; close(): Promise<void> };

async function readInputs(paths: readonly string[]): Promise<Inputs> {
  const files = await openInputs(paths);
  return { files, problems: [], close: () => closeInputs(files) };
}

/** Pulls into a folder of this run's own, which nobody else can read and which is gone with it. */
async function pullInputs(options: ImportOptions): Promise<Inputs> {
  const client = workosClient(await readToken(options));
  const folder = await mkdtemp(path.join(tmpdir(), "authio-pull-"));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const store = await pullToFolder(
      client,
      readPullOptions(options),
      path.join(folder, "pull"),
      "Nothing is kept of a dry run. `authio export workos` keeps what it fetched.",
    );
    return { files: [store.bundle("WorkOS")], problems: pullProblems(store.lanes()), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function nextStep(blockers: number): string {
  if (blockers === 0) return "The same command without --dry-run imports this.";
  return `${formatCount(blockers)} ${blockers === 1 ? "blocker stands" : "blockers stand"} in the way: decide in the dashboard's review, or in a migration.json for --decisions.`;
}
