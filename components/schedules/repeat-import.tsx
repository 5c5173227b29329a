"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ScheduleForm } from "@/components/schedules/schedule-form.tsx";
import { scheduleHref } from "@/components/schedules/schedule-href.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { createSchedule } from "@/lib/api/mutations.ts";
import { scheduleKeys, scheduleListQuery } from "@/lib/api/queries.ts";

/** On the summary of an import from WorkOS itself: repeats it every night, or leads to the schedule that does. */
export function RepeatImport({ detail }: { detail: ImportDetail }) {
  const { data: schedules } = useQuery(scheduleListQuery());
  const [isOpen, setOpen] = useState(false);
  if (!detail.pull || !detail.state.startsWith("complete") || !schedules) return null;
  const existing = schedules.find(({ originName }) => originName === detail.originName);
  if (existing) {
    return (
      <Card>
        <CardHeader
          title="This import is repeated"
          description="What changes at WorkOS follows by itself."
          actions={<ButtonLink href={scheduleHref(existing.id)}>See the schedule</ButtonLink>}
          className="border-b-0"
        />
      </Card>
    );
  }
  return (
    <Card>
      <CardHeader
        title="Repeat this every night"
        description="The same pull with the same decisions. What needs no decision is applied by itself; the rest waits for you, and you are mailed."
        actions={
          !isOpen && (
            <Button onClick={() => setOpen(true)}>
              <CalendarClock aria-hidden />
              Set it up
            </Button>
          )
        }
        className={isOpen ? "" : "border-b-0"}
      />
      {isOpen && (
        <CardContent>
          <NewSchedule detail={detail} keys={detail.pull.keys.map(({ display }) => display)} />
        </CardContent>
      )}
    </Card>
  );
}

function NewSchedule({ detail, keys }: { detail: ImportDetail; keys: readonly string[] }) {
  const client = useQueryClient();
  const router = useRouter();
  const create = useMutation({
    mutationFn: createSchedule,
    onSuccess: (schedule) => {
      client.setQueryData(scheduleKeys.one(schedule.id), schedule);
      void client.invalidateQueries({ queryKey: scheduleKeys.list() });
      router.push(scheduleHref(schedule.id));
    },
  });
  return (
    <ScheduleForm
      initial={{
        cron: "0 2 * * *",
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        mode: "mirror",
      }}
      keys={keys}
      isKeyNeeded
      onSubmit={(values) => create.mutate({ importId: detail.id, ...values })}
    >
      {create.error && <ErrorAlert error={create.error} title="The schedule was not made." />}
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        isPending={create.isPending || create.isSuccess}
      >
        Repeat it
      </Button>
    </ScheduleForm>
  );
}
