import { assertNoWidening } from "./assert-no-widening.ts";
import { countRoles } from "./count-roles.ts";
import type { Decisions } from "./decisions.ts";
import { IssueList } from "./issue-list.ts";
import { locateMemberships } from "./locate-memberships.ts";
import { mergeUsers } from "./merge-users.ts";
import { type Plan, planVersion } from "./plan.ts";
import { planDirectories } from "./plan-directories.ts";
import { planDirectoryMembers } from "./plan-directory-members.ts";
import { planIdentities, planMfaFlags } from "./plan-identities.ts";
import { planInvitations } from "./plan-invitations.ts";
import { planMemberships } from "./plan-memberships.ts";
import { planMerges } from "./plan-merges.ts";
import { planOrganizations } from "./plan-organizations.ts";
import { planRoles, reportCustomRoles } from "./plan-roles.ts";
import { PlanScope } from "./plan-scope.ts";
import { planUsers, reportMerges } from "./plan-users.ts";
import type { PlannedKind, PlannedRecords } from "./planned-records.ts";
import { readRows } from "./read-rows.ts";
import { reportDecisions, reportLonePeople, reportSnapshot } from "./report-snapshot.ts";
import { RoleBook } from "./role-book.ts";
import type { RecordSource } from "./source-records.ts";

/** What reads certificates takes a command a tenth of a second to load; most snapshots have none. */
const loadConnections = () => import("./plan-connections.ts");

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
  const mfa = planMfaFlags(rows, scope, people, issues);
  const users = planUsers(rows, people, mfa.enrolled);
  reportMerges(rows, people, (emailKey) => Object.hasOwn(decisions.merges, emailKey), issues);
  const organizations = planOrganizations(rows, scope, decisions, issues);
  const memberships = planMemberships(rows, located, people, book, decisions, issues);

  assertNoWidening(rows, decisions, memberships.all(), memberships.kept.length, issues);
  const identities = planIdentities(rows, people, issues);
  const connections =
    rows.connections.size === 0
      ? []
      : (await loadConnections()).planConnections(rows, scope, decisions, issues);
  const directories = planDirectories(rows, scope, decisions, issues);
  const members = planDirectoryMembers(rows, scope, directories, people, memberships, book, issues);
  const invitations = planInvitations(rows, scope, decisions, book, issues);
  const roles = planRoles(rows, scope, decisions, book);
  const roleMappings = countRoles(rows, memberships, book);

  reportSnapshot(rows, source.lists(), issues);
  reportLonePeople(rows, located, people, issues);
  reportCustomRoles(roleMappings, issues);
  reportDecisions(rows, people, book, decisions, issues);

  const records: { [Kind in PlannedKind]: () => Iterable<PlannedRecords[Kind]> } = {
    organization: () => organizations,
    role: () => roles,
    user: () => users.all(),
    membership: () => memberships.all(),
    identity: () => identities,
    connection: () => connections,
    directory: () => directories.directories,
    directory_group: () => members.groups,
    directory_user: () => members.users(),
    invitation: () => invitations,
  };
  const folded = people.groups.map((group) => group.rows.length - group.splitRows.size).filter((n) => n > 1);
  const mergedSourceUsers = folded.reduce((sum, n) => sum + n, 0);
  const { issues: found, counts } = issues.finish();
  return {
    version: planVersion,
    provider: "workos",
    decisions,
    stats: {
      source: rows.counts(),
      planned: {
        organization: organizations.length,
        role: roles.length,
        user: users.count,
        membership: memberships.count,
        identity: identities.length,
        connection: connections.length,
        directory: directories.directories.length,
        directory_group: members.groups.length,
        directory_user: members.userCount,
        invitation: invitations.length,
      },
      mergeGroups: people.groups.filter((group) => group.rows.length > 1).length,
      mergedSourceUsers,
      mergedPeople: folded.length,
      foldedUsers: mergedSourceUsers - folded.length,
      heldMemberships: memberships.held,
      unverifiedUsers: users.unverified,
      mfaEnrolledUsers: users.mfaEnrolled,
      notMoved: { passwords: users.count, sessions: users.count, mfaSecrets: mfa.peopleWithFactors },
      issues: counts,
    },
    roleMappings,
    widenings: memberships.widenings.list(),
    issues: found,
    merges: () => planMerges(rows, located, people, book),
    records: (kind) => records[kind](),
  };
}
