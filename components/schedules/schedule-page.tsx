"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { RunTable } from "@/components/schedules/run-table.tsx";
import { RunBanner } from "@/components/schedules/schedule-banner.tsx";
import { ScheduleSettingsCard } from "@/components/schedules/schedule-settings-card.tsx";
import { formatZoneTime, timingText } from "@/components/schedules/zone-time.ts";
import { ConfirmDialog } from "@/components/ui/alert-dialog.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ErrorAlert, wordsOf } from "@/components/wizard/error-alert.tsx";
import { isNotFound } from "@/components/wizard/use-import.ts";
import { changeSchedule, deleteSchedule, runScheduleNow } from "@/lib/api/mutations.ts";
import { scheduleKeys, scheduleQuery } from "@/lib/api/queries.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

/** How often to ask: soon while a run is at work, now and then otherwise. */
const busyMs = 2_000;
const idleMs = 15_000;

/** One schedule: when it runs next, what its runs did, and its settings. */
export function SchedulePage({ scheduleId }: { scheduleId: string }) {
  const { data, error, refetch } = useQuery({
    ...scheduleQuery(scheduleId),
    refetchInterval: ({ state }) => refetchMs(state.data),
  });
  if (isNotFound(error)) {
    return (
      <>
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          title="There is no such schedule"
          action={<ButtonLink href="/migrate/schedules">All schedules</ButtonLink>}
        >
          It may have been deleted, or the address is not whole.
        </EmptyState>
      </>
    );
  }
  if (data) return <ScheduleBody schedule={data} />;
  if (error) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p role="status" className="sr-only">
        Loading the schedule
      </p>
      <Skeleton className="mb-6 h-18.5 w-full" />
      <Skeleton className="h-48 w-full" />
    </>
  );
}

const refetchMs = (schedule: Schedule | undefined) =>
  schedule?.lastRun && schedule.lastRun.finishedAt === null ? busyMs : idleMs;

function ScheduleBody({ schedule }: { schedule: Schedule }) {
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Schedules", href: "/migrate/schedules" }]}
        title={schedule.originName}
        description={
          <>
            {timingText(schedule.cron)}, {schedule.timeZone}.{" "}
            {schedule.nextRunAt ? (
              <>
                Next run {formatZoneTime(new Date(schedule.nextRunAt), schedule.timeZone)},{" "}
                <RelativeTime value={schedule.nextRunAt} />.
              </>
            ) : (
              "Paused: it does not run by itself."
            )}
          </>
        }
        actions={<ScheduleActions schedule={schedule} />}
      />
      <RunBanner schedule={schedule} />
      <h2 className="mb-2.5 font-semibold text-base">Runs</h2>
      <RunTable scheduleId={schedule.id} refetchMs={refetchMs(schedule)} />
      <ScheduleSettingsCard schedule={schedule} />
    </>
  );
}

function ScheduleActions({ schedule }: { schedule: Schedule }) {
  const client = useQueryClient();
  const router = useRouter();
  const onError = (error: Error) => {
    const { message, whatToDo } = wordsOf(error);
    toast.error(message, whatToDo ? { description: whatToDo } : {});
  };
  const onSuccess = (answer: Schedule) => {
    client.setQueryData(scheduleKeys.one(schedule.id), answer);
    void client.invalidateQueries({ queryKey: scheduleKeys.all });
  };
  const run = useMutation({ mutationFn: () => runScheduleNow(schedule.id), onSuccess, onError });
  const pause = useMutation({
    mutationFn: () => {
      const { cron, timeZone, mode, isEnabled } = schedule;
      return changeSchedule(schedule.id, { cron, timeZone, mode, isEnabled: !isEnabled });
    },
    onSuccess,
    onError,
  });
  return (
    <>
      <Button isPending={run.isPending} onClick={() => run.mutate()}>
        Run now
      </Button>
      <Button isPending={pause.isPending} onClick={() => pause.mutate()}>
        {schedule.isEnabled ? <Pause aria-hidden /> : <Play aria-hidden />}
        {schedule.isEnabled ? "Pause" : "Resume"}
      </Button>
      <ConfirmDialog
        trigger={
          <Button variant="ghost" size="icon" aria-label="Delete the schedule">
            <Trash2 aria-hidden />
          </Button>
        }
        title={`Delete the schedule of ${schedule.originName}?`}
        confirmLabel="Delete"
        isDanger
        onConfirm={async () => {
          try {
            await deleteSchedule(schedule.id);
          } catch (error) {
            return onError(error as Error);
          }
          void client.invalidateQueries({ queryKey: scheduleKeys.list() });
          router.push("/migrate/schedules");
        }}
      >
        Its keys are wiped and its history goes. What its runs imported stays, and so do their imports.
      </ConfirmDialog>
    </>
  );
}
