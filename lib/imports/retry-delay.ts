import { isAway, mayPass } from "../database/trouble.ts";

/** Waits between tries; the last is that of every further one. */
const delaysMs = [500, 1_000, 2_000, 4_000, 8_000];

/** Longer than a failover takes, or the recovery after a crash. */
const awayForMs = 10 * 60_000;

/**
 * How long to wait before something is tried again that failed; null if a person has to look at it. A database that
 * is away is waited for, since it can't be told to anybody meanwhile; other trouble is given five tries.
 *
 * @param attempt tries since the import last moved on, from 0
 * @param troubledMs time since the first of them
 */
export function retryDelayMs(error: unknown, attempt: number, troubledMs: number): number | null {
  if (!mayPass(error)) return null;
  const isWaitedFor = isAway(error) && troubledMs < awayForMs;
  return delaysMs[isWaitedFor ? Math.min(attempt, delaysMs.length - 1) : attempt] ?? null;
}
