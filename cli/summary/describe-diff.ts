import type { DiffSummary } from "../../lib/api/plan-review.ts";
import { plannedKinds } from "../../lib/planner/planned-records.ts";
import { formatCount, textTable } from "../terminal/text-table.ts";
import { kindNames } from "./kind-names.ts";

/** What the plan would change in the directory, as a table; kinds that neither has are left out. */
export function describeDiff(diff: DiffSummary): string[] {
  const rows = plannedKinds.flatMap((kind) => {
    const counts = diff.kinds[kind];
    if (!counts) return [];
    const { create, update, unchanged, gone, conflict, kept } = counts;
    if (create + update + unchanged + gone + conflict + kept === 0) return [];
    return [[kindNames[kind], create, update, unchanged, gone, conflict, kept]];
  });
  if (rows.length === 0) return ["  Nothing: plan and directory are empty."];
  return textTable([["", "create", "update", "unchanged", "gone", "conflict", "left alone"], ...rows]);
}

/** Why removals are held back, in one sentence. */
export function describeBrake({ kind, gone, of }: NonNullable<DiffSummary["brake"]>): string {
  return `${formatCount(gone)} of ${formatCount(of)} ${kindNames[kind].toLowerCase()} would be removed: more than 5 %.`;
}
