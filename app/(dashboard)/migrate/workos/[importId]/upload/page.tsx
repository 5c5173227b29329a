import type { Metadata } from "next";
import { UploadStep } from "@/components/wizard/upload-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { Answered, answerImport } from "../../../answered.tsx";

export const metadata: Metadata = { title: "Upload · Migrate from WorkOS" };

export default async function UploadPage({ params }: PageProps<"/migrate/workos/[importId]/upload">) {
  const operator = await requireAdmin();
  const { importId } = await params;
  return (
    <Answered answers={[answerImport(operator, importId)]}>
      <UploadStep importId={importId} />
    </Answered>
  );
}
