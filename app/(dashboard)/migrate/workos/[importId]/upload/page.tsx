import type { Metadata } from "next";
import { UploadStep } from "@/components/wizard/upload-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "Upload · Migrate from WorkOS" };

export default async function UploadPage({ params }: PageProps<"/migrate/workos/[importId]/upload">) {
  await requireAdmin();
  return <UploadStep importId={(await params).importId} />;
}
