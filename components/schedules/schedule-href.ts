import type { Route } from "next";

export const scheduleHref = (scheduleId: string): Route =>
  `/migrate/schedules/${encodeURIComponent(scheduleId)}` as Route;
