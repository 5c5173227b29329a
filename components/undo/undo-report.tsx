"use client";

import { type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { cn } from "@/components/ui/cn.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { type UndoColumn, undoColumns, undoTotals } from "@/components/undo/undo-counts.ts";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { undoReportQuery } from "@/lib/api/queries.ts";
import type { UndoReport as Report, UndoCounts } from "@/lib/api/undo.ts";

type Words = Record<UndoColumn, string> & { untouched: string };

const future: Words = {
  removed: "Remove",
  restored: "Restore",
  setBack: "Set back",
  leftAlone: "Leave alone",
  untouched: "Nothing of it was touched since.",
};
const past: Words = {
  removed: "Removed",
  restored: "Restored",
  setBack: "Set back",
  leftAlone: "Left alone",
  untouched: "Nothing of it had been touched since.",
};

/**
 * What undoing an import would do, or has done (`isDone`), per kind, and what is left alone with the reason.
 * `children` gets the counts as soon as they are known.
 */
export function UndoReport(props: {
  importId: string;
  isDone?: boolean;
  children?: (kinds: readonly UndoCounts[]) => ReactNode;
}) {
  const pages = useInfiniteQuery(undoReportQuery(props.importId));
  const first = pages.data?.pages[0];
  const words = props.isDone ? past : future;
  if (pages.error && !first) return <ErrorAlert error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!first?.isReady) {
    return (
      <div>
        <p role="status" className="mb-3 text-muted-foreground text-sm">
          Comparing with the directory as it is now…
        </p>
        <Skeleton className="h-32 w-full" />
      </div>
    );
  }
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col gap-4">
      <CountTable kinds={first.kinds} words={words} />
      {first.total === 0 ? (
        <p className="text-sm">{words.untouched}</p>
      ) : (
        <LeftAlone items={items} total={first.total} pages={pages} words={words} />
      )}
      {props.children?.(first.kinds)}
    </div>
  );
}

// Narrower on a phone, where four columns of numbers fit.
const kindCell = "max-sm:pr-1 max-sm:text-xs max-sm:first:pl-2";
const countCell = "max-sm:px-1 max-sm:text-xs max-sm:last:pr-2";

function CountTable({ kinds, words }: { kinds: readonly UndoCounts[]; words: Words }) {
  const totals = undoTotals(kinds);
  const shown = undoColumns.filter((column) => column === "removed" || totals[column] > 0);
  return (
    <Table label="What the undo does, per kind">
      <TableHeader>
        <TableRow>
          <TableHead className={kindCell}>Kind</TableHead>
          {shown.map((column) => (
            <TableHead key={column} isNumeric className={cn("max-sm:whitespace-normal", countCell)}>
              {words[column]}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {kinds.map((kind) => (
          <TableRow key={kind.kind}>
            <TableCell className={kindCell}>{plannedKindLabels[kind.kind]}</TableCell>
            {shown.map((column) => (
              <TableCell
                key={column}
                isNumeric
                className={cn(countCell, kind[column] === 0 && "text-muted-foreground")}
              >
                {formatNumber(kind[column])}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function LeftAlone(props: {
  items: Report["items"];
  total: number;
  pages: UseInfiniteQueryResult;
  words: Words;
}) {
  return (
    <div>
      <h3 className="mb-2 font-medium text-sm">
        {props.words.leftAlone}: {formatNumber(props.total)}
      </h3>
      <Table label="Records that are left alone">
        <TableHeader>
          <TableRow>
            <TableHead>Record</TableHead>
            <TableHead>Why</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.items.map((item) => (
            <TableRow key={item.ordinal}>
              <TableCell className="min-w-28 align-top">
                <span className="wrap-anywhere">{item.label}</span>
                <span className="block text-muted-foreground text-xs">{plannedKindLabels[item.kind]}</span>
              </TableCell>
              <TableCell className="min-w-36 align-top">{item.message}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <LoadMore
        pages={props.pages}
        shown={props.items.length}
        total={props.total}
        noun={["record", "records"]}
      />
    </div>
  );
}
