import { Cron } from "croner";

/**
 * When a schedule is due next, strictly after a moment; null if never again. A time that is skipped
 * when clocks go forward comes at that moment; one that comes twice when they go back counts once.
 *
 * @throws TypeError for what is no cron pattern of five fields, RangeError for an unknown time zone
 */
export function nextRunAfter(cron: string, timeZone: string, after: Date): Date | null {
  return new Cron(cron, { mode: "5-part", timezone: timeZone, paused: true }).nextRun(after);
}

/** Is it a cron pattern of five fields that comes up at all? */
export function isCron(cron: string): boolean {
  try {
    return nextRunAfter(cron, "UTC", new Date(0)) !== null;
  } catch {
    return false;
  }
}

/** Is it a name of the time zone database, such as `Europe/Berlin`? */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
