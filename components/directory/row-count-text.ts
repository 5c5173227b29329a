import { formatNumber } from "@/components/ui/format-number.ts";

/** How many there are: exactly, at least that many, or about that many. */
export type RowCountView = { count: number; precision: "exact" | "at_least" | "about" };

/** `1,204`, `10,000+` or `about 1,000,000`. */
export function rowCountText({ count, precision }: RowCountView): string {
  if (precision === "at_least") return `${formatNumber(count)}+`;
  if (precision === "about") return `about ${formatNumber(roundedCount(count))}`;
  return formatNumber(count);
}

/** Counts inside a list stop here. */
const countedUpTo = 10_000;

/** A count inside a list, where 10,000 means "that many or more". */
export function cappedCountText(count: number): string {
  return count >= countedUpTo ? `${formatNumber(countedUpTo)}+` : formatNumber(count);
}

/** Three digits: more would claim to know better than an estimate does. */
function roundedCount(count: number): number {
  return Number(count.toPrecision(3));
}
