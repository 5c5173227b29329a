"use client";

import { useEffect, useState } from "react";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import { Card } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Progress } from "@/components/ui/progress.tsx";
import { formatBytes } from "@/components/wizard/quantity-text.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";

const announceEveryMs = 5_000;

/** What the reader and the planner are at: bytes and records so far, live. */
export function ReadingProgress({ detail }: { detail: ImportDetail }) {
  const { reading } = detail;
  const records = Object.entries(reading?.records ?? {}).filter(([, count]) => count > 0);
  const total = records.reduce((sum, [, count]) => sum + count, 0);
  const { label, sentence, done, of } = whereItIs(detail);
  return (
    <Card className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <p className="font-medium tabular-nums">{sentence}</p>
        <p className="text-muted-foreground text-sm">You may close this tab; the work goes on.</p>
      </div>
      <Progress key={label} label={label} value={done} max={of} valueText={sentence} />
      <dl className="grid min-h-12 gap-x-6 gap-y-2 sm:grid-cols-3 lg:grid-cols-5">
        {records.map(([kind, count]) => (
          <div key={kind} className="flex items-baseline justify-between gap-2 text-sm">
            <dt className="truncate text-muted-foreground">{kindLabel(kind)}</dt>
            <dd className="font-medium tabular-nums">{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      <ThrottledStatus text={total > 0 ? `${sentence}, ${formatNumber(total)} records` : sentence} />
    </Card>
  );
}

/** Words and numbers of the bar; `done` null: nobody knows how far. */
function whereItIs({ reading, state }: ImportDetail): {
  label: string;
  sentence: string;
  done: number | null;
  of: number;
} {
  const planning = reading?.planning;
  if (planning) {
    const label = planning.step === "store" ? "Storing the plan" : "Comparing with the directory";
    const share = planning.total === 0 ? 1 : planning.done / planning.total;
    return {
      label,
      sentence: `${label}: ${Math.floor(100 * share)} %`,
      done: planning.done,
      of: planning.total,
    };
  }
  // The plan may be there already, and its page not yet.
  if (state !== "reading" || (reading && reading.bytesTotal > 0 && reading.bytesRead >= reading.bytesTotal)) {
    return { label: "Planning", sentence: "Planning: merging people, mapping roles", done: null, of: 1 };
  }
  if (!reading || reading.bytesTotal === 0) {
    return { label: "Reading", sentence: "Waiting for a worker to begin", done: null, of: 1 };
  }
  const { bytesRead, bytesTotal } = reading;
  const sentence = `Reading: ${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}`;
  return { label: "Reading", sentence, done: bytesRead, of: bytesTotal };
}

/** Says how far it is to screen readers, but not with every tick. */
export function ThrottledStatus({ text }: { text: string }) {
  const [spoken, setSpoken] = useState(text);
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => setDue(true), announceEveryMs);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (!isDue) return;
    setSpoken(text);
    setDue(false);
  }, [isDue, text]);
  return (
    <p role="status" className="sr-only">
      {spoken}
    </p>
  );
}
