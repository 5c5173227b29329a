"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { groupsOf, type MergeSelection, reachOf, sizeOf } from "@/components/merge/merge-selection.ts";
import { splitAll } from "@/components/merge/pending-merges.ts";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { wordsOf } from "@/components/wizard/error-alert.tsx";
import type { GroupAction } from "@/lib/api/decision-edits.ts";
import type { MergeCounts, MergeFilter } from "@/lib/api/merge-groups.ts";
import { mergeQuery } from "@/lib/api/queries.ts";

/** Makes decisions about one group or many pending. */
export function useMergeDecider(importId: string, planHash: string, control: DecisionsControl) {
  const client = useQueryClient();

  /** One group, which may have been decided before: the edit has to know how. */
  async function decide(key: string, action: Exclude<GroupAction, null>) {
    try {
      const { row, merge, decided } = await client.fetchQuery(mergeQuery(importId, planHash, key));
      if (action === "hold" && !row.flags.includes("unverified")) {
        toast(`No row of ${key} is unverified: there is nothing to hold.`);
        return;
      }
      control.edit({
        field: "merges",
        key,
        value: action === "split" ? { action, addresses: splitAll(merge.rows) } : { action },
        before: decided,
      });
    } catch (error) {
      toast.error(wordsOf(error).message);
    }
  }

  function decideMany(
    selection: MergeSelection,
    filter: MergeFilter,
    counts: MergeCounts | undefined,
    action: GroupAction,
  ) {
    const count = reachOf(action, sizeOf(selection, counts));
    if (count === 0) return;
    control.edit({ field: "mergeGroups", groups: groupsOf(selection, filter, planHash), action, count });
  }

  return { decide, decideMany };
}
