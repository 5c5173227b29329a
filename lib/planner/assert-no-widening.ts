import type { Decisions } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import type { PlannedMembership } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";
import { roleCovers } from "./role-book.ts";
import { mapRoleByTable } from "./role-table.ts";
import { membershipStatuses } from "./source-records.ts";

/**
 * Checks the finished plan against the source's rows: nobody gets into an organization, into a status or to a role
 * that the same person did not have there (decision 6). Knows nothing of how the plan was made, only the rule; what
 * the admin's decisions add is taken off first. A violation is a blocker.
 *
 * @param cited how many source memberships the planner says it brought along: each must be cited exactly once.
 */
export function assertNoWidening(
  rows: Rows,
  decisions: Decisions,
  planned: Iterable<PlannedMembership>,
  cited: number,
  issues: IssueList,
): void {
  const seen = new Uint8Array(rows.memberships.size);
  const whyNotTheirs = theirsOnly(rows, decisions);
  let count = 0;
  // Few combinations of roles are shared by all memberships.
  const hadByGrant = new Map<number, readonly string[]>();
  const hadIn = (row: number): readonly string[] => {
    const grant = rows.memberships.grant(row);
    const had = hadByGrant.get(grant) ?? sourceRoles(rows.memberships, row).map(undecidedRole);
    hadByGrant.set(grant, had);
    return had;
  };
  const report = (membership: PlannedMembership | null, reason: string) => {
    const who =
      membership === null
        ? ""
        : `User ${membership.userSourceId} in ${membership.organizationSourceId ?? "the target organization"}: `;
    issues.add({
      code: "access_widened",
      kind: "organization_memberships",
      sourceId: membership?.sourceIds[0] ?? null,
      organizationSourceId: membership?.organizationSourceId ?? null,
      message: `${who}${reason}.`,
      details: { reason },
    });
  };
  for (const membership of planned) {
    const found: number[] = [];
    const person = rows.users.find(membership.userSourceId);
    for (const sourceId of membership.sourceIds) {
      const row = rows.memberships.find(sourceId);
      const reason =
        row === undefined
          ? `membership ${sourceId} is not in the snapshot`
          : seen[row] === 1
            ? `membership ${sourceId} is used twice`
            : whyNotTheirs(membership, person, row);
      if (reason !== null) report(membership, reason);
      if (row === undefined) continue;
      seen[row] = 1;
      found.push(row);
    }
    count += found.length;
    const reason = whyTooMuch(membership, found, hadIn, rows, decisions);
    if (reason !== null) report(membership, reason);
  }
  if (count !== cited) report(null, `${cited} memberships were brought along, but the plan cites ${count}`);
}

/** Says why a source membership can't stand behind a planned one: it is another organization's, another person's, or out. */
function theirsOnly({ users, memberships }: Rows, decisions: Decisions) {
  const { exclusions, organizations, targetOrganizationId } = decisions;
  const selected = organizations === null ? null : new Set(organizations);
  const excluded = new Set(exclusions);
  const excludedUsers = new Set(exclusions.map((sourceId) => users.find(sourceId)));
  const excludedMemberships = new Set(exclusions.map((sourceId) => memberships.find(sourceId)));
  const isOrganizationOut = memberships.organizationIds
    .texts()
    .map((sourceId) => excluded.has(sourceId) || (selected !== null && !selected.has(sourceId)));
  const merges = new Map(Object.entries(decisions.merges));
  const decisionOf = (user: number) =>
    merges.size === 0 ? undefined : merges.get(users.emailKey(user) ?? "");

  return (planned: PlannedMembership, person: number | undefined, row: number): string | null => {
    const user = memberships.userRow(row);
    const organization = memberships.organizationSourceId(row);
    if (targetOrganizationId === null && organization !== planned.organizationSourceId) {
      return `membership ${memberships.sourceId(row)} is of organization ${organization}`;
    }
    const isOut = isOrganizationOut[memberships.organization(row)] === true;
    if (isOut || excludedUsers.has(user) || excludedMemberships.has(row)) {
      return `membership ${memberships.sourceId(row)} was left out by a decision`;
    }
    const decision = decisionOf(user);
    if (decision?.action === "hold" && !users.isVerified(user)) {
      return `membership ${memberships.sourceId(row)} is held`;
    }
    if (user === person) return null;
    const isApart = (id: string) => decision?.action === "split" && Object.hasOwn(decision.addresses, id);
    const key = users.emailKey(user);
    const isSamePerson =
      person !== undefined &&
      key !== null &&
      key === users.emailKey(person) &&
      !isApart(users.sourceId(user)) &&
      !isApart(planned.userSourceId);
    return isSamePerson ? null : `membership ${memberships.sourceId(row)} is another person's`;
  };
}

/** Why the status or a role of a planned membership is more than the cited ones allow. */
function whyTooMuch(
  planned: PlannedMembership,
  cited: readonly number[],
  hadIn: (row: number) => readonly string[],
  { memberships }: Rows,
  decisions: Decisions,
): string | null {
  const statusRank = membershipStatuses.indexOf(planned.status);
  const inForce = cited.filter((row) => memberships.statusRank(row) <= statusRank);
  if (inForce.length === 0) return `nobody made it ${planned.status} at the source`;
  const isHad = (role: string) => inForce.some((row) => hadIn(row).some((had) => roleCovers(had, role)));
  const isAllowed = (role: string) =>
    isHad(role) ||
    chosenRole(planned, decisions) === role ||
    cited.some((row) => isMapped(memberships, row, role, decisions, isHad));
  if (!isAllowed(planned.role)) return `role ${planned.role} is more than this person had`;
  const beyond = planned.roles.find((role) => role !== planned.role && !isAllowed(role));
  return beyond === undefined ? null : `role ${beyond} is more than this person had`;
}

function chosenRole(planned: PlannedMembership, decisions: Decisions): string | undefined {
  const organization = decisions.targetOrganizationId ?? planned.organizationSourceId;
  const key = `${organization} ${planned.email ?? planned.userSourceId}`;
  return Object.hasOwn(decisions.membershipRoles, key) ? decisions.membershipRoles[key] : undefined;
}

/** Whether the role map made this role of one that the person had. */
function isMapped(
  memberships: Rows["memberships"],
  row: number,
  role: string,
  { roleMap }: Decisions,
  isHad: (role: string) => boolean,
): boolean {
  return sourceRoles(memberships, row).some(
    (source) => Object.hasOwn(roleMap, source) && roleMap[source] === role && isHad(undecidedRole(source)),
  );
}

const sourceRoles = (memberships: Rows["memberships"], row: number): string[] => [
  memberships.role(row),
  ...memberships.roles(row),
];

const undecidedRole = (source: string): string => mapRoleByTable(source) ?? source.trim();
