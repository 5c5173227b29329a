import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import type { PlanReview } from "@/lib/api/plan-review.ts";

/** What every tab of the review gets. */
export type TabProps = {
  detail: ImportDetail;
  plan: PlanReview;
  control: DecisionsControl;
  /** False once the plan was confirmed. */
  isEditable: boolean;
};
