import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextIndex } from "./text-index.ts";

describe("TextIndex", { timeout: 30_000 }, () => {
  it("finds what a Map would find, for any texts and however often it has grown", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "__proto__"),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3000, size: "max" }), text, (texts, other) => {
        const index = new TextIndex((row) => texts[row] ?? null);
        const map = new Map<string, number>();
        texts.forEach((each, row) => {
          expect(index.find(each)).toBe(map.get(each));
          index.set(each, row);
          map.set(each, row);
        });
        expect(index.size).toBe(map.size);
        for (const [each, row] of map) expect(index.find(each)).toBe(row);
        expect(index.find(other)).toBe(map.get(other));
      }),
      { numRuns: 20 },
    );
  });

  it("spreads ids that count up", () => {
    const ids = Array.from({ length: 100_000 }, (_, n) => `user_01H${String(n).padStart(20, "0")}`);
    let reads = 0;
    const index = new TextIndex((row) => {
      reads++;
      return ids[row] ?? null;
    });
    ids.forEach((id, row) => {
      index.set(id, row);
    });
    reads = 0;
    for (const id of ids) index.find(id);
    expect(reads / ids.length).toBeLessThan(2);
  });
});
