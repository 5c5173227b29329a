import { describe, expect, it } from "vitest";
import { cappedCountText, rowCountText } from "./row-count-text.ts";

describe("rowCountText", () => {
  it("never sounds more exact than it is", () => {
    expect(rowCountText({ count: 1204, precision: "exact" })).toBe("1,204");
    expect(rowCountText({ count: 10_000, precision: "at_least" })).toBe("10,000+");
    expect(rowCountText({ count: 1_000_376, precision: "about" })).toBe("about 1,000,000");
    expect(cappedCountText(9_999)).toBe("9,999");
    expect(cappedCountText(10_000)).toBe("10,000+");
  });
});
