import { formatCount } from "./text-table.ts";

/** Where reading has come to, as one line. */
export function readingLine({
  bytesRead,
  bytesTotal,
  records,
}: {
  bytesRead: number;
  bytesTotal: number | null;
  records: Readonly<Record<string, number>>;
}): string {
  const percent = bytesTotal ? `${Math.floor((100 * bytesRead) / bytesTotal)} %` : "";
  const count = Object.values(records).reduce((sum, number) => sum + number, 0);
  return `Reading  ${percent.padStart(5)}  ${formatCount(count)} records`;
}
