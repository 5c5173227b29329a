import type { ReactNode } from "react";
import { issueFacts, severityTones } from "@/components/plan/issue-facts.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import type { PlanReview } from "@/lib/api/contract.ts";

/** The codes with their counts, most severe first; one of them, or all, is chosen. */
export function IssueGroups(props: {
  groups: PlanReview["issueCodes"];
  current: string | null;
  onChoose: (code: string | null) => void;
}) {
  const total = props.groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <ul aria-label="Issues by code" className="flex flex-col gap-0.5 max-lg:max-h-64 max-lg:overflow-y-auto">
      <Choice isCurrent={props.current === null} count={total} onChoose={() => props.onChoose(null)}>
        All issues
      </Choice>
      {props.groups.map((group) => (
        <Choice
          key={group.code}
          isCurrent={props.current === group.code}
          count={group.count}
          onChoose={() => props.onChoose(group.code)}
        >
          <Badge tone={severityTones[group.severity]} className="mr-2">
            {group.severity}
          </Badge>
          {issueFacts(group.code).title}
        </Choice>
      ))}
    </ul>
  );
}

function Choice(props: { isCurrent: boolean; count: number; onChoose: () => void; children: ReactNode }) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={props.isCurrent}
        onClick={props.onChoose}
        className={cn(
          "flex w-full items-start justify-between gap-3 rounded-md px-2.5 py-1.5 text-left text-sm hover:bg-accent focus-visible:-outline-offset-2",
          props.isCurrent && "bg-accent font-medium",
        )}
      >
        <span>{props.children}</span>
        <span className="text-muted-foreground tabular-nums">{formatNumber(props.count)}</span>
      </button>
    </li>
  );
}
