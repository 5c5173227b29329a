import type { Metadata } from "next";
import { ScheduleList } from "@/components/schedules/schedule-list.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { Answered, answerSchedules } from "../answered.tsx";

export const metadata: Metadata = { title: "Schedules" };

export default async function SchedulesPage() {
  const operator = await requireAdmin();
  return (
    <Answered answers={[answerSchedules(operator)]}>
      <ScheduleList />
    </Answered>
  );
}
