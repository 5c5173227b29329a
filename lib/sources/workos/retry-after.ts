/** Milliseconds that a `Retry-After` header asks to wait, given in seconds or as an HTTP date; null if it says nothing. */
export function retryAfterMs(header: string | null, now = Date.now()): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}
