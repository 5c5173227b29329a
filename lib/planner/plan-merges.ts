import { compareText } from "./compare-text.ts";
import { foldUserFields } from "./fold-user-fields.ts";
import type { LocatedMemberships } from "./locate-memberships.ts";
import type { MergeGroup, People } from "./merge-users.ts";
import type { PlannedMerge } from "./plan.ts";
import { personName } from "./plan-users.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";

type MergeRow = PlannedMerge["rows"][number];

/** Explains every group of rows with one address: who they were, where, and what becomes of them. */
export function* planMerges(
  rows: Rows,
  located: LocatedMemberships,
  people: People,
  book: RoleBook,
): Generator<PlannedMerge> {
  const { users, memberships } = rows;
  const organizationNames = memberships.organizationIds
    .texts()
    .map((sourceId) => rows.organizations.get(sourceId)?.name?.trim() || sourceId);
  const roleLists = new Map<number, readonly string[]>();
  const sourceRolesOf = (membership: number) => {
    const grant = memberships.grant(membership);
    const known = roleLists.get(grant);
    if (known !== undefined) return known;
    const roles = [...new Set([memberships.role(membership), ...memberships.roles(membership)])];
    roleLists.set(grant, roles);
    return roles;
  };
  const organizationOf = (membership: number): MergeRow["organizations"][number] => {
    const organization = memberships.organization(membership);
    return {
      sourceId: memberships.organizationIds.text(organization),
      name: organizationNames[organization] ?? "",
      role: book.undecided(memberships.role(membership)),
      sourceRoles: sourceRolesOf(membership),
      status: memberships.status(membership),
    };
  };
  /** Memberships of a user row that are in the plan's scope, by organization. */
  const insideOf = (row: number): number[] => {
    const inside: number[] = [];
    for (const membership of located.rowsOf(row)) {
      if (located.place(membership) === "inside") inside.push(membership);
    }
    if (inside.length < 2) return inside;
    return inside.sort(
      (a, b) =>
        compareText(memberships.organizationSourceId(a), memberships.organizationSourceId(b)) ||
        compareText(memberships.sourceId(a), memberships.sourceId(b)),
    );
  };
  const heldOf = (group: MergeGroup): string[] => {
    const held = group.heldRows.flatMap(insideOf).map((membership) => memberships.sourceId(membership));
    return held.sort(compareText);
  };

  for (const group of people.groups) {
    const [first = -1] = group.rows;
    // If a split leaves no two of them together, the first stands for the group.
    const survivor = group.rows.find((row) => !group.splitRows.has(row)) ?? first;
    const sources = group.rows.map((row) => users.source(row));
    const ofPerson = sources.filter((_, index) => people.survivorOf(group.rows[index] ?? -1) === survivor);
    const fields = foldUserFields(ofPerson);
    const userSourceId = users.sourceId(survivor);
    yield {
      emailKey: group.emailKey,
      decision: group.decision,
      userSourceId,
      name: personName(fields, people.emailOf(survivor), userSourceId),
      rows: group.rows.map((row, index): MergeRow => {
        const source = sources[index] ?? users.source(row);
        // Field by field: to spread an object with times in it takes ten times as long.
        return {
          sourceId: source.sourceId,
          email: source.email,
          isEmailVerified: source.isEmailVerified,
          firstName: source.firstName,
          lastName: source.lastName,
          pictureUrl: source.pictureUrl,
          externalId: source.externalId,
          locale: source.locale,
          metadata: source.metadata,
          lastSignInAt: source.lastSignInAt,
          createdAt: source.createdAt,
          isSurvivor: row === survivor,
          isSplit: group.splitRows.has(row),
          organizations: insideOf(row).map(organizationOf),
          rank: rankReason(rows, row, first),
        };
      }),
      conflicts: fields.conflicts,
      heldMembershipSourceIds: heldOf(group),
    };
  }
}

/** The first thing in which a row comes after the one that ranks highest. */
function rankReason({ users }: Rows, row: number, first: number): MergeRow["rank"] {
  if (row === first) return "survivor";
  if (users.isVerified(row) !== users.isVerified(first)) return "unverified";
  if (users.lastSignInAt(row) !== users.lastSignInAt(first)) return "earlier_sign_in";
  return users.createdAt(row) === users.createdAt(first) ? "id" : "younger";
}
