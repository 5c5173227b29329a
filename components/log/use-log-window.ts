"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { LogWindow } from "@/lib/api/log-window.ts";
import { fetchLog, firstLogPageQuery, type LogFilter } from "@/lib/api/queries.ts";

/** What tells that the log has grown. */
export type LogPulse = {
  isLive: boolean;
  /** How far the log reaches, from the event stream; null while there is none. */
  seq: string | null;
  /** Records processed so far: says without a stream that something happened. */
  processed: number;
};

/**
 * A window on the filtered log of an import; another filter opens another window. It follows the end if
 * the import was under way when the page was opened, and stays where it is when the import ends.
 */
export function useLogWindow(importId: string, filter: LogFilter, pulse: LogPulse) {
  const { kind, result, q } = filter;
  const startsLive = useRef(pulse.isLive);
  const client = useQueryClient();
  const window = useMemo(() => {
    const isWhole = kind === null && result === null && q === "";
    return new LogWindow(
      (from, options) => fetchLog(importId, { kind, result, q }, from, options),
      startsLive.current,
      isWhole ? client.getQueryData(firstLogPageQuery(importId).queryKey) : undefined,
    );
  }, [client, importId, kind, result, q]);
  // Nothing was written yet: then the first lines wait for no answer that there are none.
  const isEmpty = useRef(pulse.seq === "0");
  useEffect(() => {
    void window.open(isEmpty.current);
    isEmpty.current = false;
    return () => window.close();
  }, [window]);
  useEffect(() => {
    if (pulse.seq !== null) void window.reach(pulse.seq);
    else if (pulse.processed > 0 && startsLive.current) void window.refresh();
  }, [window, pulse.seq, pulse.processed]);
  const snapshot = useSyncExternalStore(window.subscribe, window.snapshot, window.snapshot);
  return { window, snapshot };
}
