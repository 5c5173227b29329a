import type { z } from "zod";
import { nextRunAfter } from "../../api/next-run.ts";
import { pullOptions } from "../../api/pull.ts";
import type { createSchedule as createScheduleInput, Schedule } from "../../api/schedules.ts";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Database } from "../../database/database.ts";
import { AppError } from "../../errors.ts";
import { type Actor, actorName } from "../../identity/actor.ts";
import { decisionsSchema } from "../../planner/decisions.ts";
import { importNotFound } from "../import-not-found.ts";
import { newId } from "../new-id.ts";
import { probeWorkosKey } from "../pull/probe-workos-key.ts";
import { getSchedule } from "./get-schedule.ts";
import { replaceKeys } from "./schedule-keys.ts";

/**
 * Repeats a live import by the clock: with its options and decisions, and with keys that WorkOS takes.
 *
 * @throws AppError `not_found`; `conflict` if the import is none of WorkOS itself or not through, or its source has
 *   a schedule; `invalid_input` or `unavailable` as a probe of the keys has it
 */
export async function createSchedule(
  db: Database,
  actor: Actor,
  input: z.output<typeof createScheduleInput>,
  signal: AbortSignal,
): Promise<Schedule> {
  const { importId, cron, timeZone, mode, tokens } = input;
  const found = await db.prisma.import.findUnique({
    where: { id: importId },
    select: { state: true, originId: true, pullOptions: true, decisions: true },
  });
  if (!found) throw importNotFound(importId);
  if (!found.pullOptions) {
    throw new AppError(
      "conflict",
      "This import read files: there is nothing to repeat by itself.",
      "Import from WorkOS with an API key, then repeat that.",
    );
  }
  if (!["complete", "complete_with_errors"].includes(found.state)) {
    throw new AppError(
      "conflict",
      `This import is ${found.state.replaceAll("_", " ")}.`,
      "Repeat it once it is complete: then its decisions are known to hold.",
    );
  }
  const options = pullOptions.parse(found.pullOptions);
  await Promise.all(tokens.map((token) => probeWorkosKey(actor, token, options, signal)));
  const id = newId("sch");
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.schedule.createMany({
      data: [
        {
          id,
          originId: found.originId,
          cron,
          timeZone,
          nextRunAt: nextRunAfter(cron, timeZone, new Date()),
          options,
          decisions: { ...decisionsSchema.parse(found.decisions), mode },
          createdBy: actorName(actor),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new AppError(
        "conflict",
        "This source is repeated by a schedule already.",
        "Change that schedule, or delete it first.",
      );
    }
    await replaceKeys(tx, id, tokens);
    await recordAudit(
      tx,
      actor,
      "schedule.created",
      { kind: "schedule", id },
      { importId, cron, timeZone, mode },
    );
  });
  return getSchedule(db, actor, id);
}
