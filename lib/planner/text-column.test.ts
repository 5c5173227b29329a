import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextColumn } from "./text-column.ts";

describe("TextColumn", () => {
  it("gives back what was put in, over several chunks: empty texts, nulls and any characters", () => {
    const text = fc.option(fc.oneof(fc.constant(""), fc.string({ unit: "binary" })), { nil: null });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 50 }), fc.integer({ min: 0, max: 2500 }), (some, size) => {
        const texts = Array.from(
          { length: some.length === 0 ? 0 : size },
          (_, row) => some[row % some.length],
        );
        const column = new TextColumn();
        for (const each of texts) column.push(each ?? null);
        expect(column.size).toBe(texts.length);
        expect(texts.map((_, row) => column.get(row))).toEqual(texts);
      }),
    );
  });
});
