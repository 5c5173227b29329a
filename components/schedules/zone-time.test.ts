import { describe, expect, it } from "vitest";
import { formatZoneTime } from "./zone-time.ts";

describe("the time of a run", () => {
  it("is that of the zone's clock", () => {
    const at = new Date("2026-11-26T01:00:00.000Z");
    expect(formatZoneTime(at, "Europe/London")).toBe("Thu 26 Nov, 01:00 GMT");
    expect(formatZoneTime(at, "America/New_York")).toMatch(/^Wed 25 Nov, 20:00 /);
  });
});
