import type { z } from "zod";
import type { LogLine, logPage } from "./log-lines.ts";

export type LogPage = z.infer<typeof logPage>;

export type LogSnapshot = {
  lines: readonly LogLine[];
  hasEarlier: boolean;
  hasLater: boolean;
  /** New lines are fetched as they come, and old ones let go. */
  isFollowing: boolean;
  /** Lines that match, if that could be counted. */
  total: number | null;
  /** A search goes on looking through lines; what it found so far is shown. */
  isSearching: boolean;
  status: "loading" | "ready" | "failed";
  error: unknown;
};

export type FetchLogPage = (
  from: { after: string } | { before: string },
  options: { limit: number; signal: AbortSignal },
) => Promise<LogPage>;

const pageLines = 200;
/** As many as its list shows without scrolling. */
const firstLines = 12;
/** Lines are let go at the far end: a million of them would fill the browser's memory. */
const maxLines = 2_000;
const start = "0";
const end = "9223372036854775807";

/** The page that comes with a window, before it has fetched one: the log's first lines, or its last. */
export const firstLogPage = (isFollowing: boolean) => ({
  ...(isFollowing ? { before: end } : { after: start }),
  limit: firstLines,
});

/**
 * A window on the log of an import, a log that may have a million lines and may still grow. It begins
 * at the first line, or follows the last; it moves both ways on demand. One request at a time.
 */
export class LogWindow {
  readonly #fetchPage: FetchLogPage;
  #controller = new AbortController();
  readonly #listeners = new Set<() => void>();
  #queue: Promise<void> = Promise.resolve();
  #queued = 0;
  #isCatchUpQueued = false;
  /** How far the log reaches, as far as we were told. */
  #reach = 0n;
  #snapshot: LogSnapshot;

  /** @param first is shown until the first page is fetched, see `firstLogPage` */
  constructor(fetchPage: FetchLogPage, isFollowing: boolean, first?: LogPage) {
    this.#fetchPage = fetchPage;
    this.#snapshot = {
      lines: first?.lines ?? [],
      hasEarlier: false,
      hasLater: false,
      isFollowing,
      total: first?.total ?? null,
      isSearching: false,
      status: "loading",
      error: null,
    };
  }

  /** The same object until something changes. */
  readonly snapshot = (): LogSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Fetches the first lines, or again after a failure or after `close`.
   *
   * @param isEmpty we were told that there are none yet
   */
  open(isEmpty = false): Promise<void> {
    if (this.#controller.signal.aborted) this.#controller = new AbortController();
    if (isEmpty) return this.#run(async () => this.#publish({ total: 0 }));
    return this.#run(() => (this.#snapshot.isFollowing ? this.#jumpToEnd() : this.#read("after", start, [])));
  }

  /** Stops every request. */
  close(): void {
    this.#controller.abort();
    this.#isCatchUpQueued = false;
  }

  loadLater(): Promise<void> {
    const { lines, hasLater } = this.#snapshot;
    if (!hasLater || this.#queued > 0) return Promise.resolve();
    return this.#run(() => this.#read("after", lines.at(-1)?.seq ?? start, lines));
  }

  loadEarlier(): Promise<void> {
    const { lines, hasEarlier } = this.#snapshot;
    if (!hasEarlier || this.#queued > 0) return Promise.resolve();
    return this.#run(() => this.#read("before", lines[0]?.seq ?? end, lines));
  }

  /** Shows the first lines, whatever is loaded. */
  jumpToStart(): Promise<void> {
    return this.#run(() => this.#read("after", start, []));
  }

  /** Shows the last lines, without following what comes. */
  jumpToEnd(): Promise<void> {
    return this.#run(() => this.#jumpToEnd());
  }

  follow(): Promise<void> {
    this.#publish({ isFollowing: true });
    return this.#run(() => this.#jumpToEnd());
  }

  unfollow(): void {
    if (this.#snapshot.isFollowing) this.#publish({ isFollowing: false });
  }

  /** The log is complete up to `seq`: fetches what is new if this window follows it. */
  async reach(seq: string): Promise<void> {
    if (BigInt(seq) <= this.#reach) return;
    this.#reach = BigInt(seq);
    await this.refresh();
  }

  /** The log may have grown: fetches what is new if this window follows it. */
  async refresh(): Promise<void> {
    // One waiting catch-up fetches all that is announced until its turn comes.
    if (this.#isCatchUpQueued) return;
    this.#isCatchUpQueued = true;
    await this.#run(() => {
      this.#isCatchUpQueued = false;
      return this.#catchUp();
    });
  }

  async #catchUp(): Promise<void> {
    const { lines, isFollowing, hasEarlier } = this.#snapshot;
    if (!isFollowing) {
      this.#publish({ hasLater: true });
      return;
    }
    const last = lines.at(-1);
    if (!last) return this.#jumpToEnd();
    const page = await this.#fetch({ after: last.seq });
    // More came than fits a page: show the end instead of running behind it.
    if (page.next !== null) return this.#jumpToEnd();
    const all = [...lines, ...page.lines];
    const kept = all.slice(-maxLines);
    this.#publish({
      lines: page.lines.length > 0 ? kept : lines,
      hasEarlier: hasEarlier || kept.length < all.length,
      hasLater: false,
      total: page.total,
    });
  }

  #jumpToEnd(): Promise<void> {
    return this.#read("before", end, []);
  }

  /** Adds a page to the lines that are kept, at one end of them. A search asks again until it has found one. */
  async #read(way: "after" | "before", from: string, kept: readonly LogLine[]): Promise<void> {
    const isForwards = way === "after";
    const isKept = kept.length > 0;
    const { hasEarlier, hasLater } = this.#snapshot;
    let lines = kept;
    let read = 0;
    let isCut = false;
    for (let next: string | null = from; next !== null; ) {
      const page = await this.#fetch(isForwards ? { after: next } : { before: next });
      read += page.lines.length;
      const all: readonly LogLine[] = isForwards ? [...lines, ...page.lines] : [...page.lines, ...lines];
      lines = isForwards ? all.slice(-maxLines) : all.slice(0, maxLines);
      isCut ||= lines.length < all.length;
      const isMore = page.next !== null;
      next = read < pageLines ? page.next : null;
      this.#publish({
        lines,
        hasEarlier: isForwards ? isCut || (isKept && hasEarlier) : isMore,
        hasLater: isForwards ? isMore : isCut || (isKept && hasLater),
        total: page.total,
        isSearching: next !== null,
      });
    }
  }

  #fetch(from: { after: string } | { before: string }): Promise<LogPage> {
    return this.#fetchPage(from, { limit: pageLines, signal: this.#controller.signal });
  }

  #run(work: () => Promise<void>): Promise<void> {
    this.#queued++;
    const { signal } = this.#controller;
    this.#queue = this.#queue.then(async () => {
      try {
        if (signal.aborted) return;
        await work();
        this.#publish({ status: "ready", isSearching: false, error: null });
      } catch (error) {
        if (!signal.aborted) this.#publish({ status: "failed", isSearching: false, error });
      } finally {
        this.#queued--;
      }
    });
    return this.#queue;
  }

  #publish(change: Partial<LogSnapshot>) {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
