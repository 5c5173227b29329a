import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTime } from "./iso-time.ts";

describe("isoTime", () => {
  it("writes every instant as Date does", () => {
    const limit = 8_640_000_000_000_000;
    const instant = fc.oneof(
      fc.integer({ min: -limit, max: limit }),
      fc.integer({ min: 0, max: 4_102_444_800_000 }),
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.constantFrom(0, -1, 1, -0, 86_399_999, 86_400_000, -86_400_000, -62_167_219_200_001, limit, -limit),
    );
    fc.assert(
      fc.property(instant, (time) => {
        expect(isoTime(time)).toBe(new Date(time).toISOString());
      }),
      { numRuns: 5000 },
    );
  });
});
