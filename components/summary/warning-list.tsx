import { issueFacts, severityTones } from "@/components/plan/issue-facts.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";
import { reviewHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportSummary } from "@/lib/api/contract.ts";

type CodeCount = ImportSummary["issueCodes"][number];

/** The plan's issues by code, with what to do about each; notes, which ask for nothing, are folded away. */
export function WarningList({ importId, issueCodes }: { importId: string; issueCodes: CodeCount[] }) {
  const warnings = issueCodes.filter((issue) => issue.severity !== "info");
  const notes = issueCodes.filter((issue) => issue.severity === "info");
  if (issueCodes.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title={warnings.length > 0 ? "Warnings" : "Notes"}
        description="What the plan said, and what is left to do about it."
      />
      <CodeList importId={importId} codes={warnings} />
      {notes.length > 0 && (
        <details className="border-border border-t">
          <summary className="cursor-pointer rounded-lg px-4 py-3 text-sm hover:bg-accent/60 focus-visible:-outline-offset-2">
            {countOf(notes.length, "note")} that ask for nothing
          </summary>
          <CodeList importId={importId} codes={notes} />
        </details>
      )}
    </Card>
  );
}

function CodeList({ importId, codes }: { importId: string; codes: CodeCount[] }) {
  return (
    <ul className="divide-y divide-border">
      {codes.map((issue) => {
        const { title, whatToDo } = issueFacts(issue.code);
        return (
          <li
            key={issue.code}
            className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 px-4 py-2.5"
          >
            <div className="min-w-0 flex-1 basis-64 text-sm">
              <p className="font-medium">
                <Badge tone={severityTones[issue.severity]} className="mr-2">
                  {issue.severity}
                </Badge>
                {title}
              </p>
              <p className="mt-0.5 text-muted-foreground">{whatToDo}</p>
            </div>
            <ButtonLink variant="link" href={reviewHref(importId, "issues", { code: issue.code })}>
              <span className="tabular-nums">Show {formatNumber(issue.count)}</span>
              <span className="sr-only">: {title}</span>
            </ButtonLink>
          </li>
        );
      })}
    </ul>
  );
}
