import { describe, expect, it } from "vitest";
import type { KindProgress } from "@/lib/api/contract.ts";
import { type RateMeter, ratePerSecond, sampleProgress } from "./progress-rate.ts";

const progress = (processed: number): KindProgress[] => [
  {
    kind: "user",
    planned: 1000,
    processed,
    created: processed,
    updated: 0,
    unchanged: 0,
    removed: 0,
    skipped: 0,
    failed: 0,
    kept: 0,
    startedAt: null,
    finishedAt: null,
  },
];

const run = (samples: [atMs: number, processed: number][]) =>
  samples.reduce<RateMeter>(
    (meter, [atMs, processed]) => sampleProgress(meter, progress(processed), atMs),
    [],
  );

describe("the rate of an import", () => {
  it("is unknown from a single look, or while nothing moves", () => {
    expect(ratePerSecond(run([[0, 5]]), "user")).toBeNull();
    expect(
      ratePerSecond(
        run([
          [0, 5],
          [1000, 5],
        ]),
        null,
      ),
    ).toBeNull();
  });

  it("counts the last seconds only, so that a slow start is forgotten", () => {
    const meter = run([
      [0, 0],
      [60_000, 10],
      [61_000, 110],
      [62_000, 210],
    ]);
    expect(ratePerSecond(meter, "user")).toBe(100);
    expect(ratePerSecond(meter, null)).toBe(100);
  });

  it("survives ticks that come seldom", () => {
    expect(
      ratePerSecond(
        run([
          [0, 0],
          [20_000, 40],
        ]),
        "user",
      ),
    ).toBe(2);
  });
});
