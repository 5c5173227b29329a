import { countingSort } from "./counting-sort.ts";
import { hashText } from "./text-index.ts";

const digitBits = 16;
const digits = 1 << digitBits;

/**
 * Finds rows that share their text where few do: lists of two rows or more, each in the order given. By a sort of
 * hashes, since a `Map` of a million texts takes a hundred megabytes to find out that most of them stand alone. Texts
 * of one hash are told apart by a `Map`, so that nobody who chooses texts can make it slow.
 */
export function rowsOfEqualText(rows: Uint32Array, textOf: (row: number) => string): number[][] {
  const hashes = Uint32Array.from(rows, (row) => hashText(textOf(row)));
  const hashOf = (place: number) => hashes[place] ?? 0;
  const places = Uint32Array.from(rows, (_, place) => place);
  const byLastDigit = countingSort(places, digits, (place) => hashOf(place) & (digits - 1));
  const byHash = countingSort(byLastDigit, digits, (place) => hashOf(place) >>> digitBits);

  const found: number[][] = [];
  for (let start = 0, end = 0; start < byHash.length; start = end) {
    const hash = hashOf(byHash[start] ?? 0);
    end = start + 1;
    while (end < byHash.length && hashOf(byHash[end] ?? 0) === hash) end++;
    if (end === start + 1) continue;
    const byText = new Map<string, number[]>();
    for (const place of byHash.subarray(start, end)) {
      const row = rows[place] ?? 0;
      const text = textOf(row);
      const equal = byText.get(text);
      if (equal === undefined) byText.set(text, [row]);
      else equal.push(row);
    }
    for (const equal of byText.values()) if (equal.length > 1) found.push(equal);
  }
  return found;
}
