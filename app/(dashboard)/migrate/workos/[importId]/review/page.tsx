import type { Metadata } from "next";
import { ReviewStep } from "@/components/plan/review-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Review · Migrate from WorkOS" };

export default async function ReviewPage({ params }: PageProps<"/migrate/workos/[importId]/review">) {
  await requireAdmin();
  return <ReviewStep importId={(await params).importId} />;
}
