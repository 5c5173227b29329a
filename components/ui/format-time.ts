const dayMs = 86_400_000;
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365 * dayMs],
  ["month", 30 * dayMs],
  ["day", dayMs],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
const relativeFormat = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** `2026-11-22 14:03 UTC`: the same on server and browser, whatever their time zones. */
export function formatUtcTime(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `2026-11-22`. */
export function formatUtcDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** `3 hours ago`, `in 2 days`, `just now`. Both in milliseconds since the epoch at heart. */
export function formatRelativeTime(date: Date, nowMs: number): string {
  const elapsedMs = date.getTime() - nowMs;
  for (const [unit, unitMs] of units) {
    if (Math.abs(elapsedMs) >= unitMs) return relativeFormat.format(Math.trunc(elapsedMs / unitMs), unit);
  }
  return "just now";
}
