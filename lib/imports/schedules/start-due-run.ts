import { nextRunAfter } from "../../api/next-run.ts";
import type { Database } from "../../database/database.ts";
import { clockActor } from "./clock-actor.ts";
import { openRun } from "./open-run.ts";

/**
 * Opens the run of one schedule that is due, and says when it is due next, in one transaction: whoever asks, a run
 * happens once; and however long nobody asked, a missed one happens once. Runs don't overlap: one that would is
 * skipped, and says so.
 *
 * @returns false when no schedule is due
 */
export async function startDueRun(db: Database): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const [due] = await tx.$queryRaw<{ id: string; cron: string; timeZone: string; now: Date }[]>`
      SELECT id, cron, time_zone AS "timeZone", now() FROM schedules
      WHERE is_enabled AND next_run_at <= now() ORDER BY next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!due) return false;
    await tx.schedule.update({
      where: { id: due.id },
      data: { nextRunAt: nextRunAfter(due.cron, due.timeZone, due.now) },
    });
    const problem = await openRun(tx, clockActor, due.id, null);
    if (problem) {
      await tx.scheduleRun.create({
        data: { scheduleId: due.id, outcome: "skipped", problem, finishedAt: due.now },
      });
    }
    return true;
  });
}
