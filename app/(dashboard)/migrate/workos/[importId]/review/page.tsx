import type { Metadata } from "next";
import { ReviewStep } from "@/components/plan/review-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { Answered, answerImport } from "../../../answered.tsx";
import { answerTab } from "./answer-tab.ts";

export const metadata: Metadata = { title: "Review · Migrate from WorkOS" };

export default async function ReviewPage({
  params,
  searchParams,
}: PageProps<"/migrate/workos/[importId]/review">) {
  const operator = await requireAdmin();
  const { importId } = await params;
  const parameters = await searchParams;
  const parameter = (name: string) => [parameters[name]].flat()[0];
  return (
    <Answered answers={[answerImport(operator, importId), answerTab(operator, importId, parameter)]}>
      <ReviewStep importId={importId} />
    </Answered>
  );
}
