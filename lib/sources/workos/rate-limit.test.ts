import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { RateLimit } from "./rate-limit.ts";

/** A server that counts a request somewhere between its sending and its answer. */
function countingServer(longestMs: number) {
  const arrivals: number[] = [];
  return {
    arrivals,
    async request() {
      await sleep(Math.random() * longestMs);
      arrivals.push(performance.now());
      await sleep(Math.random() * longestMs);
    },
  };
}

function mostInAnyWindow(times: readonly number[], windowMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let first = 0;
  return Math.max(
    ...sorted.map((time, index) => {
      while ((sorted[first] ?? time) <= time - windowMs) first++;
      return index - first + 1;
    }),
  );
}

describe("a rate limit", () => {
  it("is never exceeded in any window, whatever the way to the server takes", async () => {
    const limit = new RateLimit({ requests: 20, windowMs: 250 });
    const server = countingServer(120);
    await Promise.all(Array.from({ length: 150 }, () => limit.run(() => server.request())));
    expect(server.arrivals).toHaveLength(150);
    expect(mostInAnyWindow(server.arrivals, 250)).toBeLessThanOrEqual(20);
  });

  it("holds over a long window that is kept in parts", async () => {
    const limit = new RateLimit({ requests: 30, windowMs: 6_000 });
    const server = countingServer(5);
    await Promise.all(Array.from({ length: 40 }, () => limit.run(() => server.request())));
    expect(mostInAnyWindow(server.arrivals, 6_000)).toBeLessThanOrEqual(30);
  });

  it("lets the more urgent go first", async () => {
    const limit = new RateLimit({ requests: 1, windowMs: 20 });
    const order: string[] = [];
    const run = (name: string, priority: number) =>
      limit.run(async () => void order.push(name), { priority });
    await Promise.all([run("first", 0), run("whenever", 0), run("soon", 1), run("now", 2)]);
    expect(order).toEqual(["first", "now", "soon", "whenever"]);
  });

  it("lets go of who waits when it is aborted, and never sends that request", async () => {
    const limit = new RateLimit({ requests: 1, windowMs: 30 });
    const stop = new AbortController();
    let sent = 0;
    await limit.run(async () => void sent++);
    const waiting = limit.run(async () => void sent++, { signal: stop.signal });
    stop.abort(new Error("paused"));
    await expect(waiting).rejects.toThrow("paused");
    await limit.run(async () => undefined);
    expect(sent).toBe(1);
  });

  it("hands on what a request throws", async () => {
    const limit = new RateLimit({ requests: 1, windowMs: 10 });
    const failing = limit.run(() => Promise.reject(new Error("no answer")));
    await expect(failing).rejects.toThrow("no answer");
    await expect(limit.run(async () => "next")).resolves.toBe("next");
  });
});
