import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import { describeKey, type KeyDescription } from "./describe-key.ts";
import { RateLimit, type RateLimitOptions } from "./rate-limit.ts";
import { retryAfterMs } from "./retry-after.ts";
import { WorkosError } from "./workos-error.ts";

export const workosApiUrl = "https://api.workos.com";

/** Rate limits as WorkOS documents them. */
export const documentedLimits = {
  perKey: { requests: 6_000, windowMs: 60_000 },
  userManagement: { requests: 1_000, windowMs: 10_000 },
  perDirectory: { requests: 4, windowMs: 1_000 },
} as const satisfies Record<string, RateLimitOptions>;

export type WorkosLimits = Record<keyof typeof documentedLimits, RateLimitOptions>;

export type ClientOptions = {
  token: string;
  /** Another address than that of WorkOS: a proxy, a test. */
  baseUrl?: string;
  limits?: WorkosLimits;
  /** Of one request, from its sending to the end of the answer. */
  timeoutMs?: number;
  /** How often a request that failed in a way that may pass is sent again, and after how long first; twice as long each time. */
  retries?: number;
  firstRetryMs?: number;
};

export type RequestOptions = {
  signal?: AbortSignal;
  /** Higher is sooner, where the limit makes requests wait. */
  priority?: number;
  /** Told when WorkOS makes all requests of the key wait, and until when. */
  onWait?: (until: Date) => void;
};

export type WorkosAnswer = {
  body: unknown;
  /** How many requests it took. */
  requests: number;
};

/** What may pass by itself: a server error, a dropped connection, an answer cut short or late. */
class PassingTrouble extends Error {}
/** 429. */
class Throttled extends PassingTrouble {}

const longestRetryMs = 30_000;
const maxQuotedLength = 200;

/**
 * Asks the API of WorkOS with one key: within its limits, again where trouble may pass, with a time-out on each
 * request. A 429 makes every request of the key wait.
 */
export class WorkosClient {
  readonly key: KeyDescription;
  readonly #token: string;
  readonly #baseUrl: string;
  readonly #timeoutMs: number;
  readonly #retries: number;
  readonly #firstRetryMs: number;
  readonly #limits: WorkosLimits;
  readonly #keyLimit: RateLimit;
  readonly #userLimit: RateLimit;
  readonly #directoryLimits = new Map<string, RateLimit>();
  /** Nothing is sent before (`performance.now`). */
  #waitsUntil = 0;
  /** 429s in a row that did not say how long to wait. */
  #throttledInRow = 0;

  constructor(options: ClientOptions) {
    this.key = describeKey(options.token);
    this.#token = options.token;
    this.#baseUrl = (options.baseUrl ?? workosApiUrl).replace(/\/+$/, "");
    this.#timeoutMs = options.timeoutMs ?? 60_000;
    this.#retries = options.retries ?? 8;
    this.#firstRetryMs = options.firstRetryMs ?? 500;
    this.#limits = options.limits ?? documentedLimits;
    this.#keyLimit = new RateLimit(this.#limits.perKey);
    this.#userLimit = new RateLimit(this.#limits.userManagement);
  }

  /**
   * The JSON at a path.
   *
   * @throws WorkosError; an abort throws the signal's reason
   */
  async get(
    path: string,
    search: Readonly<Record<string, string>> = {},
    options: RequestOptions = {},
  ): Promise<WorkosAnswer> {
    let requests = 0;
    const send = () => {
      requests++;
      return this.#send(path, search, options);
    };
    try {
      const body = await pRetry(() => this.#patiently(path, search, options, send), {
        retries: this.#retries,
        minTimeout: this.#firstRetryMs,
        maxTimeout: longestRetryMs,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof PassingTrouble,
        ...(options.signal && { signal: options.signal }),
      });
      return { body, requests };
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof PassingTrouble)) throw error;
      throw new WorkosError(
        "unavailable",
        `WorkOS did not answer ${path} properly in ${requests} tries: ${error.message}.`,
        "What was fetched is kept. Look at status.workos.com and at this machine's network, then go on from here.",
      );
    }
  }

  /** True if WorkOS answers at all, whatever it says: asked once. */
  async isAnswering(path: string, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.#limited(path, {}, { ...(signal && { signal }) }, () =>
        this.#send(path, { limit: "1" }, { ...(signal && { signal }) }),
      );
      return true;
    } catch (error) {
      signal?.throwIfAborted();
      return !(error instanceof PassingTrouble) || error instanceof Throttled;
    }
  }

  /** Again after each 429: WorkOS may ask for patience as often as it likes, that is no failure. */
  async #patiently<Answer>(
    path: string,
    search: Readonly<Record<string, string>>,
    options: RequestOptions,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    for (;;) {
      try {
        return await this.#limited(path, search, options, send);
      } catch (error) {
        if (!(error instanceof Throttled)) throw error;
      }
    }
  }

  /** Through every limit that counts the request. */
  #limited<Answer>(
    path: string,
    search: Readonly<Record<string, string>>,
    { signal, priority }: RequestOptions,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const through = (limit: RateLimit, work: () => Promise<Answer>) => () =>
      limit.run(work, { signal, priority });
    let work = through(this.#keyLimit, send);
    if (path.startsWith("/user_management/")) work = through(this.#userLimit, work);
    if (path === "/directory_users") work = through(this.#directoryLimit(search.directory ?? ""), work);
    return work();
  }

  #directoryLimit(directory: string): RateLimit {
    const existing = this.#directoryLimits.get(directory);
    if (existing) return existing;
    const limit = new RateLimit(this.#limits.perDirectory);
    this.#directoryLimits.set(directory, limit);
    return limit;
  }

  async #send(
    path: string,
    search: Readonly<Record<string, string>>,
    { signal, onWait }: RequestOptions,
  ): Promise<unknown> {
    while (performance.now() < this.#waitsUntil) {
      await sleep(this.#waitsUntil - performance.now(), undefined, { ...(signal && { signal }) });
    }
    const sentAt = performance.now();
    const { status, retryAfter, text } = await this.#fetch(path, search, signal);
    if (status === 429) {
      this.#wait(sentAt, retryAfterMs(retryAfter), onWait);
      throw new Throttled("it asks to wait (429)");
    }
    if (status === 408 || status >= 500) throw new PassingTrouble(`it answers ${status}`);
    if (sentAt >= this.#waitsUntil) this.#throttledInRow = 0;
    if (status !== 200) throw this.#refusal(path, status, text);
    try {
      return JSON.parse(text);
    } catch {
      throw new PassingTrouble("the answer is no JSON");
    }
  }

  async #fetch(path: string, search: Readonly<Record<string, string>>, signal: AbortSignal | undefined) {
    // Lists of values are one value with commas in it, as the API's description has it (form, not exploded).
    const query = new URLSearchParams(search).toString().replaceAll("%2C", ",");
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await fetch(`${this.#baseUrl}${path}${query && `?${query}`}`, {
        headers: { authorization: `Bearer ${this.#token}`, accept: "application/json" },
        // Nobody else gets to see the key.
        redirect: "manual",
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      const text = await response.text();
      return { status: response.status, retryAfter: response.headers.get("retry-after"), text };
    } catch (error) {
      signal?.throwIfAborted();
      if (timeout.aborted) throw new PassingTrouble(`no answer within ${this.#timeoutMs / 1_000} s`);
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new PassingTrouble(cause instanceof Error ? cause.message : String(cause));
    }
  }

  #wait(sentAt: number, askedMs: number | null, onWait: RequestOptions["onWait"]): void {
    const isSameRound = sentAt < this.#waitsUntil;
    if (!isSameRound) this.#throttledInRow++;
    const backoffMs = Math.min(1_000 * 2 ** (this.#throttledInRow - 1), longestRetryMs);
    // Several processes that were told the same must not come back at the same moment.
    const waitMs = (askedMs ?? backoffMs * (1 + Math.random() / 2)) + 50 + Math.random() * 200;
    if (isSameRound && askedMs === null) return;
    this.#waitsUntil = Math.max(this.#waitsUntil, performance.now() + waitMs);
    onWait?.(new Date(Date.now() + this.#waitsUntil - performance.now()));
  }

  #refusal(path: string, status: number, text: string): WorkosError {
    const { display } = this.key;
    if (status === 401) {
      return new WorkosError(
        "key_refused",
        `WorkOS refuses the API key ${display}.`,
        "Check that it is whole, not revoked, and of the right environment; the dashboard of WorkOS makes a new one under API Keys.",
      );
    }
    if (status === 403) {
      return new WorkosError(
        "forbidden",
        `The API key ${display} may not read ${path} (403).`,
        "Give the key this permission in the dashboard of WorkOS, and pull again.",
      );
    }
    if (status === 404) {
      return new WorkosError(
        "missing",
        `WorkOS has no ${path} for the API key ${display} (404).`,
        "If it is there in the dashboard of WorkOS, check the environment of the key.",
      );
    }
    const said = text.replaceAll(this.#token, display).replace(/\s+/g, " ").slice(0, maxQuotedLength);
    return new WorkosError(
      "refused",
      `WorkOS answers ${status} to ${path}${said && `: ${said}`}.`,
      "Pull again; if it stays so, this version of Authio Migrate and the API of WorkOS do not fit together.",
    );
  }
}
