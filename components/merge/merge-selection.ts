import type { GroupAction, MergeGroups } from "@/lib/api/decision-edits.ts";
import type { MergeCounts, MergeFilter, MergeRow } from "@/lib/api/merge-groups.ts";

type Chosen = Pick<MergeRow, "emailKey" | "flags">;

/**
 * Groups that are marked to be decided together: some by name, or all that match the filter but some. Those that are
 * named are kept with what counts of them, as they may not be loaded any more.
 */
export type MergeSelection = { isAll: boolean; named: ReadonlyMap<string, Chosen> };

export const noSelection: MergeSelection = { isAll: false, named: new Map() };
export const allSelected: MergeSelection = { isAll: true, named: new Map() };

export function isSelected({ isAll, named }: MergeSelection, emailKey: string): boolean {
  return named.has(emailKey) !== isAll;
}

/** Marks a group, or takes its mark away. */
export function toggle(selection: MergeSelection, group: Chosen): MergeSelection {
  const named = new Map(selection.named);
  if (!named.delete(group.emailKey)) named.set(group.emailKey, group);
  return { ...selection, named };
}

/** Marks all of these. */
export function select(selection: MergeSelection, groups: readonly Chosen[]): MergeSelection {
  const named = new Map(selection.named);
  for (const group of groups) {
    if (selection.isAll) named.delete(group.emailKey);
    else named.set(group.emailKey, group);
  }
  return { ...selection, named };
}

/** How many groups are marked, and how many of them have an unverified row; `counts` are of the filter. */
export function sizeOf(
  { isAll, named }: MergeSelection,
  counts: MergeCounts | undefined,
): { groups: number; unverified: number } {
  const unverified = [...named.values()].filter((group) => group.flags.includes("unverified")).length;
  if (!isAll) return { groups: named.size, unverified };
  return {
    groups: Math.max(0, (counts?.total ?? 0) - named.size),
    unverified: Math.max(0, (counts?.flags.unverified ?? 0) - unverified),
  };
}

/** The marked groups as an edit names them. */
export function groupsOf(
  { isAll, named }: MergeSelection,
  filter: MergeFilter,
  planHash: string,
): MergeGroups {
  const keys = [...named.keys()];
  return isAll ? { filter, except: keys, planHash } : { keys };
}

/** How many of the marked groups an action is about. */
export const reachOf = (action: GroupAction, size: { groups: number; unverified: number }): number =>
  action === "hold" ? size.unverified : size.groups;
