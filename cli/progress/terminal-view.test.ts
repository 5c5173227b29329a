import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ImportTick, KindProgress } from "../../lib/api/contract.ts";
import { TerminalView } from "./terminal-view.ts";

const startedAt = "2026-11-22T02:00:00.000Z";

const tick = (values: Partial<ImportTick>): ImportTick => ({
  state: "planning",
  plannedAt: null,
  diffedAt: null,
  problem: null,
  reading: null,
  pull: null,
  task: "apply",
  progress: [],
  undo: null,
  logSeq: "0",
  waitingFor: null,
  ...values,
});

const planning = (step: "store" | "compare", done: number) =>
  tick({ reading: { bytesRead: 10, bytesTotal: 10, records: {}, planning: { step, done, total: 100 } } });

const kind = (values: Partial<KindProgress>): KindProgress => ({
  kind: "user",
  planned: 4_000,
  processed: 4_000,
  created: 3_999,
  updated: 0,
  unchanged: 0,
  removed: 0,
  skipped: 0,
  failed: 1,
  kept: 0,
  startedAt,
  finishedAt: startedAt,
  ...values,
});

describe("an import that is followed without a terminal", () => {
  let lines: string[];

  beforeEach(() => {
    lines = [];
    vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it("names each step once, however often it is told of it", async () => {
    const view = new TerminalView();
    await view.tick(tick({ state: "reading" }));
    await view.tick(tick({ state: "reading" }));
    await view.tick(planning("store", 10));
    await view.tick(planning("store", 90));
    await view.tick(planning("compare", 0));
    await view.tick(planning("compare", 100));
    expect(lines).toEqual(["Reading", "Storing the plan", "Comparing with the directory"]);
  });

  it("has a line of each kind when it is done, and now and then of one that is not", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const half = kind({ processed: 2_000, created: 2_000, failed: 0, finishedAt: null });
    const waiting = kind({ kind: "membership", startedAt: null, finishedAt: null });
    const applying = (...progress: KindProgress[]) => tick({ state: "applying", progress });
    const view = new TerminalView();
    await view.tick(applying(half, waiting));
    vi.advanceTimersByTime(6_000);
    await view.tick(applying(half, waiting));
    await view.tick(applying(half, waiting));
    await view.tick(applying(kind({}), waiting));
    await view.tick(applying(kind({}), waiting));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^People: 2,000 of 4,000: /);
    expect(lines[1]).toMatch(/^People: 4,000 of 4,000: .*1 failed/);
  });
});
