import type { Metadata } from "next";
import { ConfirmStep } from "@/components/wizard/confirm-step.tsx";
import { importDetailQuery, planReviewQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { getPlanReview } from "@/lib/imports/get-plan-review.ts";
import { type Answer, Answered, answer } from "../../../answered.tsx";

export const metadata: Metadata = { title: "Confirm · Migrate from WorkOS" };

export default async function ConfirmPage({ params }: PageProps<"/migrate/workos/[importId]/confirm">) {
  const operator = await requireAdmin();
  const { importId } = await params;
  const db = processDatabase();
  const answerConfirm: Answer = async (client) => {
    const detail = await getImport(db, operator, importId);
    await answer(importDetailQuery(importId), async () => detail)(client);
    // What is confirmed already is shown as it goes on, without its plan.
    if (detail.state !== "review") return;
    await answer(planReviewQuery(importId), () => getPlanReview(db, operator, importId))(client);
  };
  return (
    <Answered answers={[answerConfirm]}>
      <ConfirmStep importId={importId} />
    </Answered>
  );
}
