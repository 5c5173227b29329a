import type { Schedule } from "../../api/schedules.ts";
import type { Database } from "../../database/database.ts";
import type { WorkosEnvironment } from "../../testing/workos-environment.ts";
import { confirmApply } from "../confirm-apply.ts";
import { createSchedule } from "../schedules/create-schedule.ts";
import type { MailConfig } from "../schedules/notify-admins.ts";
import { keepSchedules } from "../schedules/scheduler.ts";
import { workingStates, workOnImport } from "../work-on-import.ts";
import { ada, startedPull } from "./pulled-import.ts";

/** The directory as WorkOS has it, and a schedule that keeps it so. */
export async function nightlySchedule(db: Database, environment: WorkosEnvironment): Promise<Schedule> {
  const importId = await startedPull(db, [environment.key]);
  await workOnImport(db, importId);
  const { planHash } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  await confirmApply(db, ada, importId, { planHash: planHash ?? "", acceptRemovals: false });
  await workOnImport(db, importId);
  const settings = { cron: "0 2 * * *", timeZone: "Europe/Berlin", mode: "mirror" as const };
  const input = { importId, ...settings, tokens: [environment.key] };
  return createSchedule(db, ada, input, new AbortController().signal);
}

export const mailTo = (db: Database): MailConfig => ({
  prisma: db.prisma,
  appUrl: "http://localhost:4200",
  smtpUrl: null,
  mailFrom: "Authio <authio@localhost>",
});

/** Lets the clock come to a schedule's next run, without waiting for it. The column would round it up, to later than now. */
export async function letItBeDue(db: Database, { id }: Pick<Schedule, "id">, hoursAgo = 0): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE schedules SET next_run_at = date_trunc('milliseconds', now()) - make_interval(hours => ${hoursAgo}::int)
    WHERE id = ${id}`;
}

/** Does what schedules and imports wait for, until all that is left waits for a person. */
export async function untilNothingIsLeft(db: Database): Promise<void> {
  for (;;) {
    await keepSchedules(db, mailTo(db));
    const busy = await db.prisma.import.findMany({ where: { state: { in: [...workingStates] } } });
    if (busy.length === 0) return;
    for (const { id } of busy) await workOnImport(db, id);
  }
}
