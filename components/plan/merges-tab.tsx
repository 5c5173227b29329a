"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MergeCard } from "@/components/merge/merge-card.tsx";
import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { FilterInput } from "@/components/wizard/filter-input.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { planItemsQuery } from "@/lib/api/queries.ts";

/** Every group of rows that share an address: what they become, why, and what to decide about it. */
export function MergesTab({ detail, control, isEditable }: TabProps) {
  const [q, setQ] = useState("");
  const pages = useInfiniteQuery(planItemsQuery(detail.id, "merge", q));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const [openKey, setOpenKey] = useState<string | null>(null);
  // The first is open, so that what a merge is can be seen without a click.
  const shownOpen = openKey ?? items[0]?.payload.emailKey ?? null;
  return (
    <>
      <div className="mb-3">
        <FilterInput
          label="Search address, name, source id, organization"
          value={q}
          onChange={setQ}
          className="sm:w-96"
        />
      </div>
      <ListStates
        query={pages}
        isEmpty={items.length === 0}
        emptyTitle={q ? "No merge matches" : "No two rows share an address"}
        emptyText={
          q
            ? "Search matches addresses, names, source ids and organizations."
            : "Every row becomes a person of its own."
        }
      >
        <ul className="divide-y divide-border rounded-lg border border-border bg-card">
          {items.map((item) => (
            <MergeCard
              key={item.payload.emailKey}
              merge={item.payload}
              control={control}
              isEditable={isEditable}
              isOpen={shownOpen === item.payload.emailKey}
              onToggle={() => setOpenKey(shownOpen === item.payload.emailKey ? "" : item.payload.emailKey)}
            />
          ))}
        </ul>
        <LoadMore
          pages={pages}
          shown={items.length}
          total={pages.data?.pages[0]?.total}
          noun={["merge", "merges"]}
        />
      </ListStates>
    </>
  );
}
