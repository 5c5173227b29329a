import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashText, TextIndex } from "./text-index.ts";

describe("TextIndex", { timeout: 30_000 }, () => {
  it("finds what a Map would find, for any texts and however often it has grown", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "__proto__"),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3000, size: "max" }), text, (texts, other) => {
        const index = new TextIndex();
        const map = new Map<string, number>();
        for (const each of texts) {
          expect(index.find(each)).toBe(map.get(each));
          const number = index.number(each);
          expect(number).toBe(map.get(each) ?? map.size);
          map.set(each, number);
        }
        expect(index.size).toBe(map.size);
        for (const [each, number] of map) {
          expect(index.find(each)).toBe(number);
          expect(index.text(number)).toBe(each);
        }
        expect(index.find(other)).toBe(map.get(other));
      }),
      { numRuns: 20 },
    );
  });

  it("spreads ids that count up", () => {
    const ids = Array.from({ length: 100_000 }, (_, n) => `user_01H${String(n).padStart(20, "0")}`);
    const slots = new Set(ids.map((id) => hashText(id) & (2 ** 18 - 1)));
    // Chance alone would fill 83,100.
    expect(slots.size).toBeGreaterThan(82_000);
  });
});
