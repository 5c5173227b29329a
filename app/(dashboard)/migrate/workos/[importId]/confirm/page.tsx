import type { Metadata } from "next";
import { ConfirmStep } from "@/components/wizard/confirm-step.tsx";
import { stateFacts } from "@/components/wizard/wizard-steps.ts";
import { importDetailQuery, planReviewQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { getPlanReview } from "@/lib/imports/get-plan-review.ts";
import { type Answer, Answered, answer, answerLog } from "../../../answered.tsx";

export const metadata: Metadata = { title: "Confirm · Migrate from WorkOS" };

export default async function ConfirmPage({ params }: PageProps<"/migrate/workos/[importId]/confirm">) {
  const operator = await requireAdmin();
  const { importId } = await params;
  const db = processDatabase();
  const answerConfirm: Answer = async (client) => {
    const detail = await getImport(db, operator, importId);
    await answer(importDetailQuery(importId), async () => detail)(client);
    // What is confirmed already is shown as it goes on, without its plan.
    const answerRest =
      detail.state === "review"
        ? answer(planReviewQuery(importId), () => getPlanReview(db, operator, importId))
        : answerLog(operator, importId, stateFacts(detail.state).step === "confirm");
    await answerRest(client);
  };
  return (
    <Answered answers={[answerConfirm]}>
      <ConfirmStep importId={importId} />
    </Answered>
  );
}
