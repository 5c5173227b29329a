import type { Metadata } from "next";
import { ScheduleList } from "@/components/schedules/schedule-list.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Schedules" };

export default async function SchedulesPage() {
  await requireAdmin();
  return <ScheduleList />;
}
