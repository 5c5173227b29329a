import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { getImportTick } from "./get-import-tick.ts";
import { watchImport } from "./import-events.ts";
import { ensureImport } from "./import-not-found.ts";
import { workingStates } from "./work-on-import.ts";

/** Between two ticks: the first lines of a log are on screen at once, and a busy import costs ten looks a second at most. */
const minIntervalMs = 100;
/** While something happens we look even without a notification: some poolers pass none on. */
const workingPollMs = 2_000;
/** Proxies cut connections on which nothing is said. */
const pingMs = 15_000;

export type TickStreamOptions = {
  /** Ends the stream: the receiver has gone. */
  signal: AbortSignal;
  /** Asked while the stream lives; the stream ends when the receiver's session has. */
  isAllowed: () => Promise<boolean>;
  allowedCheckMs?: number;
};

/**
 * Server-sent events `tick` with where an import stands: one at once, then one for each change, a change that is
 * overtaken by the next one left out. A receiver who is slow gets fewer.
 *
 * @throws AppError `not_found`, before the stream begins
 */
export async function streamTicks(
  db: Database,
  actor: Actor,
  importId: string,
  options: TickStreamOptions,
): Promise<ReadableStream<Uint8Array>> {
  await ensureImport(db, importId);
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const events = tickEvents(db, actor, importId, { ...options, signal });
  // Also while it waits to be asked for the next event: it must let go of what it watches.
  signal.addEventListener("abort", () => void events.return(undefined), { once: true });
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await events.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      cancel: () => closing.abort(),
    },
    { highWaterMark: 0 },
  );
}

async function* tickEvents(
  db: Database,
  actor: Actor,
  importId: string,
  { signal, isAllowed, allowedCheckMs = 60_000 }: TickStreamOptions,
): AsyncGenerator<string> {
  let hasChanged = false;
  let wake = () => {};
  const stopWatching = watchImport(db, importId, () => {
    hasChanged = true;
    wake();
  });
  const change = (timeoutMs: number) =>
    new Promise<void>((resolve) => {
      if (hasChanged || signal.aborted) return resolve();
      const timer = setTimeout(resolve, timeoutMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  signal.addEventListener("abort", () => wake(), { once: true });

  let lastData = "";
  let spokeAt = Date.now();
  let allowedAt = Date.now();
  try {
    while (!signal.aborted) {
      hasChanged = false;
      const tick = await getImportTick(db, actor, importId);
      const data = JSON.stringify(tick);
      if (data !== lastData || Date.now() - spokeAt >= pingMs) {
        yield data === lastData ? ": ping\n\n" : `event: tick\ndata: ${data}\n\n`;
        lastData = data;
        spokeAt = Date.now();
      }
      await sleep(minIntervalMs, undefined, { signal }).catch(() => {});
      const isWorking = workingStates.some((state) => state === tick.state);
      await change(isWorking ? workingPollMs : pingMs);
      if (Date.now() - allowedAt < allowedCheckMs) continue;
      if (!(await isAllowed())) return;
      allowedAt = Date.now();
    }
  } finally {
    stopWatching();
  }
}
