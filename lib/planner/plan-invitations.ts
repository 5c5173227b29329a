import { compareText } from "./compare-text.ts";
import type { Decisions } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import { normalizeEmail } from "./normalize-email.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { PlannedInvitation } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";

/** The pending invitations of the plan, in order: without them they would die at the cut-over, and nobody would tell. */
export function planInvitations(
  rows: Rows,
  scope: PlanScope,
  decisions: Decisions,
  book: RoleBook,
  issues: IssueList,
): PlannedInvitation[] {
  const planned: PlannedInvitation[] = [];
  const settled = new Map<string, number>();
  const isTargeted = decisions.targetOrganizationId !== null;
  for (const source of rows.invitations.sorted()) {
    const { sourceId, organizationSourceId, state } = source;
    if (scope.isExcluded(sourceId)) continue;
    const place = organizationSourceId === null ? null : scope.organization(organizationSourceId);
    if (place === "outside" || (place === null && scope.isSelective)) continue;
    if (state !== "pending") {
      settled.set(state, (settled.get(state) ?? 0) + 1);
      continue;
    }
    const about = { kind: "invitations", sourceId, organizationSourceId } as const;
    const email = source.email === null ? null : normalizeEmail(source.email);
    if (email === null) {
      issues.add({
        ...about,
        code: "invitation_without_email",
        message: `Invitation ${sourceId} is for ${source.email === null ? "no address" : `"${source.email}", which is no usable address`}.`,
      });
    } else if (place === "missing" || (place === null && isTargeted)) {
      issues.add({
        ...about,
        code: "invitation_without_organization",
        // An invitation to no organization must not become one to the target organization.
        message: `Invitation of ${email} is ${place === null ? "to no organization" : `to organization ${organizationSourceId}, which is not in the snapshot`}.`,
      });
    } else {
      const role = book.decided(source.role ?? "");
      const plannedOrganization = isTargeted ? null : organizationSourceId;
      book.use(role, plannedOrganization);
      planned.push({
        sourceId,
        email,
        organizationSourceId: plannedOrganization,
        role,
        expiresAt: source.expiresAt,
        createdAt: source.createdAt,
      });
    }
  }
  if (settled.size > 0) {
    const states = [...settled].sort(([a], [b]) => compareText(a, b));
    issues.add({
      code: "invitation_not_pending",
      kind: "invitations",
      sourceId: null,
      message: `${states.map(([state, count]) => `${count} ${state}`).join(", ")} invitations are not moved.`,
      details: Object.fromEntries(states),
    });
  }
  return planned;
}
