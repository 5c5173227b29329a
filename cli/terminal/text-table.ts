/** How wide a text is on a terminal: East Asian characters and emoji take two columns, marks none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

/**
 * Rows as lines with aligned columns, indented by two. Numbers stand to the right, with thousands apart.
 * The last column is not padded.
 */
export function textTable(rows: readonly (readonly (string | number)[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? formatCount(cell) : cell)));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columnsOf(cell));
  }
  // A heading stands over numbers as they do.
  const isRight = widths.map((_, index) => rows.some((row) => typeof row[index] === "number"));
  return cells.map((row) => {
    const padded = row.map((cell, index) => {
      const gap = " ".repeat((widths[index] ?? 0) - columnsOf(cell));
      if (isRight[index]) return gap + cell;
      return index === row.length - 1 ? cell : cell + gap;
    });
    return `  ${padded.join("  ")}`.trimEnd();
  });
}

/** 1234567 → 1,234,567. (`toLocaleString` would load all of the world's formats first: 100 ms.) */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
