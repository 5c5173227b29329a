"use client";

import { useEffect, useState } from "react";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import { Card } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Progress } from "@/components/ui/progress.tsx";
import { whereItIs } from "@/components/wizard/where-it-is.ts";
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
