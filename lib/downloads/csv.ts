/**
 * One line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`,
 * a tab or a line break) gets an apostrophe in front: names and addresses come from people we don't know.
 */
export function csvLine(cells: readonly (string | number | bigint | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: string | number | bigint | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** First character of a CSV file: without it Excel takes UTF-8 for something else. */
export const byteOrderMark = "\u{FEFF}";
