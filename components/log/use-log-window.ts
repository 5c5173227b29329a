"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { LogWindow } from "@/lib/api/log-window.ts";
import { fetchLog, type LogFilter } from "@/lib/api/queries.ts";

/** A window on the filtered log of an import; another filter opens another window. */
export function useLogWindow(importId: string, filter: LogFilter, isLive: boolean, logSeq: string | null) {
  const { kind, result, q } = filter;
  const window = useMemo(
    () => new LogWindow((from, options) => fetchLog(importId, { kind, result, q }, from, options), isLive),
    [importId, kind, result, q, isLive],
  );
  useEffect(() => {
    void window.open();
    return () => window.close();
  }, [window]);
  useEffect(() => {
    if (logSeq !== null) void window.reach(logSeq);
  }, [window, logSeq]);
  const snapshot = useSyncExternalStore(window.subscribe, window.snapshot, window.snapshot);
  return { window, snapshot };
}
