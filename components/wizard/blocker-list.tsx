import { issueFacts } from "@/components/plan/issue-facts.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { reviewHref } from "@/components/wizard/wizard-steps.ts";
import type { PlanReview } from "@/lib/api/plan-review.ts";

/** What must be decided before the import can run; nothing at all if there is nothing. */
export function BlockerList(props: { importId: string; blockers: PlanReview["issueCodes"] }) {
  if (props.blockers.length === 0) return null;
  return (
    <Card className="border-danger-border">
      <CardHeader
        title={<span className="text-danger">Blockers</span>}
        description="The import can't run until each is resolved, or its record is left out."
      />
      <ul className="divide-y divide-border">
        {props.blockers.map((issue) => {
          const { title, whatToDo } = issueFacts(issue.code);
          return (
            <li key={issue.code} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="font-medium text-sm">
                  {title}{" "}
                  <span className="text-muted-foreground tabular-nums">× {formatNumber(issue.count)}</span>
                </p>
                <p className="text-muted-foreground text-sm">{whatToDo}</p>
              </div>
              <ButtonLink size="sm" href={reviewHref(props.importId, "issues", { code: issue.code })}>
                Resolve<span className="sr-only">: {title}</span>
              </ButtonLink>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
