import { type IssueCode, type IssueSeverity, issueCodes } from "../../lib/planner/issue-codes.ts";
import { printable } from "../terminal/printable.ts";
import type { Paint } from "../terminal/style.ts";
import { formatCount } from "../terminal/text-table.ts";

/** All issues of one code. */
export type IssueGroup = { code: IssueCode; count: number; examples: readonly string[] };

const marks: Record<IssueSeverity, { mark: string; style: "red" | "yellow" | "dim" }> = {
  blocker: { mark: "✗ blocker", style: "red" },
  warning: { mark: "! warning", style: "yellow" },
  info: { mark: "· info   ", style: "dim" },
};

const severities: readonly IssueSeverity[] = ["blocker", "warning", "info"];
/** Every blocker must be decided, so more of them are named. */
const shownExamples = { blocker: 20, warning: 3, info: 1 };

/** Counts issues by code, most severe first; keeps the first sentences of each. */
export function groupIssues(issues: Iterable<{ code: IssueCode; message: string }>): IssueGroup[] {
  const groups = new Map<IssueCode, { code: IssueCode; count: number; examples: string[] }>();
  for (const { code, message } of issues) {
    const group = groups.get(code) ?? { code, count: 0, examples: [] };
    groups.set(code, group);
    group.count++;
    if (group.examples.length < shownExamples[issueCodes[code].severity]) group.examples.push(message);
  }
  return [...groups.values()].sort(
    (a, b) =>
      severities.indexOf(issueCodes[a.code].severity) - severities.indexOf(issueCodes[b.code].severity) ||
      b.count - a.count,
  );
}

/** Issues as lines: what, how many, examples, what to do. */
export function describeIssues(groups: readonly IssueGroup[], paint: Paint): string[] {
  return groups.flatMap(({ code, count, examples }) => {
    const { severity, title, whatToDo } = issueCodes[code];
    const { mark, style } = marks[severity];
    const more = examples.length > 0 ? count - examples.length : 0;
    return [
      `  ${paint(style, mark)}  ${paint("bold", `${formatCount(count)} × ${title}`)} ${paint("dim", `(${code})`)}`,
      ...examples.map((example) => `             ${printable(example)}`),
      ...(more > 0 ? [`             … and ${formatCount(more)} more`] : []),
      `             ${paint("dim", `→ ${whatToDo}`)}`,
    ];
  });
}
