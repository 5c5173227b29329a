import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTimestamp } from "./parse-timestamp.ts";

describe("parseTimestamp", () => {
  it("agrees with Date for every moment the API can write", () => {
    const dates = fc.date({
      min: new Date("0000-01-01T00:00:00.000Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it.each([
    ["2024-01-31T12:00:00Z", "2024-01-31T12:00:00.000Z"],
    ["2024-01-31T12:00:00.5Z", "2024-01-31T12:00:00.500Z"],
    ["2024-01-31T12:00:00.123456789Z", "2024-01-31T12:00:00.123Z"],
    ["2024-01-31T12:00:00+02:00", "2024-01-31T10:00:00.000Z"],
    ["2024-01-31 12:00:00-0530", "2024-01-31T17:30:00.000Z"],
    ["2024-01-31 12:00:00+00", "2024-01-31T12:00:00.000Z"],
    ["2024-01-31", "2024-01-31T00:00:00.000Z"],
  ])("reads %s", (text, same) => {
    expect(parseTimestamp(text)).toBe(Date.parse(same));
  });

  it("takes a time without a zone as UTC, whatever zone the machine is in", () => {
    expect(parseTimestamp("2024-07-01T00:00:00")).toBe(Date.UTC(2024, 6, 1));
  });

  it.each([
    "",
    "yesterday",
    "1706702400000",
    "2024-02-30T00:00:00.000Z",
    "2023-02-29T00:00:00.000Z",
    "2024-13-01T00:00:00.000Z",
    "2024-01-01T24:00:00.000Z",
    "2024-01-01T00:60:00.000Z",
    "2024-01-01T00:00:00.0:0Z",
    "2024-01-01T00:00:00.00:Z",
    "2024-01-01T00:00:00.01/Z",
    "2024/01/01T00:00:00.000Z",
    "Jan 1, 2024",
    " 2024-01-31",
  ])("refuses %j", (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});
