import type { Metadata } from "next";
import { SchedulePage } from "@/components/schedules/schedule-page.tsx";
import { scheduleQuery, scheduleRunsQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { getSchedule } from "@/lib/imports/schedules/get-schedule.ts";
import { listRuns } from "@/lib/imports/schedules/list-runs.ts";
import { Answered, answer, firstPage } from "../../answered.tsx";

export const metadata: Metadata = { title: "Schedule" };

export default async function OneSchedulePage({ params }: PageProps<"/migrate/schedules/[scheduleId]">) {
  const operator = await requireAdmin();
  const { scheduleId } = await params;
  const db = processDatabase();
  return (
    <Answered
      answers={[
        answer(scheduleQuery(scheduleId), () => getSchedule(db, operator, scheduleId)),
        answer(scheduleRunsQuery(scheduleId), () => firstPage(listRuns(db, operator, scheduleId, undefined))),
      ]}
    >
      <SchedulePage scheduleId={scheduleId} />
    </Answered>
  );
}
