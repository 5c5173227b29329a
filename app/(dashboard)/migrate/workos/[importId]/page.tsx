import type { Metadata } from "next";
import { CurrentStep } from "@/components/wizard/current-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Migrate from WorkOS" };

export default async function ImportPage({ params }: PageProps<"/migrate/workos/[importId]">) {
  await requireAdmin();
  return <CurrentStep importId={(await params).importId} />;
}
