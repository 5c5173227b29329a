import type { LogLine } from "../../lib/api/log-lines.ts";
import type { IssueCode } from "../../lib/planner/issue-codes.ts";
import { issueCodes } from "../../lib/planner/issue-codes.ts";
import { printable } from "../terminal/printable.ts";
import type { Paint } from "../terminal/style.ts";
import { formatCount, textTable } from "../terminal/text-table.ts";
import { describeDiff } from "./describe-diff.ts";
import { describeIssues } from "./describe-issues.ts";
import { kindNames } from "./kind-names.ts";
import { mergeSentence } from "./merge-sentence.ts";
import type { PlannedImport } from "./read-planned-import.ts";

/** What came of an import, as a person reads it: merges, counts per kind, what failed, what to do. */
export function describeImport(
  { review, stats, tick }: PlannedImport,
  troubles: readonly LogLine[],
  paint: Paint,
): string {
  const rows = tick.progress
    .filter(({ planned, removed }) => planned + removed > 0)
    .map((kind) => [
      kindNames[kind.kind],
      kind.created,
      kind.updated,
      kind.unchanged,
      kind.removed,
      kind.skipped,
      kind.failed,
      kind.kept,
    ]);
  const counts = textTable([
    ["", "created", "updated", "unchanged", "removed", "skipped", "failed", "left alone"],
    ...rows,
  ]);
  const groups = review.issueCodes
    .filter(({ severity }) => severity !== "info")
    .map(({ code, count }) => ({ code: code as IssueCode, count, examples: [] }));
  const troubleCount = tick.progress.reduce((sum, { failed, skipped }) => sum + failed + skipped, 0);
  const hasStarted = tick.progress.some(({ startedAt }) => startedAt !== null);
  const sections: [string, string[]][] = [
    hasStarted || !review.diff
      ? [`Import ${tick.state.replaceAll("_", " ")}`, counts]
      : ["What would change in the directory", describeDiff(review.diff)],
    ["Not taken along", describeTroubles(troubles, troubleCount)],
    ["Issues", describeIssues(groups, paint)],
  ];
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${paint("bold", title)}\n${lines.join("\n")}\n`);
  return [`${paint("bold", mergeSentence(stats))}\n`, ...text].join("\n");
}

function describeTroubles(troubles: readonly LogLine[], count: number): string[] {
  const lines = troubles.map(({ kind, result, label, code, message }) => {
    const entry = code !== null && code in issueCodes ? issueCodes[code as IssueCode] : null;
    const reason = message ?? entry?.title ?? code ?? "";
    return `  ${kindNames[kind]}  ${printable(label)}  ${result}: ${printable(reason)}`;
  });
  const more = count - lines.length;
  return more > 0 ? [...lines, `  … and ${formatCount(more)} more`] : lines;
}
