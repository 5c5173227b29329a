"use client";

import { ArrowRight } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { MergeExplorer } from "@/components/merge/merge-explorer.tsx";
import { ChangesTab } from "@/components/plan/changes-tab.tsx";
import { canDecideAgain, DecideAgainButton } from "@/components/plan/decide-again-button.tsx";
import { diffTotals } from "@/components/plan/diff-table.tsx";
import { DirectoriesTab } from "@/components/plan/directories-tab.tsx";
import { IssuesTab } from "@/components/plan/issues-tab.tsx";
import { OrganizationsTab } from "@/components/plan/organizations-tab.tsx";
import { OverviewTab } from "@/components/plan/overview-tab.tsx";
import { PendingBar } from "@/components/plan/pending-bar.tsx";
import { ReportTab } from "@/components/plan/report-tab.tsx";
import { RolesTab } from "@/components/plan/roles-tab.tsx";
import { SsoTab } from "@/components/plan/sso-tab.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { useDecisions } from "@/components/plan/use-decisions.ts";
import { usePlanReview } from "@/components/plan/use-plan-review.ts";
import { PurgedNote } from "@/components/storage/purged-note.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { TabLinks } from "@/components/ui/tab-links.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { HeldAlert } from "@/components/wizard/held-alert.tsx";
import { ImportFrame, NotYet } from "@/components/wizard/import-frame.tsx";
import { ReadingProgress } from "@/components/wizard/reading-progress.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import {
  currentPage,
  importHref,
  type ReviewTab,
  reviewHref,
  reviewTabs,
} from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import type { PlanReview } from "@/lib/api/plan-review.ts";
import { isPurged } from "@/lib/api/storage.ts";

/** Step 2, second half: the plan, and the decisions about it. */
export function ReviewStep({ importId }: { importId: string }) {
  return (
    <ImportFrame importId={importId} step="upload">
      {(detail) => <ReviewBody detail={detail} />}
    </ImportFrame>
  );
}

function ReviewBody({ detail }: { detail: ImportDetail }) {
  if (detail.state === "reading" || detail.state === "planning") {
    return (
      <>
        <StepHeading title="Planning again">
          The files are read again with your decisions, so that the plan is the same as if they had been there
          from the start.
        </StepHeading>
        <ReadingProgress detail={detail} />
      </>
    );
  }
  if (detail.plannedAt === null || detail.state === "draft") {
    return <NotYet detail={detail}>There is a plan to review once the bundle was read.</NotYet>;
  }
  if (isPurged(detail.purges, "plan")) {
    return (
      <>
        <StepHeading title="The plan" />
        <PurgedNote purges={detail.purges} />
        <ButtonLink href={importHref(detail.id, currentPage(detail))}>See the summary</ButtonLink>
      </>
    );
  }
  return <ReviewOfPlan detail={detail} />;
}

function ReviewOfPlan({ detail }: { detail: ImportDetail }) {
  const { plan, error, refetch } = usePlanReview(detail);
  const control = useDecisions(detail);
  const wanted = useSearchParams().get("tab");
  const tab: ReviewTab = reviewTabs.find((one) => one === wanted) ?? "overview";
  const isEditable = detail.state === "review";

  return (
    <>
      <StepHeading
        title="Review the plan"
        actions={
          <>
            <ButtonLink href={importHref(detail.id, "upload")}>Files</ButtonLink>
            {canDecideAgain(detail) && <DecideAgainButton importId={detail.id} />}
            {isEditable && (
              <ButtonLink variant="primary" href={importHref(detail.id, "confirm")}>
                Continue to confirm
                <ArrowRight aria-hidden />
              </ButtonLink>
            )}
          </>
        }
      >
        {isEditable
          ? "What the directory would look like. Nothing is written yet; change what is not right."
          : canDecideAgain(detail)
            ? "The plan as it was confirmed. To split people who were merged, or decide anything else another way, decide again: a new import of the same snapshot, to review and confirm."
            : "The plan as it was confirmed. It can't be changed any more."}
      </StepHeading>
      <HeldAlert detail={detail} />
      {plan ? (
        <>
          <TabLinks label="Parts of the plan" tabs={tabsOf(detail.id, plan)} current={tab} />
          <div className="pt-4 pb-20">
            <Tab tab={tab} detail={detail} plan={plan} control={control} isEditable={isEditable} />
          </div>
          {isEditable && <PendingBar control={control} />}
        </>
      ) : error ? (
        <ErrorAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <div>
          <p role="status" className="sr-only">
            Loading the plan
          </p>
          <Skeleton className="mb-4 h-9 w-full" />
          <Skeleton className="mb-4 h-36 w-full" />
          <Skeleton className="h-72 w-full" />
        </div>
      )}
    </>
  );
}

function Tab({ tab, ...props }: TabProps & { tab: ReviewTab }) {
  switch (tab) {
    case "overview":
      return <OverviewTab {...props} />;
    case "merges":
      return <MergeExplorer {...props} />;
    case "organizations":
      return <OrganizationsTab {...props} />;
    case "roles":
      return <RolesTab {...props} />;
    case "sso":
      return <SsoTab {...props} />;
    case "directories":
      return <DirectoriesTab {...props} />;
    case "issues":
      return <IssuesTab {...props} />;
    case "changes":
      return <ChangesTab {...props} />;
    case "report":
      return <ReportTab {...props} />;
  }
}

const tabLabels: Record<ReviewTab, string> = {
  overview: "Overview",
  merges: "Merges",
  organizations: "Organizations",
  roles: "Roles",
  sso: "SSO",
  directories: "Directories",
  issues: "Issues",
  changes: "Changes",
  report: "Reading report",
};

function tabsOf(importId: string, plan: PlanReview) {
  const { stats, diff } = plan;
  const totals = diff && diffTotals(diff);
  const counts: Partial<Record<ReviewTab, number>> = {
    merges: stats.mergedPeople,
    organizations: stats.planned.organization ?? 0,
    roles: plan.roleMappings.length,
    sso: stats.planned.connection ?? 0,
    directories: stats.planned.directory ?? 0,
    issues: stats.issues.blocker + stats.issues.warning + stats.issues.info,
    ...(totals && { changes: totals.create + totals.update + totals.gone }),
    ...(plan.report.problemCount > 0 && { report: plan.report.problemCount }),
  };
  return reviewTabs.map((key) => {
    const count = counts[key];
    return {
      key,
      label: tabLabels[key],
      href: reviewHref(importId, key),
      count: count === undefined ? undefined : formatNumber(count),
    };
  });
}
