import { Alert } from "@/components/ui/alert.tsx";
import type { ImportDetail } from "@/lib/api/contract.ts";

/** Why a schedule did not apply a plan by itself, above that plan. */
export function HeldAlert({ detail }: { detail: ImportDetail }) {
  if (detail.state !== "review" || !detail.problem) return null;
  return (
    <Alert tone="warning" title="Its schedule holds this plan for you" className="mb-4">
      {detail.problem.message} {detail.problem.whatToDo}
    </Alert>
  );
}
