import { compareText } from "./compare-text.ts";
import { foldUserFields } from "./fold-user-fields.ts";
import type { LocatedMemberships } from "./locate-memberships.ts";
import type { MergeGroup, People } from "./merge-users.ts";
import type { PlannedMerge } from "./plan.ts";
import type { PlannedUsers } from "./plan-users.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";

type MergeRow = PlannedMerge["rows"][number];

/** Explains every group of rows with one address: who they were, where, and what becomes of them. */
export function* planMerges(
  rows: Rows,
  located: LocatedMemberships,
  people: People,
  planned: PlannedUsers,
  book: RoleBook,
): Generator<PlannedMerge> {
  const { users, memberships } = rows;
  const insideOf = (row: number) =>
    Array.from(located.rowsOf(row)).filter((membership) => located.place(membership) === "inside");
  for (const group of people.groups) {
    const folded = group.rows.filter((row) => !group.splitRows.has(row));
    const survivor = folded[0] ?? group.rows[0] ?? -1;
    const person = planned.one(people.survivorOf(survivor) ?? survivor);
    yield {
      emailKey: group.emailKey,
      decision: group.decision,
      userSourceId: person.sourceId,
      name: person.name,
      rows: group.rows.map(
        (row): MergeRow => ({
          ...users.source(row),
          isSurvivor: row === survivor,
          isSplit: group.splitRows.has(row),
          organizations: insideOf(row)
            .map((membership) => {
              const sourceId = memberships.organizationSourceId(membership);
              return {
                sourceId,
                name: rows.organizations.get(sourceId)?.name?.trim() || sourceId,
                role: book.undecided(memberships.role(membership)),
                status: memberships.status(membership),
                membershipSourceId: memberships.sourceId(membership),
              };
            })
            .sort(
              (a, b) =>
                compareText(a.sourceId, b.sourceId) ||
                compareText(a.membershipSourceId, b.membershipSourceId),
            )
            .map(({ membershipSourceId: _, ...organization }) => organization),
          rank: rankReason(rows, row, group.rows[0] ?? row),
        }),
      ),
      conflicts: foldUserFields(folded.map((row) => users.source(row))).conflicts,
      heldMembershipSourceIds: heldMemberships(group, insideOf, rows),
    };
  }
}

function heldMemberships(
  group: MergeGroup,
  insideOf: (row: number) => number[],
  { memberships }: Rows,
): string[] {
  return group.heldRows
    .flatMap(insideOf)
    .map((membership) => memberships.sourceId(membership))
    .sort(compareText);
}

/** The first thing in which a row comes after the one that ranks highest. */
function rankReason({ users }: Rows, row: number, first: number): MergeRow["rank"] {
  if (row === first) return "survivor";
  if (users.isVerified(row) !== users.isVerified(first)) return "unverified";
  if (users.lastSignInAt(row) !== users.lastSignInAt(first)) return "earlier_sign_in";
  return users.createdAt(row) === users.createdAt(first) ? "id" : "younger";
}
