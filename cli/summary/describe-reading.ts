import type { ReadingReport } from "../../lib/sources/bundle/reading-report.ts";
import { printable } from "../terminal/printable.ts";
import { formatCount } from "../terminal/text-table.ts";

const shownProblems = 20;

/** What reading found wrong, each with its place in its file; nothing if nothing was. */
export function describeReading(
  report: Pick<ReadingReport, "files" | "problems" | "problemCount">,
): string[] {
  const lines = report.problems.slice(0, shownProblems).map(({ file, path, message, received, severity }) => {
    const effect = severity === "record_dropped" ? "record left out" : "field left out";
    return `  ${printable(`${file}: ${path}: ${message} (found ${received})`)}: ${effect}`;
  });
  const more = report.problemCount - lines.length;
  if (more > 0) lines.push(`  … and ${formatCount(more)} more`);
  for (const { name, unknownKeys } of report.files) {
    if (unknownKeys.length === 0) continue;
    lines.push(`  ${printable(`${name}: not a list of ours, skipped: ${unknownKeys.join(", ")}`)}`);
  }
  return lines;
}
