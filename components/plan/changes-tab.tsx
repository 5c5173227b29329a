"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DriftCard } from "@/components/drift/drift-card.tsx";
import { DiffItemTable } from "@/components/plan/diff-item-table.tsx";
import { DiffTable } from "@/components/plan/diff-table.tsx";
import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs.tsx";
import { FilterSelect } from "@/components/wizard/filter-select.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { type DiffFilter, diffItemsQuery, firstDiffFilter } from "@/lib/api/queries.ts";
import { plannedKinds } from "@/lib/planner/planned-records.ts";

const kindOptions = plannedKinds.map((kind) => ({ value: kind, label: plannedKindLabels[kind] }));
const actionOptions = [
  { value: "create", label: "New" },
  { value: "update", label: "Updates" },
  { value: "address", label: "New addresses" },
  { value: "gone", label: "Gone at the source" },
  { value: "conflict", label: "Refused" },
] as const;

/** The plan against what is in the directory: the counts, then what changes, what is gone, what is refused. */
export function ChangesTab({ detail, plan }: TabProps) {
  const [filter, setFilter] = useState(firstDiffFilter);
  const pages = useInfiniteQuery(diffItemsQuery(detail.id, filter));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const { mode } = detail.decisions;
  if (!plan.diff) {
    return (
      <EmptyState title="Not compared yet">The comparison with the directory follows the plan.</EmptyState>
    );
  }
  const words = emptyWords(mode);
  return (
    <div className="flex flex-col gap-4">
      <DiffTable diff={plan.diff} mode={mode} />
      {plan.diffedAt && (
        <p className="text-muted-foreground text-sm">
          Compared with the directory <RelativeTime value={plan.diffedAt} />. It is compared again, chunk by
          chunk, while it is written; if that would remove more than you confirm, the import stops and asks.
        </p>
      )}
      <DriftCard detail={detail} />
      <Tabs
        value={filter.action}
        onValueChange={(action) =>
          setFilter((before) => ({ ...before, action: action as DiffFilter["action"] }))
        }
      >
        <div className="flex flex-wrap items-end justify-between gap-3">
          <TabsList aria-label="Which changes" className="max-w-full">
            {actionOptions.map((option) => (
              <TabsTrigger key={option.value} value={option.value}>
                {option.label}
              </TabsTrigger>
            ))}
          </TabsList>
          <FilterSelect
            label="Kind"
            allLabel="All kinds"
            value={filter.kind}
            options={kindOptions}
            onChange={(kind) => setFilter((before) => ({ ...before, kind }))}
          />
        </div>
        <TabsContent value={filter.action}>
          <ListStates
            query={pages}
            isEmpty={items.length === 0}
            emptyTitle={words[filter.action]}
            emptyText={filter.kind ? "Of this kind. Choose all kinds to see the others." : null}
          >
            <DiffItemTable items={items} mode={mode} label={labelOf(filter.action)} />
            <LoadMore
              pages={pages}
              shown={items.length}
              total={pages.data?.pages[0]?.total}
              noun={["record", "records"]}
            />
          </ListStates>
        </TabsContent>
      </Tabs>
    </div>
  );
}

const labelOf = (action: DiffFilter["action"]) =>
  actionOptions.find((option) => option.value === action)?.label ?? action;

const emptyWords = (mode: TabProps["detail"]["decisions"]["mode"]): Record<DiffFilter["action"], string> => ({
  create: "Nothing is new",
  update: "No record of the directory changes",
  address: "No address changes",
  gone: mode === "mirror" ? "Nothing is removed" : "Nothing is gone at the source",
  conflict: "Nothing would be refused",
});
