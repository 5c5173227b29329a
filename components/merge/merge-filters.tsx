"use client";

import { flagLabels, sortLabels } from "@/components/merge/merge-words.ts";
import { cn } from "@/components/ui/cn.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Select, SelectContent, SelectItem, SelectTrigger } from "@/components/ui/select.tsx";
import { FilterInput } from "@/components/wizard/filter-input.tsx";
import {
  type MergeCounts,
  type MergeFilter,
  type MergeFlag,
  type MergeSort,
  mergeSorts,
} from "@/lib/api/merge-groups.ts";

/** Search, order, and a button per flag with how many groups would remain. */
export function MergeFilters(props: {
  filter: MergeFilter;
  sort: MergeSort;
  counts: MergeCounts | undefined;
  onFilter: (filter: MergeFilter) => void;
  onSort: (sort: MergeSort) => void;
}) {
  const { filter, counts } = props;
  return (
    <div className="mb-3 flex flex-col gap-2.5">
      <div className="flex flex-wrap gap-2">
        <FilterInput
          label="Search address, name, source id, organization"
          value={filter.q}
          onChange={(q) => props.onFilter({ ...filter, q })}
          className="sm:w-96"
        />
        <Select value={props.sort} onValueChange={(sort) => props.onSort(sort as MergeSort)}>
          <SelectTrigger aria-label="Order" className="max-sm:w-full sm:w-48" />
          <SelectContent>
            {mergeSorts.map((sort) => (
              <SelectItem key={sort} value={sort}>
                {sortLabels[sort]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
      <fieldset className="flex min-w-0 flex-wrap gap-1.5">
        <legend className="sr-only">Only groups with</legend>
        {(Object.keys(flagLabels) as MergeFlag[]).map((flag) => {
          const isOn = filter.flags.includes(flag);
          const count = counts ? (counts.flags[flag] ?? 0) : null;
          return (
            <button
              key={flag}
              type="button"
              aria-pressed={isOn}
              disabled={count === 0 && !isOn}
              onClick={() =>
                props.onFilter({
                  ...filter,
                  flags: isOn ? filter.flags.filter((one) => one !== flag) : [...filter.flags, flag],
                })
              }
              className={cn(
                "inline-flex h-7 items-center gap-1.5 rounded-md border border-border bg-card px-2 text-sm transition-colors hover:bg-accent disabled:cursor-not-allowed disabled:opacity-50",
                isOn && "border-primary bg-primary-muted text-link hover:bg-primary-muted",
              )}
            >
              {flagLabels[flag]}
              <span className={cn("text-xs tabular-nums", !isOn && "text-muted-foreground")}>
                {count === null ? "…" : formatNumber(count)}
              </span>
            </button>
          );
        })}
      </fieldset>
    </div>
  );
}
