import { describe, expect, it } from "vitest";
import type { LogLine } from "./log-lines.ts";
import { type FetchLogPage, LogWindow } from "./log-window.ts";

const line = (seq: number): LogLine => ({
  seq: String(seq),
  at: "2026-11-22T00:00:00.000Z",
  kind: "user",
  result: "created",
  sourceIds: [`user_${seq}`],
  targetId: null,
  label: `person ${seq}`,
  code: null,
  message: null,
});

/** A log of lines 1…n that answers as the route handler does. */
function serverWith(count: number) {
  const server = { count, requests: 0, isDown: false };
  const fetchPage: FetchLogPage = async (from, { limit }) => {
    server.requests++;
    await Promise.resolve();
    if (server.isDown) throw new Error("down");
    const all = Array.from({ length: server.count }, (_, n) => line(n + 1));
    const matching =
      "after" in from
        ? all.filter((one) => BigInt(one.seq) > BigInt(from.after))
        : all.filter((one) => BigInt(one.seq) < BigInt(from.before));
    const lines = "after" in from ? matching.slice(0, limit) : matching.slice(-limit);
    const last = "after" in from ? lines.at(-1) : lines[0];
    const next = lines.length < matching.length ? (last?.seq ?? null) : null;
    return { lines, next, total: server.count };
  };
  return { server, fetchPage };
}

const seqs = (window: LogWindow) => window.snapshot().lines.map((one) => Number(one.seq));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe("a window on the log", () => {
  it("reads from the first line on, page by page, without a gap", async () => {
    const window = new LogWindow(serverWith(450).fetchPage, false);
    await window.open();
    expect(seqs(window)).toEqual(range(1, 200));
    await window.loadLater();
    await window.loadLater();
    expect(seqs(window)).toEqual(range(1, 450));
    expect(window.snapshot()).toMatchObject({ hasLater: false, hasEarlier: false, total: 450 });
  });

  it("asks for nothing of a log that is empty, and for its lines when they come", async () => {
    const { server, fetchPage } = serverWith(0);
    const window = new LogWindow(fetchPage, true);
    await window.open(true);
    expect(window.snapshot()).toMatchObject({ status: "ready", total: 0, lines: [] });
    expect(server.requests).toBe(0);
    server.count = 3;
    await window.reach("3");
    expect(seqs(window)).toEqual(range(1, 3));
  });

  it("shows the page that came with it until it has fetched one, and fetches no page after that", async () => {
    const { server, fetchPage } = serverWith(450);
    const first = await fetchPage({ after: "0" }, { limit: 12, signal: new AbortController().signal });
    const window = new LogWindow(fetchPage, false, first);
    expect(seqs(window)).toEqual(range(1, 12));
    await window.loadLater();
    expect(server.requests).toBe(1);
    await window.open();
    expect(seqs(window)).toEqual(range(1, 200));
  });

  it("goes on searching until it has found a page or come to the end, and shows what it has meanwhile", async () => {
    // 10,000 lines, looked through 500 at a time; every tenth matches, up to the 5,000th.
    const asked: string[] = [];
    const window = new LogWindow((from) => {
      const first = "after" in from ? Number(from.after) : 0;
      asked.push("after" in from ? from.after : from.before);
      const lines = range(first + 1, first + 500)
        .filter((seq) => seq % 10 === 0 && seq <= 5_000)
        .map(line);
      return Promise.resolve({ lines, next: first === 9_500 ? null : String(first + 500), total: null });
    }, false);
    const seen: [number, boolean][] = [];
    window.subscribe(() => seen.push([window.snapshot().lines.length, window.snapshot().isSearching]));
    await window.open();
    expect(asked).toEqual(["0", "500", "1000", "1500"]);
    expect(seen).toEqual([
      [50, true],
      [100, true],
      [150, true],
      [200, false],
      [200, false],
    ]);
    while (window.snapshot().hasLater) await window.loadLater();
    expect(seqs(window)).toEqual(range(1, 500).map((n) => n * 10));
    expect(asked.at(-1)).toBe("9500");
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("lets lines go at the other end, whichever way it is read, and comes back for them", async () => {
    const window = new LogWindow(serverWith(5_000).fetchPage, false);
    await window.open();
    for (let last = 400; last <= 2_400; last += 200) {
      await window.loadLater();
      expect(seqs(window)).toEqual(range(Math.max(1, last - 1_999), last));
    }
    expect(window.snapshot()).toMatchObject({ hasEarlier: true, hasLater: true });
    await window.loadEarlier();
    expect(seqs(window)).toEqual(range(201, 2_200));
    await window.loadEarlier();
    expect(seqs(window)).toEqual(range(1, 2_000));
    expect(window.snapshot()).toMatchObject({ hasEarlier: false, hasLater: true });
    while (window.snapshot().hasLater) await window.loadLater();
    expect(seqs(window)).toEqual(range(3_001, 5_000));
  });

  it("shows the end while following, and reads back from there", async () => {
    const window = new LogWindow(serverWith(450).fetchPage, true);
    await window.open();
    expect(seqs(window)).toEqual(range(251, 450));
    await window.loadEarlier();
    expect(seqs(window)).toEqual(range(51, 450));
    await window.loadEarlier();
    expect(window.snapshot().hasEarlier).toBe(false);
  });

  it("jumps to either end without following", async () => {
    const window = new LogWindow(serverWith(450).fetchPage, false);
    await window.open();
    await window.jumpToEnd();
    expect(seqs(window)).toEqual(range(251, 450));
    expect(window.snapshot()).toMatchObject({ isFollowing: false, hasEarlier: true, hasLater: false });
    await window.jumpToStart();
    expect(seqs(window)).toEqual(range(1, 200));
    expect(window.snapshot()).toMatchObject({ hasEarlier: false, hasLater: true });
  });

  it("appends what is new while following", async () => {
    const { server, fetchPage } = serverWith(10);
    const window = new LogWindow(fetchPage, true);
    await window.open();
    server.count = 60;
    await window.reach("60");
    expect(seqs(window)).toEqual(range(1, 60));
  });

  it("jumps to the end instead of running behind a fast import", async () => {
    const { server, fetchPage } = serverWith(10);
    const window = new LogWindow(fetchPage, true);
    await window.open();
    server.count = 100_000;
    await window.reach("100000");
    expect(seqs(window)).toEqual(range(99_801, 100_000));
    expect(window.snapshot().hasEarlier).toBe(true);
  });

  it("misses nothing that is announced while a request is under way", async () => {
    const { server, fetchPage } = serverWith(10);
    const window = new LogWindow(fetchPage, true);
    await window.open();
    server.count = 20;
    const first = window.reach("20");
    server.count = 30;
    await Promise.all([first, window.reach("30")]);
    expect(seqs(window)).toEqual(range(1, 30));
  });

  it("misses nothing that is announced while it opens", async () => {
    const { server, fetchPage } = serverWith(10);
    const window = new LogWindow(fetchPage, true);
    const opening = window.open();
    await Promise.resolve();
    await Promise.resolve();
    server.count = 30;
    await Promise.all([opening, window.reach("30")]);
    expect(seqs(window)).toEqual(range(1, 30));
  });

  it("holds still when it does not follow, and knows that there is more", async () => {
    const { server, fetchPage } = serverWith(10);
    const window = new LogWindow(fetchPage, true);
    await window.open();
    window.unfollow();
    server.count = 20;
    await window.reach("20");
    expect(seqs(window)).toEqual(range(1, 10));
    expect(window.snapshot().hasLater).toBe(true);
    await window.follow();
    expect(seqs(window)).toEqual(range(1, 20));
  });

  it("lets old lines go while following", async () => {
    const { server, fetchPage } = serverWith(1);
    const window = new LogWindow(fetchPage, true);
    await window.open();
    for (server.count = 151; server.count <= 3_001; server.count += 150) {
      await window.reach(String(server.count));
    }
    expect(window.snapshot().lines).toHaveLength(2_000);
    expect(window.snapshot().hasEarlier).toBe(true);
    expect(seqs(window).at(-1)).toBe(3_001);
  });

  it("can be closed and opened again, as React does in development", async () => {
    const window = new LogWindow(serverWith(3).fetchPage, true);
    const first = window.open();
    window.close();
    await Promise.all([first, window.open()]);
    expect(seqs(window)).toEqual([1, 2, 3]);
    expect(window.snapshot().status).toBe("ready");
  });

  it("refreshes without being told how far the log reaches", async () => {
    const { server, fetchPage } = serverWith(3);
    const window = new LogWindow(fetchPage, true);
    await window.open();
    server.count = 5;
    await window.refresh();
    expect(seqs(window)).toEqual(range(1, 5));
  });

  it("says that it failed, and can be opened again", async () => {
    const { server, fetchPage } = serverWith(3);
    server.isDown = true;
    const window = new LogWindow(fetchPage, false);
    await window.open();
    expect(window.snapshot().status).toBe("failed");
    server.isDown = false;
    await window.open();
    expect(window.snapshot()).toMatchObject({ status: "ready", error: null });
  });
});
