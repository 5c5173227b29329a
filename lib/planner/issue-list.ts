import { canonicalJson } from "./canonical-json.ts";
import { compareText } from "./compare-text.ts";
import { type IssueCode, type IssueSeverity, issueCodes } from "./issue-codes.ts";
import type { PlanIssue } from "./issues.ts";

/** What most issues leave out. */
type IssueInput = Pick<PlanIssue, "code" | "kind" | "sourceId" | "message"> &
  Partial<Pick<PlanIssue, "organizationSourceId" | "details">>;

const noDetails: PlanIssue["details"] = {};

/** More of one code help nobody and would fill the memory: a bundle without users has a million memberships of nobody. */
const maxIssuesPerCode = 10_000;

const severityOrder: Record<IssueSeverity, number> = { blocker: 0, warning: 1, info: 2 };

/** Orders issues of one code. */
function compareIssues(a: PlanIssue, b: PlanIssue): number {
  return (
    compareText(a.sourceId ?? "", b.sourceId ?? "") ||
    compareText(a.message, b.message) ||
    compareText(canonicalJson(a), canonicalJson(b))
  );
}

function compareCodes(a: IssueCode, b: IssueCode): number {
  const severity = (code: IssueCode) => severityOrder[issueCodes[code].severity];
  return severity(a) - severity(b) || compareText(a, b);
}

/**
 * Collects what the planner has to say. Of a code that isn't a blocker it keeps the first 10,000 by source id and
 * counts the rest in one issue of its own; which ones are kept does not depend on the order in which they came.
 */
export class IssueList {
  readonly #byCode = new Map<IssueCode, { kept: PlanIssue[]; dropped: number }>();

  add({ code, kind, sourceId, organizationSourceId = null, message, details = noDetails }: IssueInput): void {
    const of = this.#byCode.get(code) ?? { kept: [], dropped: 0 };
    this.#byCode.set(code, of);
    of.kept.push({ code, kind, sourceId, organizationSourceId, message, details });
    if (of.kept.length >= 2 * maxIssuesPerCode && issueCodes[code].severity !== "blocker") trim(of);
  }

  /** Every issue, ordered by severity, code, source id; and how many there were of each severity. */
  finish(): { issues: PlanIssue[]; counts: Record<IssueSeverity, number> } {
    const counts: Record<IssueSeverity, number> = { blocker: 0, warning: 0, info: 0 };
    const issues: PlanIssue[] = [];
    for (const [code, of] of [...this.#byCode].sort(([a], [b]) => compareCodes(a, b))) {
      const { severity, title } = issueCodes[code];
      if (severity !== "blocker") trim(of);
      counts[severity] += of.kept.length + of.dropped;
      const [first] = of.kept;
      if (of.dropped > 0 && first !== undefined) {
        issues.push({
          code,
          kind: first.kind,
          sourceId: null,
          organizationSourceId: null,
          message: `${title}: ${of.dropped} more like these.`,
          details: { more: of.dropped },
        });
      }
      for (const issue of of.kept.sort(compareIssues)) issues.push(issue);
    }
    return { issues, counts };
  }
}

function trim(of: { kept: PlanIssue[]; dropped: number }): void {
  if (of.kept.length <= maxIssuesPerCode) return;
  of.kept.sort(compareIssues);
  of.dropped += of.kept.length - maxIssuesPerCode;
  of.kept.length = maxIssuesPerCode;
}
