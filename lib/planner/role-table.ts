export type StandardRole = "owner" | "admin" | "member";

const table: ReadonlyMap<string, StandardRole> = new Map([
  ["owner", "owner"],
  ["org_owner", "owner"],
  ["tenant_admin", "owner"],
  ["super_admin", "owner"],
  ["superadmin", "owner"],
  ["admin", "admin"],
  ["administrator", "admin"],
  ["org_admin", "admin"],
  ["member", "member"],
  ["user", "member"],
  ["", "member"],
]);

const rank: Record<StandardRole, number> = { member: 0, admin: 1, owner: 2 };

/**
 * The standard role a source role means (decision 7), or null: then it is a custom role and kept as it is.
 * Blind to case and surrounding space; an empty role is a member's.
 */
export function mapRoleByTable(role: string): StandardRole | null {
  return table.get(role.trim().toLowerCase()) ?? null;
}

/** Greater than 0 if `a` may do more than `b`, less than 0 if it may do less: owner > admin > member. */
export function compareStandardRoles(a: StandardRole, b: StandardRole): number {
  return rank[a] - rank[b];
}
