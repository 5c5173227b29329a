"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { Check } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useId } from "react";
import { decisionTones, decisionWords } from "@/components/merge/merge-words.ts";
import type { PendingMerge } from "@/components/merge/pending-merges.ts";
import { sideBySide } from "@/components/merge/use-merge-cursor.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { MergeRow } from "@/lib/api/merge-groups.ts";

const rowPx = 56;
const barPx = 88;
/** So near the end of what is loaded, the next page is asked for. */
const nearRows = 60;

export type MergeListActions = {
  /** Puts the cursor on a group; `extend` marks all from where it stood. */
  onMove: (index: number, extend: boolean) => void;
  onToggle: (index: number) => void;
  onOpen: (index: number) => void;
  /** Goes on to the open group: by Enter, or where list and group take turns. */
  onEnter: () => void;
  /** A key that means something to the group under the cursor, or to those that are marked. */
  onKey: (key: string) => boolean;
  onSelectAll: () => void;
  onNearEnd: () => void;
};

/**
 * The groups, of which only those in sight exist. A list box: one Tab stop; arrows or j and k move the cursor, x
 * marks, Enter opens.
 */
export function MergeList(
  props: MergeListActions & {
    rows: readonly MergeRow[];
    /** Of all that match, loaded or not; -1 while nobody knows. */
    total: number;
    current: string | null;
    isSelected: (emailKey: string) => boolean;
    pendingOf: (row: MergeRow) => PendingMerge | null;
    ref: RefObject<HTMLDivElement | null>;
    /** The bar of what is pending covers the end of the list. */
    isBarShown: boolean;
    /** Others are on their way. */
    isBusy: boolean;
  },
) {
  const { rows, onNearEnd } = props;
  const listId = useId();
  const scroller = props.ref;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    // The server can't measure: enough rows for most windows.
    initialRect: { width: 0, height: 12 * rowPx },
    overscan: 10,
    paddingEnd: props.isBarShown ? barPx : 0,
  });
  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown > rows.length - nearRows) onNearEnd();
  }, [lastShown, rows.length, onNearEnd]);

  const currentIndex = rows.findIndex((row) => row.emailKey === props.current);

  function moveTo(index: number, extend: boolean) {
    const within = Math.min(Math.max(index, 0), rows.length - 1);
    if (within < 0) return;
    props.onMove(within, extend);
    virtualizer.scrollToIndex(within);
  }

  function press(event: KeyboardEvent) {
    if (event.altKey) return;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 1);
    const targets: Record<string, number> = {
      ArrowDown: currentIndex + 1,
      j: currentIndex + 1,
      ArrowUp: currentIndex - 1,
      k: currentIndex - 1,
      PageDown: currentIndex + pageRows,
      PageUp: currentIndex - pageRows,
      Home: 0,
      End: rows.length - 1,
    };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const target = targets[key];
    if (event.ctrlKey || event.metaKey) {
      if (key !== "a") return;
      props.onSelectAll();
    } else if (target !== undefined) moveTo(target, event.shiftKey);
    else if (currentIndex >= 0 && (key === "x" || key === " ")) props.onToggle(currentIndex);
    else if (currentIndex >= 0 && key === "Enter") {
      props.onOpen(currentIndex);
      props.onEnter();
    } else if (!props.onKey(key)) return;
    event.preventDefault();
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="Groups of rows that share an address"
      aria-multiselectable
      aria-busy={props.isBusy}
      aria-activedescendant={currentIndex >= 0 ? `${listId}-${currentIndex}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain transition-opacity focus-visible:-outline-offset-2 aria-busy:opacity-60 aria-busy:delay-150"
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize() }} className="relative">
        {shown.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <GroupRow
              key={row.emailKey}
              id={`${listId}-${index}`}
              row={row}
              top={start}
              place={index + 1}
              total={props.total}
              isCurrent={index === currentIndex}
              isSelected={props.isSelected(row.emailKey)}
              pending={props.pendingOf(row)}
              onToggle={() => props.onToggle(index)}
              onPick={(extend) => {
                if (extend) props.onMove(index, true);
                else props.onOpen(index);
                // Where the list stays, it keeps the keys.
                if (!window.matchMedia(sideBySide).matches) props.onEnter();
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

function GroupRow(props: {
  id: string;
  row: MergeRow;
  top: number;
  place: number;
  total: number;
  isCurrent: boolean;
  isSelected: boolean;
  pending: PendingMerge | null;
  onToggle: () => void;
  onPick: (extend: boolean) => void;
}) {
  const { row, pending, isSelected } = props;
  return (
    // Keys are the list's: an option never has the focus itself.
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-posinset={props.place}
      aria-setsize={props.total}
      onClick={(event) => props.onPick(event.shiftKey)}
      onKeyDown={() => undefined}
      style={{ transform: `translateY(${props.top}px)`, height: rowPx }}
      className={cn(
        "absolute inset-x-0 top-0 flex cursor-default select-none items-center border-border border-b border-l-2 border-l-transparent pr-3 text-sm hover:bg-accent/60",
        isSelected && "bg-accent hover:bg-accent",
        props.isCurrent && "border-l-primary bg-primary-muted hover:bg-primary-muted",
      )}
    >
      {/* Marks by pointer; the keyboard has x. */}
      <span
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          props.onToggle();
        }}
        className="flex h-full w-10 shrink-0 items-center justify-center"
      >
        <span
          className={cn(
            "flex size-4 items-center justify-center rounded-sm border border-input bg-background",
            isSelected && "border-primary bg-primary text-primary-foreground",
          )}
        >
          {isSelected && <Check strokeWidth={3} className="size-3" />}
        </span>
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{row.emailKey}</span>
          <DecisionBadge row={row} pending={pending} />
        </span>
        <span className="flex items-center gap-2 text-muted-foreground text-xs">
          <span className="min-w-0 flex-1 truncate">{row.name}</span>
          <span className="shrink-0 tabular-nums">
            {row.flags.includes("unverified") && <span className="text-warning">unverified · </span>}
            {countOf(row.rows, "row")} · {countOf(row.organizations, "org")}
            {row.conflicts > 0 && ` · ${countOf(row.conflicts, "difference")}`}
          </span>
        </span>
      </span>
    </div>
  );
}

/** A merge that nobody had to decide is quiet. */
function DecisionBadge({ row, pending }: { row: MergeRow; pending: PendingMerge | null }) {
  if (pending) return <Badge tone="info">→ {pending.action ?? "policy"}</Badge>;
  if (row.decision === "merge" && !row.flags.includes("decided")) return null;
  return <Badge tone={decisionTones[row.decision]}>{decisionWords[row.decision]}</Badge>;
}
