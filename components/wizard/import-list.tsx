"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { MigrateTabs } from "@/components/schedules/migrate-tabs.tsx";
import { ScheduleBanners } from "@/components/schedules/schedule-banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TableSkeleton } from "@/components/ui/skeleton.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { StateBadge } from "@/components/wizard/state-badge.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportListItem } from "@/lib/api/contract.ts";
import { importListQuery } from "@/lib/api/queries.ts";

const refreshMs = 10_000;

const viaTexts = { wizard: "", cli: " · command line", schedule: " · schedule" };

/** What an import was made of, and which way it came. */
function originText({ keys, fileNames, via }: ImportListItem): string {
  const origin = keys.length > 0 ? `Live, ${keys.join(", ")}` : fileNames.join(", ") || "Nothing to read yet";
  return origin + viaTexts[via];
}

/** Every import that was ever started, newest first. */
export function ImportList() {
  const pages = useInfiniteQuery({ ...importListQuery(), refetchInterval: refreshMs });
  const items = pages.data?.pages.flatMap((page) => page.items);
  const start = (
    <ButtonLink variant="primary" href="/migrate/workos">
      Start an import
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Imports"
        description="Every migration into this directory: where it came from, how far it is, who started it."
        actions={items && items.length > 0 ? start : undefined}
      />
      <MigrateTabs current="imports" />
      <ScheduleBanners />
      {pages.error && !items ? (
        <ErrorAlert error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !items ? (
        <>
          <p role="status" className="sr-only">
            Loading imports
          </p>
          <TableSkeleton rows={6} />
        </>
      ) : items.length === 0 ? (
        <EmptyState icon={FileDown} title="Nothing was imported yet" action={start}>
          An import takes a WorkOS bundle, shows what would happen, and writes nothing before you confirm.
        </EmptyState>
      ) : (
        <>
          <Table label="Imports">
            <TableHeader>
              <TableRow>
                <TableHead>Source</TableHead>
                <TableHead>Status</TableHead>
                <TableHead isNumeric>Records → people</TableHead>
                <TableHead isNumeric>Organizations</TableHead>
                <TableHead>Started</TableHead>
                <TableHead>By</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((item) => (
                <TableRow key={item.id}>
                  <TableCell className="max-w-72">
                    <TableRowLink href={importHref(item.id)} className="block truncate">
                      {item.originName}
                    </TableRowLink>
                    <span className="block truncate text-muted-foreground text-xs">{originText(item)}</span>
                  </TableCell>
                  <TableCell>
                    <StateBadge state={item.state} />
                  </TableCell>
                  <TableCell isNumeric>
                    {item.sourceUsers === null || item.people === null
                      ? "—"
                      : `${formatNumber(item.sourceUsers)} → ${formatNumber(item.people)}`}
                  </TableCell>
                  <TableCell isNumeric>
                    {item.organizations === null ? "—" : formatNumber(item.organizations)}
                  </TableCell>
                  <TableCell>
                    <RelativeTime value={item.createdAt} />
                  </TableCell>
                  <TableCell className="max-w-48 truncate">{item.createdBy}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <LoadMore pages={pages} shown={items.length} noun={["import", "imports"]} />
        </>
      )}
    </>
  );
}
