import type { PlanStats } from "../../lib/planner/plan.ts";

/** The guide's sentence, or that there was nothing to merge. */
export function mergeSentence({
  mergedSourceUsers,
  mergedPeople,
}: Pick<PlanStats, "mergedSourceUsers" | "mergedPeople">): string {
  if (mergedPeople === 0) return "workos: no two users share an e-mail address; nothing was merged";
  return `workos: merged ${mergedSourceUsers} duplicate-email users into ${mergedPeople} Authio users with multi-org memberships`;
}
