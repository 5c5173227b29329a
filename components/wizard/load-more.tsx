"use client";

import { Button } from "@/components/ui/button.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";

type Pages = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
};

/** The foot of a list that comes page by page: how much is shown, and the button for more. */
export function LoadMore(props: {
  pages: Pages;
  shown: number;
  total?: number | undefined;
  /** What is listed: one of it, and many. */
  noun: readonly [one: string, many: string];
}) {
  const { pages, shown, total } = props;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 pt-3">
      <p role="status" className="text-muted-foreground text-sm tabular-nums">
        {formatNumber(shown)}
        {total !== undefined && total !== shown && ` of ${formatNumber(total)}`}{" "}
        {props.noun[(total ?? shown) === 1 ? 0 : 1]}
      </p>
      {pages.isFetchNextPageError && (
        <ErrorAlert error={pages.error} onRetry={() => void pages.fetchNextPage()} />
      )}
      {pages.hasNextPage && !pages.isFetchNextPageError && (
        <Button size="sm" isPending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Load more
        </Button>
      )}
    </div>
  );
}
