"use client";

import { useQuery } from "@tanstack/react-query";
import { needsSomebody } from "@/components/schedules/run-outcome.tsx";
import { scheduleHref } from "@/components/schedules/schedule-href.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import { scheduleListQuery } from "@/lib/api/queries.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

const refreshMs = 10_000;

/** Says of every schedule whose last run waits for somebody, or failed. */
export function ScheduleBanners() {
  const { data = [] } = useQuery({ ...scheduleListQuery(), refetchInterval: refreshMs });
  return data.map((schedule) => <RunBanner key={schedule.id} schedule={schedule} isLinked />);
}

/** Why a schedule's last run is not through, and the way to it. */
export function RunBanner({ schedule, isLinked }: { schedule: Schedule; isLinked?: boolean }) {
  const { lastRun, originName } = schedule;
  if (!lastRun?.problem || !needsSomebody(lastRun)) return null;
  const isHeld = lastRun.outcome === "held";
  return (
    <Alert
      tone={isHeld ? "warning" : "danger"}
      className="mb-4"
      title={`${originName}: the last run ${isHeld ? "is held" : "failed"}`}
      actions={
        <>
          {isLinked && (
            <ButtonLink size="sm" href={scheduleHref(schedule.id)}>
              Schedule
            </ButtonLink>
          )}
          {lastRun.importId && (
            <ButtonLink size="sm" variant="primary" href={importHref(lastRun.importId)}>
              {isHeld ? "Review it" : "Look at it"}
            </ButtonLink>
          )}
        </>
      }
    >
      <p>
        {lastRun.problem.message} {lastRun.problem.whatToDo}
      </p>
      {lastRun.mailProblem && <p className="mt-1">Nobody was mailed: {lastRun.mailProblem}</p>}
    </Alert>
  );
}
