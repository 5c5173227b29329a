import { describe, expect, it } from "vitest";
import { isCron, isTimeZone, nextRunAfter } from "./next-run.ts";

const next = (cron: string, timeZone: string, after: string, count = 1): string[] => {
  const runs: string[] = [];
  for (let at = new Date(after); runs.length < count; ) {
    const run = nextRunAfter(cron, timeZone, at);
    if (!run) break;
    runs.push(run.toISOString());
    at = run;
  }
  return runs;
};

describe("the next run", () => {
  it("is that of the zone's clock, whatever clock the server has", () => {
    expect(next("0 2 * * *", "Europe/Berlin", "2026-11-25T12:00:00Z")).toEqual(["2026-11-26T01:00:00.000Z"]);
    expect(next("0 2 * * *", "America/New_York", "2026-11-25T12:00:00Z")).toEqual([
      "2026-11-26T07:00:00.000Z",
    ]);
    expect(next("30 22 * * 1-5", "Asia/Kolkata", "2026-11-27T17:00:00Z")).toEqual([
      "2026-11-30T17:00:00.000Z",
    ]);
  });

  it("is strictly after the moment that is asked about", () => {
    expect(next("0 2 * * *", "UTC", "2026-11-25T02:00:00Z")).toEqual(["2026-11-26T02:00:00.000Z"]);
  });

  it("comes once a night when clocks change, even at an hour that is missing or comes twice", () => {
    expect(next("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
    expect(next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });
});

describe("what people type", () => {
  it.each(["0 2 * * *", "*/15 * * * *", "0 3 * * SUN", "0 0 L * *"])("%s is a schedule", (cron) => {
    expect(isCron(cron)).toBe(true);
  });
  it.each(["", "nightly", "0 2 * *", "0 0 2 * * *", "61 2 * * *", "0 0 30 2 *"])("%s is none", (cron) => {
    expect(isCron(cron)).toBe(false);
  });
  it("knows time zones by their names", () => {
    expect(["UTC", "Europe/Berlin"].map(isTimeZone)).toEqual([true, true]);
    expect(["", "Berlin", "Mars/Olympus"].map(isTimeZone)).toEqual([false, false, false]);
  });
});
