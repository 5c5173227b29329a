"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { Route } from "next";
import { DriftCard } from "@/components/drift/drift-card.tsx";
import { LogViewer } from "@/components/log/log-viewer.tsx";
import { MergeFigure } from "@/components/merge/merge-figure.tsx";
import { LeftAlone } from "@/components/plan/diff-table.tsx";
import { RepeatImport } from "@/components/schedules/repeat-import.tsx";
import { PurgedNote } from "@/components/storage/purged-note.tsx";
import { Checklist } from "@/components/summary/checklist.tsx";
import { FailureList } from "@/components/summary/failure-list.tsx";
import { KindTable } from "@/components/summary/kind-table.tsx";
import { RetryButton } from "@/components/summary/retry-button.tsx";
import { WarningList } from "@/components/summary/warning-list.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { canUndo, UndoButton } from "@/components/undo/undo-button.tsx";
import { undoSentence } from "@/components/undo/undo-counts.ts";
import { UndoReport } from "@/components/undo/undo-report.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { ImportFrame, NotYet, ProblemAlert } from "@/components/wizard/import-frame.tsx";
import { countOf, formatDuration } from "@/components/wizard/quantity-text.ts";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { currentPage, stateFacts } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail, ImportSummary } from "@/lib/api/contract.ts";
import { summaryQuery } from "@/lib/api/queries.ts";
import { isPurged } from "@/lib/api/storage.ts";

/** Step 4: what became of it, and what is left to do. */
export function SummaryStep({ importId }: { importId: string }) {
  return (
    <ImportFrame importId={importId} step="summary">
      {(detail) => <SummaryBody detail={detail} />}
    </ImportFrame>
  );
}

function SummaryBody({ detail }: { detail: ImportDetail }) {
  if (currentPage(detail) !== "summary") {
    return <NotYet detail={detail}>The summary is written when the import is through.</NotYet>;
  }
  // Cancelled before it ran: there is nothing to sum up.
  if (detail.startedAt === null) return <NothingApplied detail={detail} />;
  return <RunSummary detail={detail} />;
}

function RunSummary({ detail }: { detail: ImportDetail }) {
  const summary = useQuery(summaryQuery(detail.id));
  return (
    <>
      <StepHeading
        title={stateFacts(detail.state).label}
        actions={
          <>
            {canRetry(detail) && <RetryButton importId={detail.id} />}
            {canUndo(detail) && <UndoButton detail={detail} />}
            <RunAgain detail={detail} />
          </>
        }
      >
        {summary.data ? headline(summary.data) : "Adding up…"}
      </StepHeading>
      <ProblemAlert detail={detail} title="The import stopped" />
      <PurgedNote purges={detail.purges} />
      {summary.data ? (
        <SummarySections summary={summary.data} />
      ) : summary.error ? (
        <ErrorAlert error={summary.error} onRetry={() => void summary.refetch()} />
      ) : (
        <>
          <p role="status" className="sr-only">
            Loading the summary
          </p>
          <Skeleton className="mb-4 h-36 w-full" />
          <Skeleton className="h-72 w-full" />
        </>
      )}
    </>
  );
}

function SummarySections({ summary }: { summary: ImportSummary }) {
  const { detail } = summary;
  const { purges } = detail;
  const log = !isPurged(purges, "log") && (
    <LogViewer importId={detail.id} pulse={{ isLive: false, seq: null, processed: 0 }} />
  );
  if (detail.state === "undone") {
    return (
      <div className="flex flex-col gap-6">
        {!isPurged(purges, "log") && <UndoReport importId={detail.id} isDone />}
        {log}
      </div>
    );
  }
  const keptCount = summary.kinds.reduce((sum, kind) => sum + kind.kept, 0);
  return (
    <div className="flex flex-col gap-6">
      {detail.state === "cancelled" && (
        <Alert tone="neutral" title="What was applied before the cancellation stays in the directory">
          The table and the log below say what that is. The same bundle can be imported again: what is there
          already is left as it is.
        </Alert>
      )}
      <Card>
        <MergeFigure records={summary.stats.mergedSourceUsers} people={summary.stats.mergedPeople} />
      </Card>
      <KindTable kinds={summary.kinds} />
      {keptCount > 0 && <LeftAlone count={keptCount} />}
      <DriftCard detail={detail} />
      <RekeyOwnTables />
      <RepeatImport detail={detail} />
      <FailureList failures={summary.failures} />
      <Checklist importId={detail.id} items={summary.checklist} />
      {!isPurged(purges, "plan") && <WarningList importId={detail.id} issueCodes={summary.issueCodes} />}
      {log}
    </div>
  );
}

/** A retry reads which records failed in the log, and what they were to become in the plan. */
function canRetry({ state, purges }: ImportDetail): boolean {
  const isThere = (["plan", "journal", "log"] as const).every((part) => !isPurged(purges, part));
  return state === "complete_with_errors" && isThere;
}

function RekeyOwnTables() {
  return (
    <Card>
      <CardHeader
        title="Your own tables hold ids of WorkOS"
        description="See what each became here, download the map, or have a script made that replaces them."
        actions={<ButtonLink href="/migrate/id-map">Open the ID map</ButtonLink>}
        className="border-b-0"
      />
    </Card>
  );
}

function NothingApplied({ detail }: { detail: ImportDetail }) {
  return (
    <>
      <StepHeading title={stateFacts(detail.state).label} actions={<RunAgain detail={detail} />} />
      <ProblemAlert detail={detail} title="The import stopped" />
      <Alert tone="neutral" title="Nothing was written to the directory">
        This import ended before it was applied. To try again, start another under the same source name.
      </Alert>
    </>
  );
}

function RunAgain({ detail }: { detail: ImportDetail }) {
  const href = `/migrate/workos?source=${encodeURIComponent(detail.originName)}` as Route;
  return (
    <ButtonLink href={href}>
      <RotateCw aria-hidden />
      Run again with a newer bundle
    </ButtonLink>
  );
}

/** The run in one sentence. */
function headline({ detail, kinds }: ImportSummary): string {
  if (detail.state === "undone" && detail.undo) {
    return `Undone by ${detail.undo.confirmedBy}: ${undoSentence(detail.undo.kinds)}. To bring it back, import the bundle again.`;
  }
  const sum = (field: "created" | "updated" | "unchanged" | "removed" | "failed" | "kept") =>
    kinds.reduce((total, kind) => total + kind[field], 0);
  const parts = [
    `${formatNumber(sum("created"))} created`,
    `${formatNumber(sum("updated"))} updated`,
    `${formatNumber(sum("unchanged"))} unchanged`,
    sum("kept") > 0 ? `${formatNumber(sum("kept"))} left alone` : "",
    sum("removed") > 0 ? `${formatNumber(sum("removed"))} removed` : "",
    sum("failed") > 0 ? `${formatNumber(sum("failed"))} failed` : "",
  ].filter(Boolean);
  const tookMs =
    detail.task === "apply" && detail.startedAt && detail.finishedAt
      ? Date.parse(detail.finishedAt) - Date.parse(detail.startedAt)
      : null;
  const records = countOf(
    kinds.reduce((total, kind) => total + kind.processed, 0),
    "record",
  );
  return `${records}${tookMs === null ? "" : ` in ${formatDuration(tookMs)}`}: ${parts.join(", ")}.`;
}
