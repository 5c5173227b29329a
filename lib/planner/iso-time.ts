const dayMs = 86_400_000;
const dayLimit = 20_000;
const days = new Map<number, string>();
const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));
const threeDigits = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, "0"));

/**
 * A point in time (milliseconds since the epoch) as ISO 8601 in UTC: what `Date.toISOString` gives, several times as
 * fast where many times fall on the same days. A plan of a million people prints millions of them.
 */
export function isoTime(time: number): string {
  if (!Number.isInteger(time)) return new Date(time).toISOString();
  const day = Math.floor(time / dayMs);
  let date = days.get(day);
  if (date === undefined) {
    date = new Date(day * dayMs).toISOString().slice(0, -"00:00:00.000Z".length);
    if (days.size >= dayLimit) days.clear();
    days.set(day, date);
  }
  const ms = time - day * dayMs;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${date}${twoDigits[hours]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}.${threeDigits[ms % 1000]}Z`;
}
