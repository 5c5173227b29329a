import type { Plan } from "../../lib/planner/plan.ts";
import { plannedKinds, sourceKindOf } from "../../lib/planner/planned-records.ts";
import type { ReadingReport } from "../../lib/sources/bundle/reading-report.ts";
import { printable } from "../terminal/printable.ts";
import type { Paint } from "../terminal/style.ts";
import { formatCount, textTable } from "../terminal/text-table.ts";
import { describeIssues, groupIssues } from "./describe-issues.ts";
import { describeReading } from "./describe-reading.ts";
import { kindNames } from "./kind-names.ts";
import { mergeSentence } from "./merge-sentence.ts";

const shownRoles = 30;

/** A plan as a person reads it on a terminal: the merges first, then counts, roles, issues, what stays behind. */
export function describePlan(plan: Plan, report: ReadingReport, paint: Paint): string {
  const sections: [title: string, lines: string[]][] = [
    ["What would be imported", describeCounts(plan)],
    ["Roles", describeRoles(plan)],
    ["Access your decisions add", describeWidenings(plan)],
    ["Issues", describeIssues(groupIssues(plan.issues), paint)],
    ["Found while reading", describeReading(report)],
    ["What does not move", describeNotMoved(plan)],
  ];
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${paint("bold", title)}\n${lines.join("\n")}\n`);
  return [`${paint("bold", mergeSentence(plan.stats))}\n`, ...text].join("\n");
}

function describeCounts({ stats }: Plan): string[] {
  const rows = plannedKinds
    .filter((kind) => stats.planned[kind] > 0 || stats.source[sourceKindOf[kind]] > 0)
    .map((kind) => [kindNames[kind], stats.source[sourceKindOf[kind]], stats.planned[kind]]);
  if (rows.length === 0) return ["  Nothing: the bundle holds no records."];
  const notes = [
    stats.heldMemberships > 0 &&
      `  ${formatCount(stats.heldMemberships)} memberships of unverified duplicates are held until somebody decides.`,
    stats.mfaEnrolledUsers > 0 &&
      `  ${formatCount(stats.mfaEnrolledUsers)} people keep the flag that they use MFA.`,
  ].filter((note) => note !== false);
  return [...textTable([["", "in the bundle", "planned"], ...rows]), ...notes];
}

function describeRoles({ roleMappings }: Plan): string[] {
  const by = { table: "by Authio's table", custom: "kept as a custom role", decision: "by your decision" };
  const rows = roleMappings
    .slice(0, shownRoles)
    .map((mapping) => [
      printable(mapping.sourceRole || "(none)"),
      "→",
      printable(mapping.role),
      mapping.memberships,
      mapping.organizations,
      by[mapping.by],
    ]);
  if (rows.length === 0) return [];
  const more = roleMappings.length - rows.length;
  return [
    ...textTable([["role", "", "becomes", "memberships", "organizations", ""], ...rows]),
    ...(more > 0 ? [`  … and ${formatCount(more)} more`] : []),
  ];
}

function describeWidenings({ widenings }: Plan): string[] {
  const because = {
    role_map: "through the role map",
    membership_role: "through the role chosen for a membership",
    target_organization: "through the target organization",
  };
  return widenings.map(
    ({ by, role, memberships }) =>
      `  ${formatCount(memberships)} memberships${role === null ? "" : ` become ${printable(role)}`} ${because[by]}`,
  );
}

function describeNotMoved({ stats: { notMoved } }: Plan): string[] {
  if (notMoved.passwords + notMoved.sessions + notMoved.mfaSecrets === 0) return [];
  return [
    ...textTable([
      ["Passwords", notMoved.passwords],
      ["Sessions", notMoved.sessions],
      ["MFA secrets", notMoved.mfaSecrets],
    ]),
    "  WorkOS gives them to nobody: people sign in by magic link or SSO and enroll MFA again.",
  ];
}
