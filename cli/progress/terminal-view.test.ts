import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { KindProgress } from "../../lib/api/contract.ts";
import { people, startedAt, tick } from "../testing/ticks.ts";
import { TerminalView } from "./terminal-view.ts";

const planning = (step: "store" | "compare", done: number) =>
  tick({
    state: "planning",
    reading: { bytesRead: 10, bytesTotal: 10, records: {}, planning: { step, done, total: 100 } },
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
    const begun = people({});
    const done = people({ processed: 4_000, created: 3_999, failed: 1, finishedAt: startedAt });
    const waiting = people({ kind: "membership", startedAt: null });
    const applying = (...progress: KindProgress[]) => tick({ progress });
    const view = new TerminalView();
    await view.tick(applying(begun, waiting));
    vi.advanceTimersByTime(6_000);
    await view.tick(applying(begun, waiting));
    await view.tick(applying(begun, waiting));
    await view.tick(applying(done, waiting));
    await view.tick(applying(done, waiting));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^People: 1,000 of 4,000: /);
    expect(lines[1]).toMatch(/^People: 4,000 of 4,000: .*1 failed/);
  });
});
