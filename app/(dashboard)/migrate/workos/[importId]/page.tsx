import type { Metadata } from "next";
import { CurrentStep } from "@/components/wizard/current-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { Answered, answerImport } from "../../answered.tsx";

export const metadata: Metadata = { title: "Migrate from WorkOS" };

export default async function ImportPage({ params }: PageProps<"/migrate/workos/[importId]">) {
  const operator = await requireAdmin();
  const { importId } = await params;
  return (
    <Answered answers={[answerImport(operator, importId)]}>
      <CurrentStep importId={importId} />
    </Answered>
  );
}
