import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsOfEqualText } from "./rows-of-equal-text.ts";
import { hashText } from "./text-index.ts";

const rowsOf = (texts: readonly string[]) => Uint32Array.from(texts, (_, row) => row);
const sorted = (groups: readonly number[][]) => [...groups].sort(([a = 0], [b = 0]) => a - b);

describe("rowsOfEqualText", () => {
  it("finds what a Map of lists would find, each list in the order of the rows", () => {
    const text = fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom("", "__proto__", "ß", "\ud83d"));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300, size: "max" }), (texts) => {
        const byText = new Map<string, number[]>();
        texts.forEach((each, row) => {
          byText.set(each, [...(byText.get(each) ?? []), row]);
        });
        const expected = [...byText.values()].filter(({ length }) => length > 1);
        const found = rowsOfEqualText(rowsOf(texts), (row) => texts[row] ?? "");
        expect(sorted(found)).toEqual(sorted(expected));
      }),
    );
  });

  it("names rows, not their places among those it was given", () => {
    const texts = ["a", "b", "a", "b", "b"];
    expect(rowsOfEqualText(Uint32Array.of(1, 3, 4), (row) => texts[row] ?? "")).toEqual([[1, 3, 4]]);
  });

  it("tells texts of one hash apart", () => {
    const [first, second] = ["p2039599@example.com", "p2222382@example.com"];
    expect(hashText(first)).toBe(hashText(second));
    const texts = [first, second, first];
    expect(rowsOfEqualText(rowsOf(texts), (row) => texts[row] ?? "")).toEqual([[0, 2]]);
    expect(rowsOfEqualText(rowsOf([first, second]), (row) => texts[row] ?? "")).toEqual([]);
  });
});
