import { issueFacts, severityTones } from "@/components/plan/issue-facts.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { reviewHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportSummary } from "@/lib/api/contract.ts";

/** The plan's issues by code, with what to do about each. */
export function WarningList(props: { importId: string; issueCodes: ImportSummary["issueCodes"] }) {
  if (props.issueCodes.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="Warnings and notes"
        description="What the plan said, and what is left to do about it."
      />
      <ul className="divide-y divide-border">
        {props.issueCodes.map((issue) => {
          const { title, whatToDo } = issueFacts(issue.code);
          return (
            <li key={issue.code} className="flex flex-wrap items-start justify-between gap-3 px-4 py-3">
              <div className="min-w-0 flex-1 text-sm">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  <Badge tone={severityTones[issue.severity]}>{issue.severity}</Badge>
                  {title}
                </p>
                <p className="mt-0.5 text-muted-foreground">{whatToDo}</p>
              </div>
              <ButtonLink
                variant="ghost"
                size="sm"
                href={reviewHref(props.importId, "issues", { code: issue.code })}
              >
                <span className="tabular-nums">Show {formatNumber(issue.count)}</span>
                <span className="sr-only">: {title}</span>
              </ButtonLink>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
