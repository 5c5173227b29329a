import type { Metadata } from "next";
import { SchedulePage } from "@/components/schedules/schedule-page.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Schedule" };

export default async function OneSchedulePage({ params }: PageProps<"/migrate/schedules/[scheduleId]">) {
  await requireAdmin();
  return <SchedulePage scheduleId={(await params).scheduleId} />;
}
