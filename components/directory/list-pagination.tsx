import { type ListParams, listHref } from "@/components/directory/list-address.ts";
import { type RowCountView, rowCountText } from "@/components/directory/row-count-text.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Pagination } from "@/components/ui/pagination.tsx";

/** What a page of a list knows about its neighbours. */
export type PageView = { items: readonly unknown[]; previous: string | null; next: string | null };

/** Links to the pages before and after, and how much of how much is shown. */
export function ListPagination(props: {
  label: string;
  path: string;
  params: ListParams;
  page: PageView;
  /** Leave it out where nobody counts. */
  count?: RowCountView;
}) {
  const { path, params, page, count } = props;
  if (page.items.length === 0 && !page.previous && !page.next) return null;
  const shown = formatNumber(page.items.length);
  const isWhole = !page.previous && !page.next;
  return (
    <Pagination
      label={props.label}
      previousHref={page.previous ? listHref(path, params, { before: page.previous }) : null}
      nextHref={page.next ? listHref(path, params, { after: page.next }) : null}
      summary={
        isWhole ? `${shown} in all` : count ? `${shown} of ${rowCountText(count)}` : `${shown} on this page`
      }
    />
  );
}
