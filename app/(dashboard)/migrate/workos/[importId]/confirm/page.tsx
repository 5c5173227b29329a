import type { Metadata } from "next";
import { ConfirmStep } from "@/components/wizard/confirm-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Confirm · Migrate from WorkOS" };

export default async function ConfirmPage({ params }: PageProps<"/migrate/workos/[importId]/confirm">) {
  await requireAdmin();
  return <ConfirmStep importId={(await params).importId} />;
}
