import type { Metadata } from "next";
import { SummaryStep } from "@/components/summary/summary-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Summary · Migrate from WorkOS" };

export default async function SummaryPage({ params }: PageProps<"/migrate/workos/[importId]/summary">) {
  await requireAdmin();
  return <SummaryStep importId={(await params).importId} />;
}
