import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { runScheduleNow } from "@/lib/imports/schedules/change-schedule.ts";
import { getSchedule } from "@/lib/imports/schedules/get-schedule.ts";

export const POST = adminRoute<{ scheduleId: string }>(async ({ actor, params }) => {
  const db = processDatabase();
  await runScheduleNow(db, actor, params.scheduleId);
  return getSchedule(db, actor, params.scheduleId);
});
