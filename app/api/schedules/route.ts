import { createSchedule as createScheduleBody } from "@/lib/api/schedules.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { createSchedule } from "@/lib/imports/schedules/create-schedule.ts";
import { listSchedules } from "@/lib/imports/schedules/get-schedule.ts";

export const GET = adminRoute(async ({ actor }) => ({
  items: await listSchedules(processDatabase(), actor),
}));

export const POST = adminRoute(async ({ actor, request, readJson }) =>
  createSchedule(processDatabase(), actor, await readJson(createScheduleBody), request.signal),
);
