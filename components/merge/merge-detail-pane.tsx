"use client";

import { useQuery } from "@tanstack/react-query";
import { MergeDetailView } from "@/components/merge/merge-detail-view.tsx";
import type { PendingMerge } from "@/components/merge/pending-merges.ts";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import type { MergeRow } from "@/lib/api/merge-groups.ts";
import { mergeQuery } from "@/lib/api/queries.ts";

/** The group under the cursor, as soon as it is there. */
export function MergeDetailPane(
  props: TabProps & {
    emailKey: string;
    pendingOf: (row: MergeRow) => PendingMerge | null;
    /** A group was decided here: it stays, also where a new list is on its way or the cursor had gone on. */
    onStay: (emailKey: string) => void;
    onBack: () => void;
  },
) {
  const { detail, plan, control } = props;
  const one = useQuery({
    ...mergeQuery(detail.id, plan.planHash, props.emailKey),
    // The one before stays while the next comes: nothing jumps while the cursor runs.
    placeholderData: (before) => before,
  });
  if (one.data) {
    const { row, decided } = one.data;
    return (
      <MergeDetailView
        detail={one.data}
        pending={props.pendingOf(row)}
        decisions={control.decisions}
        isEditable={props.isEditable}
        onDecide={(value) => {
          control.edit({ field: "merges", key: row.emailKey, value, before: decided });
          props.onStay(row.emailKey);
        }}
        onBack={props.onBack}
      />
    );
  }
  if (one.error) return <ErrorAlert error={one.error} onRetry={() => void one.refetch()} />;
  return (
    <div>
      <p role="status" className="sr-only">
        Loading the group
      </p>
      <Skeleton className="mb-2 h-5 w-64" />
      <Skeleton className="mb-5 w-40" />
      <Skeleton className="mb-5 h-6 w-full" />
      <Skeleton className="mb-5 h-40 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
