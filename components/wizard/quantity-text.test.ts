import { describe, expect, it } from "vitest";
import { countOf, formatBytes, formatDuration, formatRate } from "./quantity-text.ts";

describe("quantities in words", () => {
  it("shows bytes with at most three figures before the unit changes", () => {
    expect([0, 999, 1000, 99_960, 999_600, 1_400_000_000, 4_294_967_296_000].map(formatBytes)).toEqual([
      "0 B",
      "999 B",
      "1.0 KB",
      "100 KB",
      "1.0 MB",
      "1.4 GB",
      "4295 GB",
    ]);
  });

  it("never promises less than a second", () => {
    expect([0, 400, 59_400, 61_000, 7_500_000].map(formatDuration)).toEqual([
      "1 s",
      "1 s",
      "59 s",
      "1 min 1 s",
      "2 h 5 min",
    ]);
  });

  it("tells one from many", () => {
    expect(countOf(1, "person", "people")).toBe("1 person");
    expect(countOf(0, "row")).toBe("0 rows");
    expect(countOf(1234, "row")).toBe("1,234 rows");
  });

  it("shows slow rates finely and fast ones whole", () => {
    expect(formatRate(0.44)).toBe("0.4 / s");
    expect(formatRate(12_400.6)).toBe("12,401 / s");
  });
});
