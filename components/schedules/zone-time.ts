/** `Thu 26 Nov, 02:00 CET`: a moment by the clock of a time zone. */
export function formatZoneTime(date: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")}, ${part("hour")}:${part("minute")} ${part("timeZoneName")}`;
}

/** Schedules that have a name of their own. */
export const timings = [
  { cron: "0 2 * * *", label: "Every night at 2:00" },
  { cron: "0 2 * * 1-5", label: "On weekdays at 2:00" },
  { cron: "0 */6 * * *", label: "Every six hours" },
  { cron: "0 * * * *", label: "Every hour" },
] as const;

/** A schedule in words, if it has some; else as it is written. */
export const timingText = (cron: string): string =>
  timings.find((timing) => timing.cron === cron)?.label ?? cron;
