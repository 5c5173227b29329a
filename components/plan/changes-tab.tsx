"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DiffTable } from "@/components/plan/diff-table.tsx";
import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { ValueChange } from "@/components/plan/value-change.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { Tabs, TabsList, TabsTrigger } from "@/components/ui/tabs.tsx";
import { FilterSelect } from "@/components/wizard/filter-select.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { type DiffFilter, diffItemsQuery } from "@/lib/api/queries.ts";
import { plannedKinds } from "@/lib/planner/planned-records.ts";

const kindOptions = plannedKinds.map((kind) => ({ value: kind, label: plannedKindLabels[kind] }));

/** The plan against what is in the directory: the counts, then what changes, what is gone, what is refused. */
export function ChangesTab({ detail, plan }: TabProps) {
  const [filter, setFilter] = useState<DiffFilter>({ action: "update", kind: null });
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
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Tabs
          value={filter.action}
          onValueChange={(action) =>
            setFilter((before) => ({ ...before, action: action as DiffFilter["action"] }))
          }
        >
          <TabsList aria-label="Which changes">
            <TabsTrigger value="update">Updates</TabsTrigger>
            <TabsTrigger value="address">New addresses</TabsTrigger>
            <TabsTrigger value="gone">Gone at the source</TabsTrigger>
            <TabsTrigger value="conflict">Refused</TabsTrigger>
          </TabsList>
        </Tabs>
        <FilterSelect
          label="Kind"
          allLabel="All kinds"
          value={filter.kind}
          options={kindOptions}
          onChange={(kind) => setFilter((before) => ({ ...before, kind }))}
        />
      </div>
      <ListStates
        query={pages}
        isEmpty={items.length === 0}
        emptyTitle={words[filter.action]}
        emptyText={filter.kind ? "Of this kind. Choose all kinds to see the others." : null}
      >
        <Table label={words[filter.action].replace(/^No(thing)? /, "")}>
          <TableHeader>
            <TableRow>
              <TableHead>Kind</TableHead>
              <TableHead>Record</TableHead>
              <TableHead>{filter.action === "gone" ? "What happens" : "Before → after"}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {items.map((item) => (
              <TableRow key={item.ordinal}>
                <TableCell className="whitespace-nowrap align-top">{plannedKindLabels[item.kind]}</TableCell>
                <TableCell className="min-w-48 align-top">
                  <span className="break-all">{item.label}</span>
                  {item.sourceId && (
                    <span className="block break-all font-mono text-muted-foreground text-xs">
                      {item.sourceId}
                    </span>
                  )}
                </TableCell>
                <TableCell className="min-w-64">
                  {item.action === "gone" ? (
                    mode === "mirror" ? (
                      <span className="text-danger">is removed</span>
                    ) : (
                      "stays: this import only adds and updates"
                    )
                  ) : (
                    <ValueChange changes={item.changes ?? {}} />
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        <LoadMore
          pages={pages}
          shown={items.length}
          total={pages.data?.pages[0]?.total}
          noun={["record", "records"]}
        />
      </ListStates>
    </div>
  );
}

const emptyWords = (mode: TabProps["detail"]["decisions"]["mode"]): Record<DiffFilter["action"], string> => ({
  update: "No record of the directory changes",
  address: "No address changes",
  gone: mode === "mirror" ? "Nothing is removed" : "Nothing is gone at the source",
  conflict: "Nothing would be refused",
});
