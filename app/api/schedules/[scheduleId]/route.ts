import { changeSchedule as changeScheduleBody } from "@/lib/api/schedules.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { changeSchedule, deleteSchedule } from "@/lib/imports/schedules/change-schedule.ts";
import { getSchedule } from "@/lib/imports/schedules/get-schedule.ts";

type Params = { scheduleId: string };

export const GET = adminRoute<Params>(({ actor, params }) =>
  getSchedule(processDatabase(), actor, params.scheduleId),
);

export const PUT = adminRoute<Params>(async ({ actor, params, request, readJson }) => {
  const db = processDatabase();
  await changeSchedule(db, actor, params.scheduleId, await readJson(changeScheduleBody), request.signal);
  return getSchedule(db, actor, params.scheduleId);
});

export const DELETE = adminRoute<Params>(async ({ actor, params }) => {
  await deleteSchedule(processDatabase(), actor, params.scheduleId);
});
