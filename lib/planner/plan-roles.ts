import { compareText } from "./compare-text.ts";
import { countNoun } from "./count-noun.ts";
import type { Decisions } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import type { RoleMapping } from "./plan.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { PlannedRole } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";
import { isStandardRole, type RoleBook } from "./role-book.ts";

/** The catalogue of custom roles, in order: those that the source's catalogue names, and those that are used. */
export function planRoles(rows: Rows, scope: PlanScope, decisions: Decisions, book: RoleBook): PlannedRole[] {
  const isTargeted = decisions.targetOrganizationId !== null;
  const planned = new Map<string, PlannedRole>();
  const keyOf = (organizationSourceId: string | null, slug: string) =>
    JSON.stringify([organizationSourceId, slug]);
  const catalogue = rows.roles.sorted().filter((role) => {
    if (scope.isExcluded(role.sourceId)) return false;
    return role.organizationSourceId === null || scope.organization(role.organizationSourceId) === "inside";
  });
  // Where two become one role, the one that bore the name already tells its description and permissions.
  const bearsName = (slug: string) => book.undecided(slug) === book.decided(slug);
  catalogue.sort(
    (a, b) =>
      Number(bearsName(b.slug)) - Number(bearsName(a.slug)) ||
      Number(b.organizationSourceId === null) - Number(a.organizationSourceId === null) ||
      compareText(a.sourceId, b.sourceId),
  );
  const slugs = new Set<string>();
  for (const role of catalogue) {
    const slug = book.decided(role.slug);
    if (isStandardRole(slug)) continue;
    const organizationSourceId = isTargeted ? null : role.organizationSourceId;
    const key = keyOf(organizationSourceId, slug);
    slugs.add(slug);
    if (planned.has(key)) continue;
    planned.set(key, {
      slug,
      name: (bearsName(role.slug) && role.name?.trim()) || slug,
      description: role.description,
      organizationSourceId,
      permissions: [...new Set(role.permissions)].sort(compareText),
    });
  }
  const bare = { description: null, permissions: [] };
  for (const [slug, organizations] of book.used()) {
    if (!slugs.has(slug)) {
      planned.set(keyOf(null, slug), { slug, name: slug, organizationSourceId: null, ...bare });
      continue;
    }
    for (const organizationSourceId of organizations) {
      const key = keyOf(organizationSourceId, slug);
      if (planned.has(keyOf(null, slug)) || planned.has(key)) continue;
      planned.set(key, { slug, name: slug, organizationSourceId, ...bare });
    }
  }
  return [...planned.values()].sort(
    (a, b) =>
      Number(a.organizationSourceId !== null) - Number(b.organizationSourceId !== null) ||
      compareText(a.organizationSourceId ?? "", b.organizationSourceId ?? "") ||
      compareText(a.slug, b.slug),
  );
}

/** Says which roles stay as custom roles. */
export function reportCustomRoles(mappings: readonly RoleMapping[], issues: IssueList): void {
  for (const { sourceRole, role, by, memberships, organizations } of mappings) {
    if (by !== "custom") continue;
    issues.add({
      code: "role_custom",
      kind: "roles",
      sourceId: null,
      message: `Role ${role} is kept as a custom role: it is used in ${countNoun(memberships, "membership")} of ${countNoun(organizations, "organization")}.`,
      details: { source_role: sourceRole, role, memberships, organizations },
    });
  }
}
