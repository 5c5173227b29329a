"use client";

import { hashKey, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { stateFacts } from "@/components/wizard/wizard-steps.ts";
import { ApiError } from "@/lib/api/client.ts";
import { type ImportDetail, type ImportTick, importTick } from "@/lib/api/contract.ts";
import { getImport, importDetailQuery, importKeys, importPath } from "@/lib/api/queries.ts";

/** How often to ask while the server is at work and no event stream gets through. */
const pollMs = 1500;

/** After a stream that the server refused: browsers try again by themselves only where the network failed. */
const reopenMs = 5000;

/**
 * An import, kept up to date: by events while the server is at work, or may be soon, and the tab is visible; by asking
 * where events don't get through, and on return to the tab otherwise.
 *
 * `logSeq` is how far the log reaches, as the last event said; null while no events come.
 */
export function useImport(importId: string) {
  const client = useQueryClient();
  const [isStreaming, setStreaming] = useState(false);
  const [logSeq, setLogSeq] = useState<string | null>(null);
  const newestTick = useRef<ImportTick | null>(null);
  const query = useQuery({
    ...importDetailQuery(importId),
    // An answer may be older than an event that came while it was under way, and no other event comes while nothing
    // changes. Were it shown first and mended then, what the newer state shows would go and come back, and a press on it
    // be lost. What was asked after the last event is newer than that.
    queryFn: async ({ signal }) => {
      const tickBefore = newestTick.current;
      const answer = await getImport(importId, signal);
      const tick = newestTick.current;
      return tick && tick !== tickBefore ? withTick(client, answer, tick) : answer;
    },
    refetchInterval: (current) => {
      const detail = current.state.data;
      return detail && stateFacts(detail.state).isLive && !isStreaming ? pollMs : false;
    },
    refetchOnWindowFocus: "always",
  });
  // Before somebody confirms the plan, here or elsewhere: then the first line of the log waits for no connection.
  const isFollowed = query.data
    ? stateFacts(query.data.state).isLive || query.data.state === "review"
    : false;

  useEffect(() => {
    if (!isFollowed) return;
    return streamWhileVisible(`/api${importPath(importId)}/events`, {
      onTick: (tick) => {
        newestTick.current = tick;
        setLogSeq(tick.logSeq);
        client.setQueryData<ImportDetail>(
          importKeys.detail(importId),
          (before) => before && withTick(client, before, tick),
        );
      },
      onConnection: (isOpen) => {
        if (!isOpen) newestTick.current = null;
        setStreaming(isOpen);
      },
    });
  }, [client, importId, isFollowed]);

  useFreshAnswers(importId, query.data);

  return {
    detail: query.data,
    error: query.error,
    logSeq: isStreaming ? logSeq : null,
    refetch: query.refetch,
  };
}

/** True when the error says that there is no such import (any more). */
export const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404;

/** What an import is in, and of which plan: with that, everything about it may be another than before. */
const standing = ({ state, plannedAt, diffedAt }: ImportDetail | ImportTick) =>
  `${state} ${plannedAt} ${diffedAt}`;

/** An import as an event tells it. It is asked for once more where that is more than the next counts. */
function withTick(client: QueryClient, before: ImportDetail, tick: ImportTick): ImportDetail {
  const { logSeq: _, ...now } = tick;
  // Who confirmed, with which decisions it was planned and the like are not in an event.
  if (standing(before) !== standing(tick)) {
    const queryKey = importKeys.detail(before.id);
    setTimeout(() => void client.invalidateQueries({ queryKey, exact: true }));
  }
  return { ...before, ...now };
}

/**
 * What else was asked of an import (its plan, its log, …) is asked anew once it has another state or another plan, however
 * that was learned: from an event, from an answer, or from what a press was answered with. By then the page has let
 * go of what it showed of the state before: a plan that was just confirmed is not read once more.
 */
function useFreshAnswers(importId: string, detail: ImportDetail | undefined) {
  const client = useQueryClient();
  const stands = detail && standing(detail);
  const stood = useRef(stands);
  useEffect(() => {
    if (stood.current !== undefined && stood.current !== stands) {
      const own = hashKey(importKeys.detail(importId));
      void client.invalidateQueries({
        queryKey: importKeys.one(importId),
        predicate: ({ queryHash }) => queryHash !== own,
      });
    }
    stood.current = stands;
  }, [client, importId, stands]);
}

/**
 * One event stream while the tab is visible: browsers open six connections per host, and tabs that
 * nobody looks at would use them up.
 */
function streamWhileVisible(
  url: string,
  handlers: { onTick: (tick: ImportTick) => void; onConnection: (isOpen: boolean) => void },
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open() {
    if (source || document.visibilityState !== "visible") return;
    source = new EventSource(url);
    source.addEventListener("open", () => handlers.onConnection(true));
    // Until there is a connection again, the page asks.
    source.addEventListener("error", () => {
      handlers.onConnection(false);
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      timer = setTimeout(open, reopenMs);
    });
    source.addEventListener("tick", (event) => {
      const tick = importTick.safeParse(JSON.parse(String(event.data)));
      if (tick.success) handlers.onTick(tick.data);
    });
  }
  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
    handlers.onConnection(false);
  }
  const followVisibility = () => (document.visibilityState === "visible" ? open() : close());

  document.addEventListener("visibilitychange", followVisibility);
  open();
  return () => {
    document.removeEventListener("visibilitychange", followVisibility);
    close();
  };
}
