import type { MergeFlag } from "../api/merge-groups.ts";
import type { CopyValue } from "../destinations/authio/copy-rows.ts";
import type { PlannedMerge } from "../planner/plan.ts";

export const mergeFactColumns = [
  "import_id",
  "ordinal",
  "email_key",
  "name",
  "rows",
  "people",
  "organizations",
  "conflicts",
  "decision",
  "flags",
  "rows_order",
  "conflicts_order",
  "search",
] as const;

/** Leaves room for the ordinal, a 32-bit number, below the count that leads the order. */
const ordinals = 2 ** 32;
/** Counts beyond this are ordered alike: the whole stays an exact number. */
const mostCounted = 2 ** 20;

/** A group's row of `plan_merges`, its values in the order of `mergeFactColumns`. */
export function mergeFacts(
  importId: string,
  ordinal: number,
  merge: PlannedMerge,
  isDecided: boolean,
): readonly CopyValue[] {
  const { rows, conflicts } = merge;
  const splitRows = rows.filter((row) => row.isSplit).length;
  const organizations = new Set(rows.flatMap((row) => row.organizations.map(({ sourceId }) => sourceId)));
  const has: Record<MergeFlag, boolean> = {
    conflict: conflicts.length > 0,
    unverified: rows.some((row) => !row.isEmailVerified),
    roles: doRolesDiffer(merge),
    undecided: merge.decision === "undecided",
    held: merge.heldMembershipSourceIds.length > 0,
    split: merge.decision === "split",
    decided: isDecided,
    organizations: organizations.size > 1,
  };
  const mostFirst = (count: number) => (mostCounted - Math.min(count, mostCounted)) * ordinals + ordinal;
  const words = rows.flatMap((row) => [
    row.sourceId,
    row.email,
    ...row.organizations.map((organization) => organization.name),
  ]);
  return [
    importId,
    ordinal,
    merge.emailKey,
    merge.name,
    rows.length,
    splitRows + (splitRows < rows.length ? 1 : 0),
    organizations.size,
    conflicts.length,
    merge.decision,
    (Object.keys(has) as MergeFlag[]).filter((flag) => has[flag]),
    mostFirst(rows.length),
    mostFirst(conflicts.length),
    [...new Set([merge.emailKey, merge.name, ...words])].join(" ").toLowerCase(),
  ];
}

/** True if rows that fold have different roles in one organization. */
function doRolesDiffer({ rows }: PlannedMerge): boolean {
  const roles = new Map<string, string>();
  for (const row of rows) {
    if (row.isSplit) continue;
    for (const { sourceId, role } of row.organizations) {
      if ((roles.get(sourceId) ?? role) !== role) return true;
      roles.set(sourceId, role);
    }
  }
  return false;
}
