"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { MigrateTabs } from "@/components/schedules/migrate-tabs.tsx";
import { RunOutcome } from "@/components/schedules/run-outcome.tsx";
import { scheduleHref } from "@/components/schedules/schedule-href.ts";
import { timingText } from "@/components/schedules/zone-time.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
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
import { scheduleListQuery } from "@/lib/api/queries.ts";

const refreshMs = 10_000;

/** Imports from WorkOS that are repeated by the clock. */
export function ScheduleList() {
  const {
    data: schedules,
    error,
    refetch,
  } = useQuery({ ...scheduleListQuery(), refetchInterval: refreshMs });
  return (
    <>
      <PageHeader
        title="Schedules"
        description="Imports that repeat themselves: until a customer is cut over, the directory follows WorkOS."
      />
      <MigrateTabs current="schedules" />
      {error && !schedules ? (
        <ErrorAlert error={error} onRetry={() => void refetch()} />
      ) : !schedules ? (
        <>
          <p role="status" className="sr-only">
            Loading schedules
          </p>
          <TableSkeleton rows={3} />
        </>
      ) : schedules.length === 0 ? (
        <EmptyState
          icon={CalendarClock}
          title="Nothing is repeated yet"
          action={<ButtonLink href="/migrate">All imports</ButtonLink>}
        >
          Import from WorkOS with an API key first. The summary of that import offers to repeat it every
          night.
        </EmptyState>
      ) : (
        <Table label="Schedules">
          <TableHeader>
            <TableRow>
              <TableHead>Source</TableHead>
              <TableHead>When</TableHead>
              <TableHead>Next run</TableHead>
              <TableHead>Last run</TableHead>
              <TableHead>Outcome</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {schedules.map((schedule) => (
              <TableRow key={schedule.id}>
                <TableCell className="max-w-72">
                  <TableRowLink href={scheduleHref(schedule.id)}>{schedule.originName}</TableRowLink>
                  <span className="block truncate font-mono text-muted-foreground text-xs">
                    {schedule.keys.join(", ")}
                  </span>
                </TableCell>
                <TableCell>
                  {timingText(schedule.cron)}
                  <span className="block text-muted-foreground text-xs">{schedule.timeZone}</span>
                </TableCell>
                <TableCell>
                  {schedule.nextRunAt ? <RelativeTime value={schedule.nextRunAt} /> : "Paused"}
                </TableCell>
                <TableCell>
                  {schedule.lastRun ? <RelativeTime value={schedule.lastRun.startedAt} /> : "Never"}
                </TableCell>
                <TableCell>{schedule.lastRun && <RunOutcome run={schedule.lastRun} />}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}
