import { countRoles } from "./count-roles.ts";
import type { Decisions } from "./decisions.ts";
import { IssueList } from "./issue-list.ts";
import { locateMemberships } from "./locate-memberships.ts";
import { mergeUsers } from "./merge-users.ts";
import { type Plan, planVersion } from "./plan.ts";
import { planMemberships } from "./plan-memberships.ts";
import { planMerges } from "./plan-merges.ts";
import { planOrganizations } from "./plan-organizations.ts";
import { PlanScope } from "./plan-scope.ts";
import { planUsers, reportMerges } from "./plan-users.ts";
import type { PlannedKind, PlannedRecords } from "./planned-records.ts";
import { readRows } from "./read-rows.ts";
import { RoleBook } from "./role-book.ts";
import type { RecordSource } from "./source-records.ts";

/**
 * Makes the plan of a snapshot and the decisions about it. Reads the source once and keeps rows, not records; the
 * plan's records are built as they are asked for. Pure: the same snapshot, in whatever order, and the same decisions
 * give the same plan. Throws only what the source throws; everything else is an issue of the plan.
 */
export async function planMigration(source: RecordSource, decisions: Decisions): Promise<Plan> {
  const rows = await readRows(source);
  const issues = new IssueList();
  const scope = new PlanScope(rows, decisions);
  const located = locateMemberships(rows, scope);
  const book = new RoleBook(decisions);

  const people = mergeUsers(rows, scope, located, decisions, issues);
  const users = planUsers(rows, people, () => false);
  reportMerges(rows, people, (emailKey) => Object.hasOwn(decisions.merges, emailKey), issues);
  const organizations = planOrganizations(rows, scope, decisions, issues);
  const memberships = planMemberships(rows, located, people, book, decisions, issues);

  const records: { [Kind in PlannedKind]: () => Iterable<PlannedRecords[Kind]> } = {
    role: () => [],
    organization: () => organizations,
    user: () => users.all(),
    membership: () => memberships.all(),
    identity: () => [],
    connection: () => [],
    directory: () => [],
    directory_group: () => [],
    directory_user: () => [],
    invitation: () => [],
  };
  const folded = people.groups.map((group) => group.rows.length - group.splitRows.size).filter((n) => n > 1);
  const mergedSourceUsers = folded.reduce((sum, n) => sum + n, 0);
  const roleMappings = countRoles(rows, memberships, book);
  const { issues: found, counts } = issues.finish();
  return {
    version: planVersion,
    provider: "workos",
    decisions,
    stats: {
      source: rows.counts(),
      planned: {
        role: 0,
        organization: organizations.length,
        user: users.count,
        membership: memberships.count,
        identity: 0,
        connection: 0,
        directory: 0,
        directory_group: 0,
        directory_user: 0,
        invitation: 0,
      },
      mergeGroups: people.groups.filter((group) => group.rows.length > 1).length,
      mergedSourceUsers,
      mergedPeople: folded.length,
      foldedUsers: mergedSourceUsers - folded.length,
      heldMemberships: memberships.held,
      unverifiedUsers: users.unverified,
      mfaEnrolledUsers: users.mfaEnrolled,
      notMoved: { passwords: users.count, sessions: users.count, mfaSecrets: 0 },
      issues: counts,
    },
    roleMappings,
    widenings: memberships.widenings.list(),
    issues: found,
    merges: () => planMerges(rows, located, people, users, book),
    records: (kind) => records[kind](),
  };
}
