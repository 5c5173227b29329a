import type { DecisionEdit, GroupAction, MergeGroups } from "@/lib/api/decision-edits.ts";
import { type MergePayload, type MergeRow, matchesFilter } from "@/lib/api/merge-groups.ts";
import type { MergeDecision } from "@/lib/planner/decisions.ts";

type Group = Pick<MergeRow, "emailKey" | "flags" | "search">;

/** What an edit that is not applied yet makes of a group. A split of many names no rows: it means all but the first. */
export type PendingMerge =
  | { action: Exclude<GroupAction, "split"> }
  | { action: "split"; addresses: Record<string, string | null> | "all but the survivor" };

/** Says of any group what is pending of it; null if nothing is. */
export function pendingMerges(edits: readonly DecisionEdit[]): (group: Group) => PendingMerge | null {
  const latestFirst = edits.toReversed().flatMap((edit) => matcherOf(edit) ?? []);
  return (group) => {
    for (const match of latestFirst) {
      const pending = match(group);
      if (pending) return pending;
    }
    return null;
  };
}

function matcherOf(edit: DecisionEdit): ((group: Group) => PendingMerge | null) | null {
  switch (edit.field) {
    case "merges":
      return (group) => (group.emailKey === edit.key ? pendingOf(edit.value) : null);
    case "all":
      return (group) => pendingOf(edit.value.merges[group.emailKey] ?? null);
    case "mergeGroups": {
      const isMeant = isAmong(edit.groups);
      const { action } = edit;
      const pending: PendingMerge =
        action === "split" ? { action, addresses: "all but the survivor" } : { action };
      return (group) =>
        isMeant(group) && (action !== "hold" || group.flags.includes("unverified")) ? pending : null;
    }
    default:
      return null;
  }
}

function isAmong(groups: MergeGroups): (group: Group) => boolean {
  if ("keys" in groups) {
    const keys = new Set(groups.keys);
    return (group) => keys.has(group.emailKey);
  }
  const except = new Set(groups.except);
  return (group) => matchesFilter(group, groups.filter) && !except.has(group.emailKey);
}

const pendingOf = (value: MergeDecision | null): PendingMerge => value ?? { action: null };

/** What is decided about a group once the pending is applied; null leaves it to the policy. */
export function decisionWith(
  decided: MergeDecision | null,
  pending: PendingMerge | null,
  rows: MergePayload["rows"],
): MergeDecision | null {
  if (pending === null) return decided;
  if (pending.action === null) return null;
  if (pending.action !== "split") return { action: pending.action };
  if (pending.addresses !== "all but the survivor") return { action: "split", addresses: pending.addresses };
  return decided?.action === "split" ? decided : { action: "split", addresses: splitAll(rows) };
}

/** Every row but the survivor, each without an address. */
export const splitAll = (rows: MergePayload["rows"]): Record<string, string | null> =>
  Object.fromEntries(rows.slice(1).map((row) => [row.sourceId, null]));
