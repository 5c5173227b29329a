"use client";

import { useEffect, useState } from "react";
import { cn } from "@/components/ui/cn.ts";
import { formatRelativeTime, formatUtcTime } from "@/components/ui/format-time.ts";

const refreshMs = 60_000;

/**
 * A moment as "3 hours ago", kept up to date; the full time in UTC is its tooltip and its `datetime`.
 * `isAbsolute` shows the full form. Server and browser may render a minute apart, which is no error.
 */
export function RelativeTime(props: { value: Date | string; isAbsolute?: boolean; className?: string }) {
  const date = typeof props.value === "string" ? new Date(props.value) : props.value;
  const [nowMs, setNowMs] = useState(() => Date.now());

  useEffect(() => {
    if (props.isAbsolute) return;
    const timer = setInterval(() => setNowMs(Date.now()), refreshMs);
    return () => clearInterval(timer);
  }, [props.isAbsolute]);

  const absolute = formatUtcTime(date);
  return (
    <time
      dateTime={date.toISOString()}
      title={absolute}
      className={cn("whitespace-nowrap", props.className)}
      suppressHydrationWarning
    >
      {props.isAbsolute ? absolute : formatRelativeTime(date, nowMs)}
    </time>
  );
}
