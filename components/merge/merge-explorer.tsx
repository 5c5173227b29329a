"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { MergeDetailPane } from "@/components/merge/merge-detail-pane.tsx";
import { MergeFilters } from "@/components/merge/merge-filters.tsx";
import { MergeList } from "@/components/merge/merge-list.tsx";
import { MergeListHead } from "@/components/merge/merge-list-head.tsx";
import {
  allSelected,
  isSelected,
  noSelection,
  select,
  sizeOf,
  toggle,
} from "@/components/merge/merge-selection.ts";
import { pendingMerges } from "@/components/merge/pending-merges.ts";
import { useExplorerAddress } from "@/components/merge/use-explorer-address.ts";
import { sideBySide, useMergeCursor } from "@/components/merge/use-merge-cursor.ts";
import { useMergeDecider } from "@/components/merge/use-merge-decider.ts";
import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { cn } from "@/components/ui/cn.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import type { GroupAction } from "@/lib/api/decision-edits.ts";
import { mergeCountsQuery, mergesQuery } from "@/lib/api/queries.ts";

const keyActions: Record<string, Exclude<GroupAction, null>> = { m: "merge", h: "hold", s: "split" };

/** Every group of rows that share an address: found, looked at with its evidence, and decided, one or many. */
export function MergeExplorer(props: TabProps) {
  const { detail, plan, control, isEditable } = props;
  const { filter, sort, group, show } = useExplorerAddress();
  const list = useInfiniteQuery(mergesQuery(detail.id, plan.planHash, filter, sort));
  const counts = useQuery(mergeCountsQuery(detail.id, plan.planHash, filter));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const pendingOf = useMemo(() => pendingMerges(control.edits), [control.edits]);
  const decider = useMergeDecider(detail.id, plan.planHash, control);
  const { cursor, move, open } = useMergeCursor(group, showGroup);
  const [selection, setSelection] = useState(noSelection);
  /** Where a range of marked groups began. */
  const anchor = useRef<number | null>(null);
  const listBox = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const focusWhenShown = useFocusWhenShown();

  const current = cursor ?? rows[0]?.emailKey ?? null;
  const size = sizeOf(selection, counts.data);
  const isFiltered = filter.flags.length > 0 || filter.q !== "";
  /** Groups of another filter are shown until those of this one are there: they can be looked at, but not decided. */
  const isSettled = !list.isPlaceholderData && !counts.isPlaceholderData;
  const canDecide = isEditable && isSettled;

  function startOver(change: Parameters<typeof show>[0]) {
    setSelection(noSelection);
    anchor.current = null;
    open(null);
    show(change);
  }

  function moveTo(index: number, extend: boolean) {
    const row = rows[index];
    if (!row) return;
    const from = anchor.current ?? rows.findIndex((one) => one.emailKey === current);
    anchor.current = extend ? from : null;
    if (extend && canDecide) {
      const range = rows.slice(Math.max(0, Math.min(from, index)), Math.max(from, index) + 1);
      setSelection((before) => select(before, range));
    }
    move(row.emailKey);
  }

  function decideSelected(action: GroupAction) {
    decider.decideMany(selection, filter, counts.data, action);
    setSelection(noSelection);
  }

  function press(key: string): boolean {
    const action = keyActions[key];
    if (key === "Escape") setSelection(noSelection);
    else if (!action || !canDecide) return false;
    else if (size.groups > 0) decideSelected(action);
    else if (current !== null) void decider.decide(current, action);
    return true;
  }

  if (list.data && rows.length === 0 && !isFiltered) {
    return (
      <EmptyState title="No two rows share an address" className="py-10">
        Every row becomes a person of its own.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={cn(group !== null && "max-xl:hidden")}>
        <MergeFilters
          filter={filter}
          sort={sort}
          counts={counts.data}
          onFilter={(next) => startOver({ filter: next })}
          onSort={(next) => startOver({ sort: next })}
        />
        {counts.error && (
          <ErrorAlert
            error={counts.error}
            title="The groups could not be counted."
            onRetry={() => void counts.refetch()}
            className="mb-3"
          />
        )}
      </div>
      <ListStates
        query={list}
        isEmpty={rows.length === 0 && group === null}
        emptyTitle="No group matches"
        emptyText="All that is pressed must be true of a group, and it must contain what is searched for."
      >
        <div className="grid items-start gap-5 xl:grid-cols-[22rem_minmax(0,1fr)]">
          <section
            aria-label="Groups"
            className={cn(
              "flex h-[calc(100dvh-12rem)] min-h-96 min-w-0 flex-col overflow-hidden rounded-lg border border-border bg-card xl:sticky xl:top-4 xl:h-[calc(100dvh-2rem)]",
              group !== null && "max-xl:hidden",
            )}
          >
            <MergeListHead
              total={counts.data?.total}
              size={size}
              isFiltered={isFiltered}
              isEditable={isEditable}
              isBusy={!isSettled}
              onSelectAll={(isAll) => setSelection(isAll ? allSelected : noSelection)}
              onDecide={decideSelected}
            />
            <MergeList
              ref={listBox}
              rows={rows}
              total={counts.data?.total ?? -1}
              current={current}
              isSelected={(key) => isEditable && isSelected(selection, key)}
              pendingOf={pendingOf}
              isBarShown={control.edits.length > 0}
              isBusy={!isSettled}
              onMove={moveTo}
              onToggle={(index) => {
                const row = rows[index];
                if (row && canDecide) setSelection((before) => toggle(before, row));
              }}
              onOpen={(index) => {
                anchor.current = index;
                open(rows[index]?.emailKey ?? null);
              }}
              onEnter={() => focusWhenShown(pane)}
              onKey={press}
              onSelectAll={() => canDecide && setSelection(allSelected)}
              onNearEnd={list.hasNextPage && !list.isFetching ? () => void list.fetchNextPage() : ignore}
            />
            {list.isFetchNextPageError && (
              <ErrorAlert error={list.error} onRetry={() => void list.fetchNextPage()} className="m-3" />
            )}
          </section>
          <section
            ref={pane}
            aria-label="The group"
            tabIndex={-1}
            className={cn("min-w-0 outline-none", group === null && "max-xl:hidden")}
          >
            {current !== null && (
              <MergeDetailPane
                {...props}
                emailKey={current}
                pendingOf={pendingOf}
                onStay={move}
                onBack={() => {
                  open(null);
                  focusWhenShown(listBox);
                }}
              />
            )}
          </section>
        </div>
      </ListStates>
    </>
  );

  function showGroup(key: string | null) {
    show({ group: key });
  }
}

function ignore() {}

/** Gives the focus to what may not be on screen yet: on narrow screens list and group take turns. */
function useFocusWhenShown() {
  const wanted = useRef<RefObject<HTMLElement | null> | null>(null);
  function tryIt() {
    const element = wanted.current?.current;
    if (!element || element.offsetParent === null) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: window.matchMedia(sideBySide).matches ? "nearest" : "start" });
  }
  useEffect(tryIt);
  return (element: RefObject<HTMLElement | null>) => {
    wanted.current = element;
    tryIt();
  };
}
