"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { issueFacts } from "@/components/plan/issue-facts.ts";
import { IssueGroups } from "@/components/plan/issue-groups.tsx";
import { IssueItem } from "@/components/plan/issue-item.tsx";
import { ListStates } from "@/components/plan/list-states.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { buttonVariants } from "@/components/ui/button.tsx";
import { FilterInput } from "@/components/wizard/filter-input.tsx";
import { FilterSelect } from "@/components/wizard/filter-select.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { reviewHref } from "@/components/wizard/wizard-steps.ts";
import { downloadHref, firstIssueFilter, issuesQuery } from "@/lib/api/queries.ts";

const severityOptions = [
  { value: "blocker", label: "Blockers" },
  { value: "warning", label: "Warnings" },
  { value: "info", label: "Notes" },
];

/** Issues grouped by code; the chosen group's records, with what can be decided about each. */
export function IssuesTab({ detail, plan, control, isEditable }: TabProps) {
  const router = useRouter();
  const code = useSearchParams().get("code");
  const [severity, setSeverity] = useState(firstIssueFilter.severity);
  const [q, setQ] = useState(firstIssueFilter.q);
  const pages = useInfiniteQuery(issuesQuery(detail.id, { code, severity, q }));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const chooseCode = (next: string | null) =>
    router.replace(reviewHref(detail.id, "issues", next ? { code: next } : {}), { scroll: false });

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <IssueGroups groups={plan.issueCodes} current={code} onChoose={chooseCode} />
      <section aria-label="Issues" className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <FilterInput label="Search the issues" value={q} onChange={setQ} />
          <FilterSelect
            label="Severity"
            allLabel="All severities"
            value={severity}
            options={severityOptions}
            onChange={setSeverity}
          />
          <a
            className={buttonVariants({ className: "ml-auto" })}
            href={downloadHref(detail.id, "issues.csv")}
            download
          >
            <Download aria-hidden />
            CSV
          </a>
        </div>
        {code && (
          <div className="rounded-lg border border-border bg-muted px-4 py-3 text-sm">
            <p className="font-medium">{issueFacts(code).title}</p>
            <p className="text-muted-foreground">{issueFacts(code).whatToDo}</p>
          </div>
        )}
        <ListStates
          query={pages}
          isEmpty={items.length === 0}
          emptyTitle={q || code || severity ? "No issue matches" : "The plan has no issues"}
          emptyText={q || code || severity ? "Clear the search or choose all." : "Everything moves as it is."}
        >
          <ul className="divide-y divide-border rounded-lg border border-border bg-card">
            {items.map((issue) => (
              <IssueItem
                key={issue.ordinal}
                issue={issue}
                importId={detail.id}
                control={control}
                isEditable={isEditable}
                isAdviceShown={code === null}
              />
            ))}
          </ul>
          <LoadMore
            pages={pages}
            shown={items.length}
            total={pages.data?.pages[0]?.total}
            noun={["issue", "issues"]}
          />
        </ListStates>
      </section>
    </div>
  );
}
