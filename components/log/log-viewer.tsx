"use client";

import { ArrowDownToLine, Pause } from "lucide-react";
import { useId, useState } from "react";
import { LogLineDetail } from "@/components/log/log-line-detail.tsx";
import { LogLines } from "@/components/log/log-lines.tsx";
import { type LogPulse, useLogWindow } from "@/components/log/use-log-window.ts";
import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { FilterInput } from "@/components/wizard/filter-input.tsx";
import { FilterSelect } from "@/components/wizard/filter-select.tsx";
import { type LogLine, logResults } from "@/lib/api/log-lines.ts";
import { downloadHref, type LogFilter } from "@/lib/api/queries.ts";
import { plannedKinds } from "@/lib/planner/planned-records.ts";

const noFilter: LogFilter = { kind: null, result: null, q: "" };
const kindOptions = plannedKinds.map((kind) => ({ value: kind, label: plannedKindLabels[kind] }));
const resultOptions = logResults.map((result) => ({ value: result, label: result }));

/**
 * The per-record log: one line per record that was written, left out or refused. Filters run in the
 * database. While the import is under way it follows the end, until somebody scrolls back or pauses it.
 */
export function LogViewer({ importId, pulse }: { importId: string; pulse: LogPulse }) {
  const [filter, setFilter] = useState(noFilter);
  const [selected, setSelected] = useState<LogLine | null>(null);
  const titleId = useId();
  const { window, snapshot } = useLogWindow(importId, filter, pulse);
  // What a search finds is not counted beforehand: once all of it is here, it can be.
  const isAllHere = snapshot.status === "ready" && !snapshot.hasEarlier && !snapshot.hasLater;
  const total = snapshot.total ?? (isAllHere ? snapshot.lines.length : null);
  const isFiltered = filter.kind !== null || filter.result !== null || filter.q !== "";

  function refine(part: Partial<LogFilter>) {
    setFilter((before) => ({ ...before, ...part }));
    // It may be none of the lines that are shown now.
    setSelected(null);
  }

  async function jump(end: "start" | "end") {
    await (end === "start" ? window.jumpToStart() : window.jumpToEnd());
    const { lines, status } = window.snapshot();
    if (status === "ready") setSelected((end === "start" ? lines[0] : lines.at(-1)) ?? null);
  }

  return (
    <Card aria-labelledby={titleId}>
      <CardHeader
        id={titleId}
        title="Log"
        description="Every record that was written, left out or refused. Unchanged records are counted, not listed."
        actions={
          <>
            {pulse.isLive && (
              <Button
                size="sm"
                aria-pressed={snapshot.isFollowing}
                onClick={() => (snapshot.isFollowing ? window.unfollow() : void window.follow())}
              >
                {snapshot.isFollowing ? <Pause aria-hidden /> : <ArrowDownToLine aria-hidden />}
                {snapshot.isFollowing ? "Following" : "Follow"}
              </Button>
            )}
            <DownloadLink href={downloadHref(importId, "log.csv")}>CSV</DownloadLink>
            <DownloadLink href={downloadHref(importId, "log.ndjson")}>NDJSON</DownloadLink>
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-2 border-border border-b px-4 py-2.5">
        <FilterInput label="Search the log" value={filter.q} onChange={(q) => refine({ q })} />
        <FilterSelect
          label="Kind"
          allLabel="All kinds"
          value={filter.kind}
          options={kindOptions}
          onChange={(kind) => refine({ kind })}
        />
        <FilterSelect
          label="Result"
          allLabel="All results"
          value={filter.result}
          options={resultOptions}
          onChange={(result) => refine({ result })}
        />
        <p
          role={pulse.isLive ? undefined : "status"}
          className="ml-auto text-muted-foreground text-xs tabular-nums"
        >
          {snapshot.isSearching
            ? "Searching…"
            : total !== null && `${formatNumber(total)} ${total === 1 ? "line" : "lines"}`}
        </p>
      </div>
      {snapshot.status === "failed" && (
        <ErrorAlert
          error={snapshot.error}
          title="The log can't be shown."
          onRetry={() => void window.open()}
          className="m-3"
        />
      )}
      <LogLines
        snapshot={snapshot}
        selected={selected}
        onSelect={setSelected}
        onNearStart={() => void window.loadEarlier()}
        onNearEnd={() => void window.loadLater()}
        onScrollBack={() => window.unfollow()}
        onJump={(end) => void jump(end)}
        emptyText={
          isFiltered
            ? "No line matches."
            : pulse.isLive
              ? "The first lines appear as soon as a chunk is committed."
              : "Nothing was written: every record was there already, or the import ended before it began."
        }
      />
      {selected && <LogLineDetail line={selected} onClose={() => setSelected(null)} />}
    </Card>
  );
}

function DownloadLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      download
      className="inline-flex h-7 items-center rounded-md border border-border bg-card px-2.5 font-medium text-sm hover:bg-accent"
    >
      {children}
      <span className="sr-only"> download</span>
    </a>
  );
}
