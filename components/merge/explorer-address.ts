import { type MergeFilter, type MergeSort, mergeQuery, mergeSort } from "@/lib/api/merge-groups.ts";

/** What the merge explorer shows. */
export type ExplorerAddress = { filter: MergeFilter; sort: MergeSort; group: string | null };

/** Reads it from the parameters of the address; what makes no sense there counts as not said. */
export function readExplorerAddress(parameters: {
  flags: string | undefined;
  q: string | undefined;
  sort: string | undefined;
  group: string | undefined;
}): ExplorerAddress {
  const { flags, q, sort, group } = parameters;
  const filter = mergeQuery.safeParse({ flags, q });
  return {
    filter: filter.success ? filter.data : { flags: [], q: "" },
    sort: mergeSort.catch("email").parse(sort),
    group: group ?? null,
  };
}
