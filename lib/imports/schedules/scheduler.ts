import type { Database } from "../../database/database.ts";
import { advanceRuns } from "./advance-runs.ts";
import { type MailConfig, notifyAdmins } from "./notify-admins.ts";
import { startDueRun } from "./start-due-run.ts";

const lookEveryMs = 2_000;

/** Everything that schedules wait for at this moment. Any process may do it at any time. */
export async function keepSchedules(db: Database, mail: MailConfig): Promise<void> {
  while (await startDueRun(db));
  await advanceRuns(db);
  while (await notifyAdmins(db, mail));
}

/** Looks after the schedules until stopped. */
export function startScheduler(
  db: Database,
  mail: MailConfig,
  everyMs = lookEveryMs,
): { stop(): Promise<void> } {
  let running: Promise<void> | null = null;
  const look = () => {
    running ??= keepSchedules(db, mail)
      .catch((error: Error) => console.error("schedules:", error.message))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, everyMs);
  look();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
