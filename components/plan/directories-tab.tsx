"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { FilterInput } from "@/components/wizard/filter-input.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { storyHref } from "@/components/wizard/wizard-steps.ts";
import { planItemsQuery } from "@/lib/api/queries.ts";

/** Directories: which go on by SCIM, and which somebody must think about. */
export function DirectoriesTab({ detail, plan }: TabProps) {
  const [q, setQ] = useState("");
  const pages = useInfiniteQuery(planItemsQuery(detail.id, "directory", q));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <FilterInput
          label="Search name, type, organization id"
          value={q}
          onChange={setQ}
          className="sm:w-80"
        />
        <p className="text-muted-foreground text-sm tabular-nums">
          {formatNumber(plan.stats.planned.directory_user ?? 0)} users and{" "}
          {formatNumber(plan.stats.planned.directory_group ?? 0)} groups come along, so that the first sync
          links instead of doubling.
        </p>
      </div>
      <ListStates
        query={pages}
        isEmpty={items.length === 0}
        emptyTitle={q ? "No directory matches" : "No directory"}
        emptyText={q ? null : "The bundle holds no directory."}
      >
        <Table label="Directories of the plan">
          <TableHeader>
            <TableRow>
              <TableHead>Directory</TableHead>
              <TableHead>Type at the source</TableHead>
              <TableHead>Goes on as</TableHead>
              <TableHead>State at the source</TableHead>
              <TableHead>Organization</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {items.map(({ payload }) => (
              <TableRow key={payload.sourceId}>
                <TableCell className="wrap-anywhere min-w-64">
                  <span className="font-medium">{payload.name}</span>
                  <span className="block break-all font-mono text-muted-foreground text-xs">
                    {payload.sourceId}
                  </span>
                </TableCell>
                <TableCell>{payload.directoryType}</TableCell>
                <TableCell>
                  <Badge tone={payload.protocol === "scim" ? "success" : "warning"}>
                    {payload.protocol === "scim" ? "SCIM, with a new token" : "manual"}
                  </Badge>
                </TableCell>
                <TableCell>{payload.sourceState.replaceAll("_", " ")}</TableCell>
                <TableCell>
                  {payload.organizationSourceId ? (
                    <Link
                      prefetch={false}
                      href={storyHref(detail.id, payload.organizationSourceId)}
                      className="break-all font-mono text-link text-xs underline-offset-4 hover:underline"
                    >
                      {payload.organizationSourceId}
                    </Link>
                  ) : (
                    "—"
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
          noun={["directory", "directories"]}
        />
      </ListStates>
    </div>
  );
}
