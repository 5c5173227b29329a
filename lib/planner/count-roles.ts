import { compareText } from "./compare-text.ts";
import type { RoleMapping } from "./plan.ts";
import type { PlannedMemberships } from "./plan-memberships.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";

/** The role table: every source role that the plan met, what it becomes, and in how much it is used. */
export function countRoles(rows: Rows, planned: PlannedMemberships, book: RoleBook): RoleMapping[] {
  const counts = new Map<string, { memberships: number; organizations: Set<number> }>();
  for (const role of book.seen()) counts.set(role, { memberships: 0, organizations: new Set() });
  for (const row of planned.kept) {
    for (const role of planned.sourceRolesOf(row)) {
      const count = counts.get(role);
      if (count === undefined) continue;
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
