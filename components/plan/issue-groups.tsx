import type { ReactNode } from "react";
import { issueFacts } from "@/components/plan/issue-facts.ts";
import { cn } from "@/components/ui/cn.ts";
import { formatNumber } from "@/components/ui/format-number.ts";
import type { PlanReview } from "@/lib/api/plan-review.ts";

const severities = [
  { severity: "blocker", label: "Blockers", className: "text-danger" },
  { severity: "warning", label: "Warnings", className: "text-warning" },
  { severity: "info", label: "Notes", className: "text-muted-foreground" },
] as const;

/** The codes with their counts, most severe first; one of them, or all, is chosen. */
export function IssueGroups(props: {
  groups: PlanReview["issueCodes"];
  current: string | null;
  onChoose: (code: string | null) => void;
}) {
  const total = props.groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <div className="flex flex-col gap-3 max-lg:max-h-72 max-lg:overflow-y-auto">
      <Choice isCurrent={props.current === null} count={total} onChoose={() => props.onChoose(null)}>
        All issues
      </Choice>
      {severities.map(({ severity, label, className }) => {
        const groups = props.groups.filter((group) => group.severity === severity);
        if (groups.length === 0) return null;
        return (
          <section key={severity} aria-label={label}>
            <h3 className={cn("px-2.5 pb-1 font-medium text-xs", className)}>{label}</h3>
            <ul>
              {groups.map((group) => (
                <li key={group.code}>
                  <Choice
                    isCurrent={props.current === group.code}
                    count={group.count}
                    onChoose={() => props.onChoose(group.code)}
                  >
                    {issueFacts(group.code).title}
                  </Choice>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Choice(props: { isCurrent: boolean; count: number; onChoose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={props.isCurrent}
      onClick={props.onChoose}
      className={cn(
        "flex w-full items-start justify-between gap-3 rounded-md px-2.5 py-1 text-left text-sm hover:bg-accent focus-visible:-outline-offset-2",
        props.isCurrent && "bg-accent font-medium",
      )}
    >
      <span>{props.children}</span>
      <span className="text-muted-foreground tabular-nums">{formatNumber(props.count)}</span>
    </button>
  );
}
