"use client";

import { Hourglass } from "lucide-react";
import { useEffect, useState } from "react";
import { formatDuration } from "@/components/wizard/quantity-text.ts";

/** "Waiting for WorkOS, 12 s", counting down; `otherwise` once the time is over. */
export function WaitingForWorkos({ until, otherwise }: { until: string; otherwise: string }) {
  const untilMs = Date.parse(until);
  const [leftMs, setLeftMs] = useState(() => untilMs - Date.now());
  useEffect(() => {
    const tick = () => setLeftMs(untilMs - Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [untilMs]);
  if (leftMs <= 0) return otherwise;
  return (
    <>
      <Hourglass aria-hidden className="text-warning" />
      Waiting for WorkOS, {formatDuration(leftMs)}
    </>
  );
}
