"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { runChanges } from "@/components/schedules/run-changes.ts";
import { RunOutcome } from "@/components/schedules/run-outcome.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TableSkeleton } from "@/components/ui/skeleton.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import { scheduleRunsQuery } from "@/lib/api/queries.ts";
import type { ScheduleRun } from "@/lib/api/schedules.ts";

/** A schedule's history, newest first: how each run ended and what it changed. */
export function RunTable({ scheduleId, refetchMs }: { scheduleId: string; refetchMs: number }) {
  const pages = useInfiniteQuery({ ...scheduleRunsQuery(scheduleId), refetchInterval: refetchMs });
  const runs = pages.data?.pages.flatMap((page) => page.items);
  if (!runs) {
    return pages.error ? (
      <ErrorAlert error={pages.error} onRetry={() => void pages.refetch()} />
    ) : (
      <>
        <p role="status" className="sr-only">
          Loading runs
        </p>
        <TableSkeleton rows={4} />
      </>
    );
  }
  if (runs.length === 0) {
    return <EmptyState title="It has not run yet">Runs appear here with what they changed.</EmptyState>;
  }
  return (
    <>
      <Table label="Runs">
        <TableHeader>
          <TableRow>
            <TableHead>Started</TableHead>
            <TableHead>By</TableHead>
            <TableHead>Outcome</TableHead>
            <TableHead>What changed</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {runs.map((run) => (
            <TableRow key={run.id}>
              <TableCell className="align-top">
                {run.importId ? (
                  <TableRowLink href={importHref(run.importId)}>
                    <RelativeTime value={run.startedAt} />
                  </TableRowLink>
                ) : (
                  <RelativeTime value={run.startedAt} />
                )}
              </TableCell>
              <TableCell className="max-w-40 truncate align-top">{run.startedBy ?? "Schedule"}</TableCell>
              <TableCell className="align-top">
                <RunOutcome run={run} />
              </TableCell>
              <TableCell className="min-w-64 whitespace-normal align-top">
                <RunStory run={run} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <LoadMore pages={pages} shown={runs.length} noun={["run", "runs"]} />
    </>
  );
}

function RunStory({ run }: { run: ScheduleRun }) {
  const changes = runChanges(run.progress);
  const isOver = run.outcome === "applied";
  return (
    <>
      {run.problem && <p>{run.problem.message}</p>}
      {(changes || isOver) && (
        <p className={changes ? "tabular-nums" : "text-muted-foreground"}>{changes || "Nothing"}</p>
      )}
      {run.mailProblem && <p className="text-muted-foreground">Nobody was mailed: {run.mailProblem}</p>}
    </>
  );
}
