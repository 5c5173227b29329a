"use client";

import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { StateBadge } from "@/components/wizard/state-badge.tsx";
import { Stepper } from "@/components/wizard/stepper.tsx";
import { isNotFound, useImport } from "@/components/wizard/use-import.ts";
import { currentPage, importHref, stateFacts, type WizardStep } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";

const viaTexts = { wizard: "", cli: " from the command line", schedule: " by its schedule" };

/** Header and steps of one import around the step's content, which gets the import as it stands now. */
export function ImportFrame(props: {
  importId: string;
  step: WizardStep;
  children: (detail: ImportDetail, live: { logSeq: string | null }) => ReactNode;
}) {
  const { detail, error, logSeq, refetch } = useImport(props.importId);

  if (isNotFound(error)) {
    return (
      <>
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          title="There is no such import"
          action={<ButtonLink href="/migrate">All imports</ButtonLink>}
        >
          It may have been deleted, or the address is not whole.
        </EmptyState>
      </>
    );
  }
  if (!detail) {
    return error ? (
      <>
        <h1 className="sr-only">Error</h1>
        <ErrorAlert error={error} onRetry={() => void refetch()} />
      </>
    ) : (
      <FrameSkeleton step={props.step} />
    );
  }
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Imports", href: "/migrate" }]}
        title={
          <span className="inline-flex flex-wrap items-center gap-2.5">
            {detail.originName}
            <StateBadge state={detail.state} />
          </span>
        }
        description={
          <>
            Started by {detail.createdBy} <RelativeTime value={detail.createdAt} />
            {viaTexts[detail.via]}
          </>
        }
      />
      <Stepper
        current={props.step}
        reached={stateFacts(detail.state).step}
        importId={detail.id}
        standing={detail}
      />
      {error && <ErrorAlert error={error} onRetry={() => void refetch()} className="mb-4" />}
      {props.children(detail, { logSeq })}
    </>
  );
}

/** For a step whose turn has not come: says so and leads to the one whose turn it is. */
export function NotYet({ detail, children }: { detail: ImportDetail; children: ReactNode }) {
  return (
    <EmptyState
      title="Not there yet"
      action={
        <ButtonLink variant="primary" href={importHref(detail.id, currentPage(detail))}>
          Go to the current step
        </ButtonLink>
      }
    >
      {children}
    </EmptyState>
  );
}

/** What stopped the import last. */
export function ProblemAlert({ detail, title }: { detail: ImportDetail; title: string }) {
  if (!detail.problem) return null;
  return (
    <Alert tone="danger" isLive title={title} className="mb-4">
      <p>{detail.problem.message}</p>
      {detail.problem.whatToDo && <p className="mt-1">{detail.problem.whatToDo}</p>}
    </Alert>
  );
}

function FrameSkeleton({ step }: { step: WizardStep }) {
  return (
    <div>
      <p role="status" className="sr-only">
        Loading
      </p>
      <div className="mb-6 flex h-18.5 flex-col gap-2.5 pt-1">
        <Skeleton className="w-20" />
        <Skeleton className="h-5 w-48" />
        <Skeleton className="w-64" />
      </div>
      <Stepper current={step} reached={step} />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
