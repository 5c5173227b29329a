import type { Metadata } from "next";
import { SummaryStep } from "@/components/summary/summary-step.tsx";
import { summaryQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { getImportSummary } from "@/lib/imports/get-import-summary.ts";
import { Answered, answer, answerImport, answerLog, answerSchedules } from "../../../answered.tsx";

export const metadata: Metadata = { title: "Summary · Migrate from WorkOS" };

export default async function SummaryPage({ params }: PageProps<"/migrate/workos/[importId]/summary">) {
  const operator = await requireAdmin();
  const { importId } = await params;
  const summary = () => getImportSummary(processDatabase(), operator, importId);
  return (
    <Answered
      answers={[
        answerImport(operator, importId),
        answer(summaryQuery(importId), summary),
        answerLog(operator, importId, false),
        answerSchedules(operator),
      ]}
    >
      <SummaryStep importId={importId} />
    </Answered>
  );
}
