"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/ui/alert-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { changeImport } from "@/components/wizard/change-import.ts";
import { wordsOf } from "@/components/wizard/error-alert.tsx";
import type { ImportDetail, ImportState } from "@/lib/api/contract.ts";
import { steerImport } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

type Possible = { canPause?: true; canResume?: true; canCancel?: true };

const possible: Partial<Record<ImportState, Possible>> = {
  draft: { canCancel: true },
  pulling: { canPause: true, canCancel: true },
  pull_paused: { canResume: true, canCancel: true },
  reading: { canCancel: true },
  planning: { canCancel: true },
  review: { canCancel: true },
  waiting: { canCancel: true },
  applying: { canPause: true, canCancel: true },
  paused: { canResume: true, canCancel: true },
  retrying: { canPause: true },
  undoing: { canPause: true },
};

/** Pause, resume and cancel, as far as each is possible now. */
export function SteerButtons({ detail }: { detail: ImportDetail }) {
  const client = useQueryClient();
  const steer = useMutation({
    mutationFn: (verb: "pause" | "resume" | "cancel") =>
      changeImport(client, detail.id, () => steerImport(detail.id, verb)),
    onError: (error) => {
      void client.invalidateQueries({ queryKey: importKeys.one(detail.id) });
      const { message, whatToDo } = wordsOf(error);
      toast.error(message, whatToDo ? { description: whatToDo } : {});
    },
  });
  const { canPause, canResume, ...can } = possible[detail.state] ?? {};
  // Half a retry or an undo is nothing to leave behind.
  const canCancel = can.canCancel && detail.task === "apply";
  const written = detail.progress.reduce((sum, kind) => sum + kind.created + kind.updated + kind.removed, 0);
  return (
    <>
      {canPause && (
        <Button
          size="sm"
          isPending={steer.isPending && steer.variables === "pause"}
          onClick={() => steer.mutate("pause")}
        >
          <Pause aria-hidden />
          Pause
        </Button>
      )}
      {canResume && (
        <Button
          size="sm"
          variant="primary"
          isPending={steer.isPending && steer.variables === "resume"}
          onClick={() => steer.mutate("resume")}
        >
          <Play aria-hidden />
          Resume
        </Button>
      )}
      {canCancel && (
        <ConfirmDialog
          trigger={<Button size="sm">Cancel import</Button>}
          title="Cancel this import?"
          confirmLabel="Cancel the import"
          cancelLabel="Keep it"
          isDanger
          onConfirm={async () => {
            await steer.mutateAsync("cancel").catch(() => {});
          }}
        >
          <p>This is final: a cancelled import can't go on.</p>
          <p className="mt-2">
            {written > 0
              ? `What is applied already stays in the directory: ${formatNumber(written)} records so far. The log says which.`
              : "Nothing was written to the directory by this import."}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
