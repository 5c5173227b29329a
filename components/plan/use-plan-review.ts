import { useQuery } from "@tanstack/react-query";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { planReviewQuery } from "@/lib/api/queries.ts";

const diffPollMs = 1500;

/**
 * The plan that an import has now. The one before it counts as not there: nobody shall decide about, or confirm, what
 * is not planned any more.
 */
export function usePlanReview(detail: ImportDetail) {
  const { data, error, refetch } = useQuery({
    ...planReviewQuery(detail.id),
    // The comparison with the directory follows the plan on the queue.
    refetchInterval: (query) => (query.state.data?.diff === null ? diffPollMs : false),
  });
  const isOutdated = data && detail.plannedAt !== null && data.plannedAt < detail.plannedAt;
  return { plan: isOutdated ? undefined : data, error, refetch };
}
