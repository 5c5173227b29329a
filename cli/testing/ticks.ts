import type { ImportTick, KindProgress } from "../../lib/api/contract.ts";

export const startedAt = "2026-11-22T02:00:00.000Z";

/** How an import stands that is being applied, unless said otherwise. */
export const tick = (values: Partial<ImportTick>): ImportTick => ({
  state: "applying",
  plannedAt: startedAt,
  diffedAt: startedAt,
  problem: null,
  reading: null,
  pull: null,
  task: "apply",
  progress: [],
  undo: null,
  logSeq: "0",
  waitingFor: null,
  ...values,
});

/** People of whom a quarter is written, unless said otherwise. */
export const people = (values: Partial<KindProgress>): KindProgress => ({
  kind: "user",
  planned: 4_000,
  processed: 1_000,
  created: 1_000,
  updated: 0,
  unchanged: 0,
  removed: 0,
  skipped: 0,
  failed: 0,
  kept: 0,
  startedAt,
  finishedAt: null,
  ...values,
});
