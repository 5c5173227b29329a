import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";

/** So many requests in any window of that length. */
export type RateLimitOptions = { requests: number; windowMs: number };

/** Long windows are kept in parts of about this length, so that work flows instead of coming in one burst. */
const partMs = 2_000;
/** Timers may fire a little early. */
const marginMs = 10;

/**
 * Lets requests pass so that a server that counts them in any window of time never counts too many. The server
 * counts a request at some moment between its sending and its answer; so its place is free again one window after
 * the answer. However long requests are under way, and however late this process wakes up, the limit holds.
 */
export class RateLimit {
  readonly #places: PQueue;
  readonly #holdMs: number;

  constructor({ requests, windowMs }: RateLimitOptions) {
    const parts = Math.max(1, Math.min(Math.round(windowMs / partMs), requests));
    this.#places = new PQueue({ concurrency: Math.max(1, Math.floor(requests / parts)) });
    this.#holdMs = windowMs / parts + marginMs;
  }

  /**
   * Runs `request` as soon as there is a place, higher priorities first.
   *
   * @throws the signal's reason while it waits for its place; else what `request` throws
   */
  run<Answer>(
    request: () => Promise<Answer>,
    { signal, priority = 0 }: { signal?: AbortSignal | undefined; priority?: number | undefined } = {},
  ): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const giveUp = () => reject(signal?.reason);
      signal?.addEventListener("abort", giveUp, { once: true });
      const inPlace = async () => {
        signal?.removeEventListener("abort", giveUp);
        if (signal?.aborted) return reject(signal.reason);
        await request().then(resolve, reject);
        // The caller goes on at once; the place stays taken. A process that ends need not wait for it.
        await sleep(this.#holdMs, undefined, { ref: false });
      };
      this.#places.add(inPlace, { priority }).catch(reject);
    });
  }
}
