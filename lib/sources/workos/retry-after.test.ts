import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-11-25T12:00:00Z");

describe("Retry-After", () => {
  it.each([
    ["12", 12_000],
    ["0", 0],
    ["1.5", 1_500],
    ["Wed, 25 Nov 2026 12:00:30 GMT", 30_000],
    ["Wed, 25 Nov 2026 11:59:00 GMT", 0],
    ["-3", 0],
    ["soon", null],
    ["", null],
    [null, null],
  ])("%s", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
