"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from "react";
import { ResultBadge } from "@/components/log/result-badge.tsx";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import { cn } from "@/components/ui/cn.ts";
import type { LogLine } from "@/lib/api/log-lines.ts";
import type { LogSnapshot } from "@/lib/api/log-window.ts";

const rowPx = 32;
/** So near an end of what is loaded, the next page is asked for. */
const nearRows = 40;

/**
 * The lines, of which only those in sight exist. A list box: one Tab stop, arrows and Page keys move the
 * selection, whose details stand below.
 */
export function LogLines(props: {
  snapshot: LogSnapshot;
  selected: LogLine | null;
  onSelect: (line: LogLine | null) => void;
  onNearStart: () => void;
  onNearEnd: () => void;
  onScrollBack: () => void;
  /** Home and End: selects the first or last line of the log, which is not loaded yet. */
  onJump: (end: "start" | "end") => void;
  emptyText: string;
}) {
  const { lines, isFollowing, hasEarlier, hasLater, isSearching, status } = props.snapshot;
  const { onNearStart, onNearEnd, onScrollBack } = props;
  const listId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const linesBefore = useRef<readonly LogLine[]>([]);
  const jumpedTo = useRef<"start" | "end" | null>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    // The server can't measure.
    initialRect: { width: 0, height: 12 * rowPx },
    overscan: 12,
  });
  const rows = virtualizer.getVirtualItems();
  const firstShown = rows[0]?.index ?? 0;
  const lastShown = rows.at(-1)?.index ?? 0;

  const selectedIndex = props.selected ? lines.findIndex((line) => line.seq === props.selected?.seq) : -1;

  // Lines that come or go in front must not move what is being read.
  useLayoutEffect(() => {
    const before = linesBefore.current;
    linesBefore.current = lines;
    const jumpedIndex = jumpedTo.current === "start" ? 0 : lines.length - 1;
    if (jumpedTo.current !== null && selectedIndex >= 0 && selectedIndex === jumpedIndex) {
      jumpedTo.current = null;
      if (scroller.current) scroller.current.scrollTop = selectedIndex * rowPx;
      return;
    }
    const [oldFirst, newFirst] = [before[0]?.seq, lines[0]?.seq];
    if (!scroller.current || isFollowing || oldFirst === newFirst) return;
    const come = lines.findIndex(({ seq }) => seq === oldFirst);
    const gone = before.findIndex(({ seq }) => seq === newFirst);
    if (come > 0) scroller.current.scrollTop += come * rowPx;
    else if (gone > 0) scroller.current.scrollTop -= gone * rowPx;
  }, [lines, isFollowing, selectedIndex]);

  useLayoutEffect(() => {
    if (isFollowing && scroller.current && lines.length > 0) {
      scroller.current.scrollTop = lines.length * rowPx;
    }
  }, [lines, isFollowing]);

  useEffect(() => {
    if (!isFollowing && firstShown < nearRows) onNearStart();
    if (lines.length > 0 && lastShown > lines.length - nearRows) onNearEnd();
  }, [firstShown, lastShown, lines.length, isFollowing, onNearStart, onNearEnd]);

  function move(event: KeyboardEvent) {
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 1);
    const targets: Record<string, number> = {
      ArrowDown: selectedIndex + 1,
      ArrowUp: selectedIndex < 0 ? lines.length - 1 : selectedIndex - 1,
      PageDown: selectedIndex + pageRows,
      PageUp: selectedIndex - pageRows,
      Home: 0,
      End: lines.length - 1,
    };
    const wanted = targets[event.key];
    if (event.key === "Escape") props.onSelect(null);
    const isBeyond = (event.key === "Home" && hasEarlier) || (event.key === "End" && hasLater);
    if (isBeyond) {
      event.preventDefault();
      onScrollBack();
      jumpedTo.current = event.key === "Home" ? "start" : "end";
      props.onJump(jumpedTo.current);
      return;
    }
    if (wanted === undefined || lines.length === 0) return;
    event.preventDefault();
    const index = Math.min(Math.max(wanted, 0), lines.length - 1);
    onScrollBack();
    props.onSelect(lines[index] ?? null);
    virtualizer.scrollToIndex(index);
  }

  // A list box without options would be none.
  if (lines.length === 0) {
    return (
      <p className="h-96 px-6 pt-16 text-center text-muted-foreground text-sm">
        {isSearching
          ? "Searching the log…"
          : status === "loading"
            ? "Loading the log…"
            : status === "failed"
              ? null
              : props.emptyText}
      </p>
    );
  }
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="Log lines"
      aria-activedescendant={selectedIndex >= 0 ? `${listId}-${lines[selectedIndex]?.seq}` : undefined}
      tabIndex={0}
      onKeyDown={move}
      onWheel={(event) => event.deltaY < 0 && onScrollBack()}
      onTouchMove={onScrollBack}
      className="relative h-96 overflow-auto overscroll-contain rounded-b-lg text-sm focus-visible:-outline-offset-2"
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize() }} className="relative min-w-fit">
        {rows.map((row) => {
          const line = lines[row.index];
          if (!line) return null;
          return (
            <LineRow
              key={line.seq}
              id={`${listId}-${line.seq}`}
              line={line}
              top={row.start}
              isSelected={row.index === selectedIndex}
              onSelect={() => {
                onScrollBack();
                props.onSelect(line);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

function LineRow(props: {
  id: string;
  line: LogLine;
  top: number;
  isSelected: boolean;
  onSelect: () => void;
}) {
  const { line } = props;
  return (
    // Keys are the list's: an option never has the focus itself.
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.isSelected}
      onPointerDown={props.onSelect}
      style={{ transform: `translateY(${props.top}px)` }}
      className={cn(
        "absolute inset-x-0 top-0 flex h-8 cursor-default items-center gap-3 px-4 hover:bg-accent/60",
        props.isSelected && "bg-primary-muted hover:bg-primary-muted",
      )}
    >
      <time
        dateTime={line.at}
        className="hidden w-16 shrink-0 font-mono text-muted-foreground text-xs sm:inline"
      >
        {new Date(line.at).toISOString().slice(11, 19)}
      </time>
      <span className="w-17 shrink-0">
        <ResultBadge result={line.result} />
      </span>
      <span className="hidden w-32 shrink-0 truncate text-muted-foreground md:inline">
        {kindLabel(line.kind)}
      </span>
      <span className="min-w-0 max-w-full shrink-0 truncate sm:max-w-96">{line.label}</span>
      <span className="hidden min-w-0 truncate text-muted-foreground sm:inline">
        {line.message ?? <span className="font-mono text-xs">{line.sourceIds.join(", ")}</span>}
      </span>
    </div>
  );
}
