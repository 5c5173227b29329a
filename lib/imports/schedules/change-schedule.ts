import type { z } from "zod";
import { nextRunAfter } from "../../api/next-run.ts";
import { pullOptions } from "../../api/pull.ts";
import type { changeSchedule as changeScheduleInput } from "../../api/schedules.ts";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Database } from "../../database/database.ts";
import { AppError } from "../../errors.ts";
import type { Prisma } from "../../generated/prisma/client.ts";
import { type Actor, actorName } from "../../identity/actor.ts";
import { decisionsSchema } from "../../planner/decisions.ts";
import { probeWorkosKey } from "../pull/probe-workos-key.ts";
import { openRun } from "./open-run.ts";
import { replaceKeys } from "./schedule-keys.ts";

/** The error for an id that no schedule has. */
export function scheduleNotFound(scheduleId: string): AppError {
  return new AppError(
    "not_found",
    `There is no schedule ${scheduleId}.`,
    "Look for it in the list of schedules.",
  );
}

/** Runs of a schedule are opened, and its settings changed, by one transaction at a time. */
async function lockSchedule(tx: Prisma.TransactionClient, scheduleId: string) {
  const { length } = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM schedules WHERE id = ${scheduleId} FOR UPDATE`;
  if (length === 0) throw scheduleNotFound(scheduleId);
  return tx.schedule.findUniqueOrThrow({ where: { id: scheduleId }, include: { origin: true } });
}

/**
 * Sets when a schedule is due, whether at all, what follows from removals, and, if given, its keys. It counts from the
 * next run on; a run that missed its time while the schedule was paused is not made up for.
 *
 * @throws AppError `not_found`, or what a probe of the keys throws
 */
export async function changeSchedule(
  db: Database,
  actor: Actor,
  scheduleId: string,
  input: z.output<typeof changeScheduleInput>,
  signal: AbortSignal,
): Promise<void> {
  const { cron, timeZone, mode, isEnabled, tokens } = input;
  if (tokens) {
    const found = await db.prisma.schedule.findUnique({
      where: { id: scheduleId },
      select: { options: true },
    });
    if (!found) throw scheduleNotFound(scheduleId);
    const options = pullOptions.parse(found.options);
    await Promise.all(tokens.map((token) => probeWorkosKey(actor, token, options, signal)));
  }
  await db.prisma.$transaction(async (tx) => {
    const { decisions } = await lockSchedule(tx, scheduleId);
    await tx.schedule.update({
      where: { id: scheduleId },
      data: {
        cron,
        timeZone,
        isEnabled,
        nextRunAt: isEnabled ? nextRunAfter(cron, timeZone, new Date()) : null,
        decisions: { ...decisionsSchema.parse(decisions), mode },
      },
    });
    if (tokens) await replaceKeys(tx, scheduleId, tokens);
    await recordAudit(
      tx,
      actor,
      "schedule.changed",
      { kind: "schedule", id: scheduleId },
      { cron, timeZone, mode, isEnabled, keysReplaced: tokens !== undefined },
    );
  });
}

/** Ends a schedule and wipes its keys. What its runs imported stays, with their imports. */
export async function deleteSchedule(db: Database, actor: Actor, scheduleId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const { origin } = await lockSchedule(tx, scheduleId);
    await tx.schedule.delete({ where: { id: scheduleId } });
    await recordAudit(
      tx,
      actor,
      "schedule.deleted",
      { kind: "schedule", id: scheduleId },
      { origin: origin.name },
    );
  });
}

/**
 * Opens a run now, whatever the clock says, also of a schedule that is paused.
 *
 * @throws AppError `not_found`, or `conflict` while the run before it is at work
 */
export async function runScheduleNow(db: Database, actor: Actor, scheduleId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await lockSchedule(tx, scheduleId);
    const problem = await openRun(tx, actor, scheduleId, actorName(actor));
    if (problem) throw new AppError("conflict", problem.message, problem.whatToDo ?? "");
    await recordAudit(tx, actor, "schedule.run", { kind: "schedule", id: scheduleId });
  });
}
