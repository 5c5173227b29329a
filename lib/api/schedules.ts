import { z } from "zod";
import { importState, kindProgress } from "./contract.ts";
import { bigIntText, importProblem, isoTime } from "./fields.ts";
import { isCron, isTimeZone } from "./next-run.ts";
import { pullOptions, startPull } from "./pull.ts";

export const scheduleOutcomes = ["running", "applied", "held", "failed", "cancelled", "skipped"] as const;

/** One time that a schedule was due, or was run by somebody. */
export const scheduleRun = z.object({
  id: bigIntText,
  startedAt: isoTime,
  finishedAt: isoTime.nullable(),
  /** Who asked for it; null: the clock. */
  startedBy: z.string().nullable(),
  /** `held`: it has a plan and waits for a person. `skipped`: the run before it was still at work. */
  outcome: z.enum(scheduleOutcomes),
  problem: importProblem.nullable(),
  /** Why administrators could not be mailed about it. */
  mailProblem: z.string().nullable(),
  /** Null if it was skipped. */
  importId: z.string().nullable(),
  importState: importState.nullable(),
  progress: z.array(kindProgress),
});
export type ScheduleRun = z.infer<typeof scheduleRun>;
export const scheduleRunPage = z.object({ items: z.array(scheduleRun), nextCursor: z.string().nullable() });

export const scheduleSettings = z.object({
  /** Five fields; the clock is that of the time zone. */
  cron: z
    .string()
    .trim()
    .max(100)
    .refine(isCron, "not a schedule: it has five fields, such as 0 2 * * * for every night at 2"),
  timeZone: z.string().refine(isTimeZone, "not a time zone: they have names such as Europe/Berlin"),
  mode: z.enum(["mirror", "add_only"]),
});
export type ScheduleSettings = z.infer<typeof scheduleSettings>;

/** A pull that is repeated. */
export const schedule = scheduleSettings.extend({
  id: z.string(),
  originName: z.string(),
  isEnabled: z.boolean(),
  /** Null while it is paused. */
  nextRunAt: isoTime.nullable(),
  options: pullOptions,
  /** Decisions leave something out, so that nothing can be judged gone: removals never follow. */
  isCut: z.boolean(),
  /** `sk_live_…a1b2`, one per environment. */
  keys: z.array(z.string()),
  createdBy: z.string(),
  createdAt: isoTime,
  lastRun: scheduleRun.nullable(),
});
export type Schedule = z.infer<typeof schedule>;
export const scheduleList = z.object({ items: z.array(schedule) });

/** Repeats a live import that is through: its options and decisions, with keys of its own. */
export const createSchedule = scheduleSettings.extend({
  importId: z.string(),
  tokens: startPull.shape.tokens,
});

export const changeSchedule = scheduleSettings.extend({
  isEnabled: z.boolean(),
  /** In place of the keys it has; left out, those stay. */
  tokens: startPull.shape.tokens.optional(),
});
