import { compareText } from "./compare-text.ts";
import type { RoleMapping } from "./plan.ts";
import type { PlannedMemberships } from "./plan-memberships.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";

type RoleCount = { memberships: number; organizations: Set<number> };

/** The role table: every source role that the plan met, what it becomes, and in how much it is used. */
export function countRoles(rows: Rows, planned: PlannedMemberships, book: RoleBook): RoleMapping[] {
  const counts = new Map<string, RoleCount>();
  for (const role of book.seen()) counts.set(role, { memberships: 0, organizations: new Set() });
  // Few combinations of roles are shared by all memberships.
  const countsByGrant = new Map<number, RoleCount[]>();
  for (const row of planned.kept) {
    const grant = rows.memberships.grant(row);
    let granted = countsByGrant.get(grant);
    if (granted === undefined) {
      granted = planned.sourceRolesOf(row).flatMap((role) => counts.get(role) ?? []);
      countsByGrant.set(grant, granted);
    }
    for (const count of granted) {
      count.memberships++;
      count.organizations.add(rows.memberships.organization(row));
    }
  }
  return [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([sourceRole, count]) => ({
      sourceRole,
      role: book.decided(sourceRole),
      by: book.origin(sourceRole),
      memberships: count.memberships,
      organizations: count.organizations.size,
    }));
}
