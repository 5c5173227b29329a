"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { ScheduleForm } from "@/components/schedules/schedule-form.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { changeSchedule } from "@/lib/api/mutations.ts";
import { scheduleKeys } from "@/lib/api/queries.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

/** A schedule's settings, to be changed; they count from the next run on. */
export function ScheduleSettingsCard({ schedule }: { schedule: Schedule }) {
  const client = useQueryClient();
  const { cron, timeZone, mode, isEnabled } = schedule;
  const change = useMutation({
    mutationFn: (values: Parameters<typeof changeSchedule>[1]) => changeSchedule(schedule.id, values),
    onSuccess: (answer) => {
      client.setQueryData(scheduleKeys.one(schedule.id), answer);
      void client.invalidateQueries({ queryKey: scheduleKeys.all });
      toast.success("Settings saved");
    },
  });
  return (
    <Card className="mt-8">
      <CardHeader
        title="Settings"
        description={
          <>
            Made by {schedule.createdBy} <RelativeTime value={schedule.createdAt} />. Runs use the decisions
            of the import it repeats; what you decide about a held run holds for the nights to come.
          </>
        }
      />
      <CardContent>
        <ScheduleForm
          // Saved settings, and keys that were replaced, start the form again.
          key={JSON.stringify([cron, timeZone, mode, schedule.keys])}
          initial={{ cron, timeZone, mode }}
          keys={schedule.keys}
          isKeyNeeded={false}
          onSubmit={({ tokens, ...settings }) =>
            change.mutate({ ...settings, isEnabled, ...(tokens.length > 0 && { tokens }) })
          }
        >
          {schedule.isCut && mode === "mirror" && (
            <p className="text-muted-foreground text-sm">
              Its decisions leave something out, so nothing can be judged gone: removals don't follow.
            </p>
          )}
          {change.error && <ErrorAlert error={change.error} title="The settings were not saved." />}
          <Button type="submit" className="self-start" isPending={change.isPending}>
            Save settings
          </Button>
        </ScheduleForm>
      </CardContent>
    </Card>
  );
}
