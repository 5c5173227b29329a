"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { issueFacts, severityTones } from "@/components/plan/issue-facts.ts";
import { resolutionsOf } from "@/components/plan/issue-resolutions.ts";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { storyHref } from "@/components/wizard/wizard-steps.ts";
import type { IssueRow } from "@/lib/api/plan-review.ts";

/** One issue: what it says, what it is about, and the decisions that resolve it. */
export function IssueItem(props: {
  issue: IssueRow;
  importId: string;
  control: DecisionsControl;
  isEditable: boolean;
  isAdviceShown: boolean;
}) {
  const { issue, control } = props;
  const resolutions = props.isEditable ? resolutionsOf(issue, control) : [];
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-72">
        <p className="break-words">
          <Badge tone={severityTones[issue.severity]} className="mr-2">
            {issue.severity}
          </Badge>
          {issue.message}
        </p>
        {props.isAdviceShown && (
          <p className="mt-0.5 text-muted-foreground">{issueFacts(issue.code).whatToDo}</p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          <span>{kindLabel(issue.kind)}</span>
          {issue.sourceId && <span className="break-all font-mono">{issue.sourceId}</span>}
          {issue.organizationSourceId && (
            <Link
              prefetch={false}
              href={storyHref(props.importId, issue.organizationSourceId)}
              className="text-link underline-offset-4 hover:underline"
            >
              Organization
              <span className="sr-only"> {issue.organizationSourceId}</span>
            </Link>
          )}
        </p>
      </div>
      {resolutions.length > 0 && (
        <Actions>
          {resolutions.map((resolution) => (
            <Button
              key={resolution.label}
              size="sm"
              variant={resolution.isChosen ? "primary" : "secondary"}
              aria-pressed={resolution.isChosen}
              onClick={() => control.edit(resolution.edit)}
            >
              {resolution.label}
            </Button>
          ))}
        </Actions>
      )}
    </li>
  );
}

function Actions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-1.5">{children}</div>;
}
