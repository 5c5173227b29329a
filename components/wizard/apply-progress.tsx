"use client";

import { type ReactNode, useEffect, useState } from "react";
import { plannedKindLabels } from "@/components/plan/kind-labels.ts";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import { type RateMeter, ratePerSecond, sampleProgress } from "@/components/wizard/progress-rate.ts";
import { formatDuration, formatRate } from "@/components/wizard/quantity-text.ts";
import { ThrottledStatus } from "@/components/wizard/reading-progress.tsx";
import type { ImportDetail, KindProgress } from "@/lib/api/contract.ts";

const applySegments = [
  { key: "created", label: "created", className: "bg-success" },
  { key: "updated", label: "updated", className: "bg-info" },
  { key: "unchanged", label: "unchanged", className: "bg-input" },
  { key: "kept", label: "left alone", className: "bg-input" },
  { key: "removed", label: "removed", className: "bg-warning" },
  { key: "skipped", label: "skipped", className: "bg-warning" },
  { key: "failed", label: "failed", className: "bg-danger" },
] as const;

const undoSegments = [
  { key: "removed", label: "removed", className: "bg-warning" },
  { key: "restored", label: "restored", className: "bg-success" },
  { key: "setBack", label: "set back", className: "bg-info" },
  { key: "leftAlone", label: "left alone", className: "bg-input" },
] as const;

/** One bar: a kind, how far it is, and what its records became. */
type Row = Pick<KindProgress, "kind" | "planned" | "processed"> & {
  parts: { label: string; count: number; className: string }[];
};

/** The bars of what the import does or did last: its apply, or its undo. */
export function progressRows(detail: ImportDetail): Row[] {
  if (detail.task === "undo" && detail.undo) {
    return detail.undo.kinds.map((kind) => {
      const parts = undoSegments.map(({ key, ...part }) => ({ ...part, count: kind[key] }));
      const processed = Math.min(
        kind.planned,
        parts.reduce((sum, part) => sum + part.count, 0),
      );
      return { kind: kind.kind, planned: kind.planned, processed, parts };
    });
  }
  return detail.progress
    .filter((kind) => kind.planned > 0 || kind.processed > 0)
    .map((kind) => ({
      ...kind,
      parts: applySegments.map(({ key, ...part }) => ({ ...part, count: kind[key] })),
    }));
}

/** A bar per kind with what became of its records, how fast it goes and how long it will take. */
export function ApplyProgress({ detail, actions }: { detail: ImportDetail; actions?: ReactNode }) {
  const meter = useRateMeter(detail);
  const kinds = progressRows(detail);
  const planned = kinds.reduce((sum, kind) => sum + kind.planned, 0);
  const processed = kinds.reduce((sum, kind) => sum + kind.processed, 0);
  const failed = detail.progress.reduce((sum, kind) => sum + kind.failed, 0);
  const isMoving = ["applying", "retrying", "undoing"].includes(detail.state);
  const rate = isMoving ? ratePerSecond(meter, null) : null;
  const line = [
    `${formatNumber(processed)} of ${formatNumber(planned)} records`,
    rate ? formatRate(rate) : "",
    rate && processed < planned ? `${formatDuration(((planned - processed) / rate) * 1000)} left` : "",
  ]
    .filter(Boolean)
    .join(", ");

  return (
    <Card>
      <CardHeader
        title={<span className="tabular-nums">{line}</span>}
        description={
          isMoving
            ? "You may close this tab: the work goes on, and this page shows it again when you come back."
            : undefined
        }
        actions={actions}
      />
      <ul aria-label="Progress per kind" className="divide-y divide-border">
        {kinds.map((kind) => (
          <KindRow key={kind.kind} progress={kind} rate={isMoving ? ratePerSecond(meter, kind.kind) : null} />
        ))}
      </ul>
      {kinds.length === 0 && (
        <p className="p-4 text-muted-foreground text-sm">The first counts appear in a moment.</p>
      )}
      <ThrottledStatus text={`${line}${failed > 0 ? `, ${formatNumber(failed)} failed` : ""}`} />
    </Card>
  );
}

function KindRow({ progress, rate }: { progress: Row; rate: number | null }) {
  const label = plannedKindLabels[progress.kind];
  const left = progress.planned - progress.processed;
  const max = Math.max(progress.planned, progress.processed, 1);
  const parts = progress.parts.filter(({ count }) => count > 0);
  const counts = parts.map(({ label: word, count }) => `${formatNumber(count)} ${word}`);
  return (
    <li className="grid items-start gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[10rem_minmax(0,1fr)_9rem]">
      <span className="flex items-baseline justify-between gap-2 sm:contents">
        <span className="font-medium">{label}</span>
        <span className="text-muted-foreground text-xs tabular-nums sm:hidden">
          {formatNumber(progress.processed)} / {formatNumber(progress.planned)}
        </span>
      </span>
      <div className="min-w-0 sm:pt-1.5">
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={max}
          aria-valuenow={progress.processed}
          aria-valuetext={`${formatNumber(progress.processed)} of ${formatNumber(progress.planned)}; ${counts.join(", ")}`}
          className="flex h-2 overflow-hidden rounded-sm bg-accent"
        >
          {progress.parts.map((part) => (
            <span
              key={part.label}
              className={cn("h-full transition-[width] duration-300", part.className)}
              style={{ width: `${(part.count / max) * 100}%` }}
            />
          ))}
        </div>
        <p className="mt-1 min-h-4 text-muted-foreground text-xs tabular-nums">
          {counts.join(" · ")}
          {rate && left > 0 && (
            <>
              {" · "}
              {formatRate(rate)}, {formatDuration((left / rate) * 1000)} left
            </>
          )}
        </p>
      </div>
      <span className="hidden text-right text-muted-foreground tabular-nums sm:inline">
        {formatNumber(progress.processed)} / {formatNumber(progress.planned)}
      </span>
    </li>
  );
}

/** Samples the progress whenever it changes. */
function useRateMeter(detail: ImportDetail): RateMeter {
  const [meter, setMeter] = useState<RateMeter>([]);
  useEffect(() => {
    setMeter((before) => sampleProgress(before, progressRows(detail), performance.now()));
  }, [detail]);
  return meter;
}
