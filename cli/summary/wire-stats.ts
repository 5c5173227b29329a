import type { PlanStats } from "../../lib/planner/plan.ts";
import { planStatsToJson } from "../../lib/planner/plan-json.ts";
import type { PlannedKind } from "../../lib/planner/planned-records.ts";
import type { PlannedImport } from "./read-planned-import.ts";

/** What came, or would come, of a kind's records in the directory; `kept`: left alone, since Authio owns them. */
type KindCounts = { created: number; updated: number; unchanged: number; kept: number };

const none: KindCounts = { created: 0, updated: 0, unchanged: 0, kept: 0 };

const wireNames: Record<PlannedKind, string> = {
  organization: "orgs",
  role: "roles",
  user: "users",
  membership: "memberships",
  identity: "identities",
  connection: "sso_connections",
  directory: "scim_directories",
  directory_group: "directory_groups",
  directory_user: "directory_users",
  invitation: "invitations",
};

/** The plan's counts under the names of Authio's own CLI, with what the directory says in place of the plan's guess. */
function wireStats(
  stats: PlanStats,
  counts: Partial<Record<PlannedKind, KindCounts>>,
  errored: number,
): Record<string, number> {
  const wire = planStatsToJson({ stats });
  for (const [kind, name] of Object.entries(wireNames) as [PlannedKind, string][]) {
    const { created, updated, unchanged, kept } = counts[kind] ?? none;
    wire[`${name}_created`] = created;
    wire[`${name}_existed`] = updated + unchanged;
    wire[`${name}_updated`] = updated;
    wire[`${name}_unchanged`] = unchanged;
    wire[`${name}_kept`] = kept;
  }
  return { ...wire, errored };
}

/** What came of an import. */
export function runStats({ stats, tick }: PlannedImport): Record<string, number> {
  const errored = tick.progress.reduce((sum, { failed, skipped }) => sum + failed + skipped, 0);
  return wireStats(stats, Object.fromEntries(tick.progress.map((kind) => [kind.kind, kind])), errored);
}

/** What would come of an import in review. */
export function diffStats({ stats, review }: PlannedImport): Record<string, number> {
  const kinds = Object.entries(review.diff?.kinds ?? {});
  const errored = kinds.reduce((sum, [, { conflict }]) => sum + conflict, 0);
  const counts = kinds.map(([kind, { create, update, unchanged, kept }]) => [
    kind,
    { created: create, updated: update, unchanged, kept },
  ]);
  return wireStats(stats, Object.fromEntries(counts), errored);
}
