import type { Metadata } from "next";
import { ConfirmStep } from "@/components/wizard/confirm-step.tsx";
import { planReviewQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { getPlanReview } from "@/lib/imports/get-plan-review.ts";
import { Answered, answer, answerImport } from "../../../answered.tsx";

export const metadata: Metadata = { title: "Confirm · Migrate from WorkOS" };

export default async function ConfirmPage({ params }: PageProps<"/migrate/workos/[importId]/confirm">) {
  const operator = await requireAdmin();
  const { importId } = await params;
  const plan = () => getPlanReview(processDatabase(), operator, importId);
  return (
    <Answered answers={[answerImport(operator, importId), answer(planReviewQuery(importId), plan)]}>
      <ConfirmStep importId={importId} />
    </Answered>
  );
}
