"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LeftOut } from "@/components/plan/left-out.tsx";
import { ListStates } from "@/components/plan/list-states.tsx";
import { OrganizationRow } from "@/components/plan/organization-row.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { Button } from "@/components/ui/button.tsx";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { FilterInput } from "@/components/wizard/filter-input.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import { planItemsQuery } from "@/lib/api/queries.ts";

/** The organizations with their slugs; which come along is decided here. */
export function OrganizationsTab({ detail, control, isEditable }: TabProps) {
  const [q, setQ] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const pages = useInfiniteQuery(planItemsQuery(detail.id, "organization", q));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];

  function select(sourceId: string, isSelected: boolean) {
    setSelected((before) => {
      const next = new Set(before);
      if (isSelected) next.add(sourceId);
      else next.delete(sourceId);
      return next;
    });
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <FilterInput
          label="Search name, slug, domain, source id"
          value={q}
          onChange={setQ}
          className="sm:w-80"
        />
        {isEditable && selected.size > 0 && (
          <>
            <Button
              size="sm"
              onClick={() => {
                control.edit({ field: "organizations", value: [...selected] });
                setSelected(new Set());
              }}
            >
              Import only {countOf(selected.size, "organization")}
            </Button>
            <Button size="sm" variant="ghost" onClick={() => setSelected(new Set())}>
              Clear the selection
            </Button>
          </>
        )}
      </div>
      {isEditable && <LeftOut control={control} />}
      <ListStates
        query={pages}
        isEmpty={items.length === 0}
        emptyTitle={q ? "No organization matches" : "The bundle holds no organization"}
        emptyText={q ? null : "People are imported all the same, and are in no organization."}
      >
        <Table label="Organizations of the plan">
          <TableHeader>
            <TableRow>
              {isEditable && (
                <TableHead>
                  <span className="sr-only">Select</span>
                </TableHead>
              )}
              <TableHead>Organization</TableHead>
              <TableHead>Slug</TableHead>
              <TableHead>Domains</TableHead>
              {isEditable && (
                <TableHead>
                  <span className="sr-only">Actions</span>
                </TableHead>
              )}
            </TableRow>
          </TableHeader>
          <TableBody>
            {items.map((item) => (
              <OrganizationRow
                key={item.sourceId}
                importId={detail.id}
                organization={item.payload}
                control={control}
                isEditable={isEditable}
                isSelected={selected.has(item.sourceId)}
                onSelect={(isSelected) => select(item.sourceId, isSelected)}
              />
            ))}
          </TableBody>
        </Table>
        <LoadMore
          pages={pages}
          shown={items.length}
          total={pages.data?.pages[0]?.total}
          noun={["organization", "organizations"]}
        />
      </ListStates>
    </div>
  );
}
