import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listJson, textJson } from "./json-text.ts";

// Any code units, so that unpaired surrogates and control characters are among them.
const text = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })))
  .map((units) => String.fromCharCode(...units));

describe("textJson", () => {
  it("writes every text as JSON.stringify does", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(textJson(value)).toBe(JSON.stringify(value));
        expect(textJson(value, "workos:")).toBe(JSON.stringify(`workos:${value}`));
      }),
      { numRuns: 2000 },
    );
  });

  it("writes null for null, with a prefix too", () => {
    expect([textJson(null), textJson(null, "workos:")]).toEqual(["null", "null"]);
  });
});

describe("listJson", () => {
  it("writes lists of any length as JSON.stringify does", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (values) => {
        expect(listJson(values, (value) => textJson(value))).toBe(JSON.stringify(values));
      }),
    );
  });
});
