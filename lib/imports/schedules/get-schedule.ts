import { pullOptions } from "../../api/pull.ts";
import type { Schedule } from "../../api/schedules.ts";
import type { Database } from "../../database/database.ts";
import type { Prisma } from "../../generated/prisma/client.ts";
import type { Actor } from "../../identity/actor.ts";
import { decisionsSchema, isCut } from "../../planner/decisions.ts";
import { scheduleNotFound } from "./change-schedule.ts";
import { readRuns } from "./list-runs.ts";

/** All schedules, by the names of their sources. */
export function listSchedules(db: Database, _actor: Actor): Promise<Schedule[]> {
  return readSchedules(db, {});
}

/** @throws AppError `not_found` */
export async function getSchedule(db: Database, _actor: Actor, scheduleId: string): Promise<Schedule> {
  const [schedule] = await readSchedules(db, { id: scheduleId });
  if (!schedule) throw scheduleNotFound(scheduleId);
  return schedule;
}

async function readSchedules(db: Database, where: Prisma.ScheduleWhereInput): Promise<Schedule[]> {
  const rows = await db.prisma.schedule.findMany({
    where,
    include: {
      origin: { select: { name: true } },
      // Never what is sealed.
      keys: { orderBy: { position: "asc" }, select: { display: true } },
      runs: { orderBy: { id: "desc" }, take: 1, select: { id: true } },
    },
    orderBy: { origin: { name: "asc" } },
  });
  const lastIds = rows.flatMap(({ runs }) => runs.map(({ id }) => id));
  const lastRuns = await readRuns(db, { id: { in: lastIds } }, lastIds.length);
  return rows.map(({ runs, ...row }) => {
    const decisions = decisionsSchema.parse(row.decisions);
    return {
      id: row.id,
      originName: row.origin.name,
      cron: row.cron,
      timeZone: row.timeZone,
      mode: decisions.mode,
      isEnabled: row.isEnabled,
      nextRunAt: row.nextRunAt?.toISOString() ?? null,
      options: pullOptions.parse(row.options),
      isCut: isCut(decisions),
      keys: row.keys.map(({ display }) => display),
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      lastRun: lastRuns.find(({ id }) => id === String(runs[0]?.id)) ?? null,
    };
  });
}
