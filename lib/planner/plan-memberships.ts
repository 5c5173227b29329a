import type { Decisions } from "./decisions.ts";
import { type FoldedMembership, foldMemberships, rolesBeyond } from "./fold-memberships.ts";
import type { IssueList } from "./issue-list.ts";
import { keepMemberships, orderMemberships } from "./keep-memberships.ts";
import type { LocatedMemberships } from "./locate-memberships.ts";
import type { People } from "./merge-users.ts";
import type { PlannedMembership } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";
import { membershipStatuses } from "./source-records.ts";
import { WideningTally } from "./widening-tally.ts";

export type PlannedMemberships = {
  count: number;
  held: number;
  /** Rows of the source table that come along, ordered by organization and person. */
  kept: Uint32Array;
  /** Slugs of a row at the source, the main one first. */
  sourceRolesOf(row: number): readonly string[];
  widenings: WideningTally;
  all(): Iterable<PlannedMembership>;
};

/** The roles of a row: as written, as the table reads them, and with the role map. The main one is first. */
type Grant = { source: readonly string[]; undecided: readonly string[]; decided: readonly string[] };

/** Brings the source's memberships to the people they became: one per person and organization. */
export function planMemberships(
  rows: Rows,
  located: LocatedMemberships,
  people: People,
  book: RoleBook,
  decisions: Decisions,
  issues: IssueList,
): PlannedMemberships {
  const { users, memberships } = rows;
  const target = decisions.targetOrganizationId;
  const chosenRoles = new Map(Object.entries(decisions.membershipRoles));
  const { kept: unordered, held } = keepMemberships(rows, located, people, issues);
  const kept = orderMemberships(unordered, rows, people, target !== null);

  const grants = new Map<number, Grant>();
  const grantOf = (row: number): Grant => {
    const number = memberships.grant(row);
    const known = grants.get(number);
    if (known !== undefined) return known;
    const source = [...new Set([memberships.role(row), ...memberships.roles(row)])];
    const undecided = [...new Set(source.map((role) => book.undecided(role)))];
    const grant = { source, undecided, decided: [...new Set(source.map((role) => book.decided(role)))] };
    grants.set(number, grant);
    return grant;
  };
  const personOf = (row: number) => people.survivorOf(memberships.userRow(row)) ?? -1;
  const organizationOf = (row: number) => (target === null ? memberships.organizationSourceId(row) : null);
  const decisionKeyOf = (row: number) => {
    const person = personOf(row);
    return `${target ?? memberships.organizationSourceId(row)} ${people.emailOf(person) ?? users.sourceId(person)}`;
  };
  const doMeet = (a: number, b: number) =>
    personOf(a) === personOf(b) &&
    (target !== null || memberships.organization(a) === memberships.organization(b));

  /** Yields the first row and, where several meet, what they become. */
  function* eachMembership(): Generator<{ row: number; folded: FoldedMembership | null }> {
    for (let start = 0, end = 0; start < kept.length; start = end) {
      const row = kept[start] ?? -1;
      end = start + 1;
      while (end < kept.length && doMeet(kept[end] ?? -1, row)) end++;
      yield { row, folded: end - start === 1 ? null : fold(kept.subarray(start, end)) };
    }
  }
  const fold = (meeting: Uint32Array): FoldedMembership =>
    foldMemberships(
      Array.from(meeting, (row) => ({
        row,
        sourceId: memberships.sourceId(row),
        isVerified: users.isVerified(memberships.userRow(row)),
        statusRank: memberships.statusRank(row),
        createdAt: memberships.createdAt(row),
        undecided: grantOf(row).undecided,
        decided: grantOf(row).decided,
      })),
      chosenRoles.get(decisionKeyOf(meeting[0] ?? -1)),
    );

  const planned = (row: number, folded: FoldedMembership | null): PlannedMembership => {
    const person = personOf(row);
    const roles = folded?.roles ?? grantOf(row).decided;
    const deciding = folded?.order[0]?.row ?? row;
    return {
      sourceIds: folded?.order.map((each) => each.sourceId) ?? [memberships.sourceId(row)],
      userSourceId: users.sourceId(person),
      organizationSourceId: organizationOf(row),
      email: people.emailOf(person),
      role: roles[0] ?? "member",
      roles,
      status: membershipStatuses[folded?.statusRank ?? memberships.statusRank(row)] ?? "inactive",
      // One that no directory manages stays when a directory drops the other.
      isDirectoryManaged:
        folded?.order.every((each) => memberships.isDirectoryManaged(each.row)) ??
        memberships.isDirectoryManaged(row),
      createdAt: memberships.createdAt(deciding),
    };
  };

  let count = 0;
  const widenings = new WideningTally();
  const usedDecisions = new Set<string>();
  for (const { row, folded } of eachMembership()) {
    count++;
    const roles = folded?.roles ?? grantOf(row).decided;
    const role = roles[0] ?? "member";
    const added = folded?.added ?? (book.hasDecisions ? rolesBeyond(roles, [grantOf(row)]) : []);
    for (const each of added) {
      widenings.add(folded?.conflict === "decided" && each === role ? "membership_role" : "role_map", each);
    }
    if (target !== null) widenings.add("target_organization", role);
    for (const used of roles) book.use(used, organizationOf(row));
    if (folded === null || folded.conflict === "none") continue;
    const decisionKey = decisionKeyOf(row);
    if (folded.conflict === "decided") usedDecisions.add(decisionKey);
    else {
      const organizationName = target ?? rows.organizations.get(organizationOf(row) ?? "")?.name;
      reportMeeting(folded, issues, {
        organizationSourceId: organizationOf(row),
        organizationName: organizationName ?? memberships.organizationSourceId(row),
        person: people.emailOf(personOf(row)) ?? users.sourceId(personOf(row)),
        decisionKey,
      });
    }
  }
  for (const key of chosenRoles.keys()) {
    if (usedDecisions.has(key)) continue;
    issues.add({
      code: "decision_without_record",
      kind: "organization_memberships",
      sourceId: null,
      message: `A role was chosen for "${key}", but no different roles meet there.`,
      details: { decision: "membershipRoles", key },
    });
  }

  return {
    count,
    held,
    kept,
    sourceRolesOf: (row) => grantOf(row).source,
    widenings,
    *all() {
      for (const { row, folded } of eachMembership()) yield planned(row, folded);
    },
  };
}

/** Says that different roles met in one membership: as a blocker where only a person can tell which is right. */
function reportMeeting(
  folded: FoldedMembership,
  issues: IssueList,
  about: {
    organizationSourceId: string | null;
    organizationName: string;
    person: string;
    decisionKey: string;
  },
): void {
  const isOpen = folded.conflict === "open";
  const { metRoles, order } = folded;
  const met =
    metRoles.length > 1 ? metRoles.join(" and ") : `different further roles beside ${metRoles.join()}`;
  issues.add({
    code: isOpen ? "membership_role_undecided" : "membership_role_conflict",
    kind: "organization_memberships",
    sourceId: order[0]?.sourceId ?? null,
    organizationSourceId: about.organizationSourceId,
    message: `${about.person} has ${met} in ${about.organizationName}: ${isOpen ? "choose one" : `kept is ${folded.roles.join(", ")}`}.`,
    details: {
      roles: metRoles,
      membership_source_ids: order.map((membership) => membership.sourceId),
      decision_key: about.decisionKey,
    },
  });
}
