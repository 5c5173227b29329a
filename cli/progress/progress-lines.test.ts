import { describe, expect, it } from "vitest";
import { people, startedAt, tick } from "../testing/ticks.ts";
import { progressLines } from "./progress-lines.ts";

describe("progressLines", () => {
  const tenSecondsOn = Date.parse(startedAt) + 10_000;

  it("draws how far a kind is, how fast it goes and what is left", () => {
    expect(progressLines(tick({ progress: [people({})] }), tenSecondsOn)).toEqual([
      `People              ${"█".repeat(6)}${"░".repeat(18)}  1,000/4,000  100/s, 30 s left`,
    ]);
  });

  it("says what came of a kind that is done, and leaves out kinds that are not there", () => {
    const done = people({ processed: 4_000, created: 3_998, failed: 2, finishedAt: startedAt });
    const none = people({ kind: "role", planned: 0, processed: 0, created: 0, startedAt: null });
    expect(progressLines(tick({ progress: [none, done] }), tenSecondsOn)).toEqual([
      `People              ${"█".repeat(24)}  4,000/4,000  3,998 created, 2 failed`,
    ]);
  });

  it.each([
    [undefined, "Planning"],
    [{ step: "store", done: 1_299, total: 2_000 } as const, "Storing the plan   64 %"],
    [{ step: "compare", done: 0, total: 0 } as const, "Comparing with the directory  100 %"],
  ])("says how far a plan is stored and compared: %o", (planning, line) => {
    const reading = { bytesRead: 1, bytesTotal: 1, records: {}, planning };
    expect(progressLines(tick({ state: "planning", reading }), tenSecondsOn)).toEqual([line]);
  });

  it("names the import that a waiting one waits for", () => {
    const [line] = progressLines(tick({ state: "waiting", waitingFor: "WorkOS by Ada (imp_1)" }), 0);
    expect(line).toBe("Waiting for another import: WorkOS by Ada (imp_1)");
  });
});
