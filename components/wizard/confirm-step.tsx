"use client";

import { ArrowRight } from "lucide-react";
import { LogViewer } from "@/components/log/log-viewer.tsx";
import { PurgedNote } from "@/components/storage/purged-note.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { ApplyProgress, progressRows } from "@/components/wizard/apply-progress.tsx";
import { ConfirmForm } from "@/components/wizard/confirm-form.tsx";
import { ImportFrame, NotYet, ProblemAlert } from "@/components/wizard/import-frame.tsx";
import { SteerButtons } from "@/components/wizard/steer-buttons.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { importHref, stateFacts } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { isPurged } from "@/lib/api/storage.ts";

/** Step 3: what exactly will happen, and then its happening. */
export function ConfirmStep({ importId }: { importId: string }) {
  return (
    <ImportFrame importId={importId} step="confirm">
      {(detail, { logSeq }) => <ConfirmBody detail={detail} logSeq={logSeq} />}
    </ImportFrame>
  );
}

function ConfirmBody({ detail, logSeq }: { detail: ImportDetail; logSeq: string | null }) {
  if (detail.state === "review") return <ConfirmForm detail={detail} />;
  const isUnderWay = stateFacts(detail.state).step === "confirm";
  if (!isUnderWay && detail.startedAt === null) {
    return <NotYet detail={detail}>There is a plan to confirm once the bundle was read.</NotYet>;
  }
  return (
    <>
      <StepHeading title={headingOf(detail)}>{confirmedText(detail)}</StepHeading>
      <div className="flex flex-col gap-4">
        <ProblemAlert
          detail={detail}
          title={detail.task === "undo" ? "The undo stopped" : "The import stopped"}
        />
        {detail.state === "waiting" && detail.waitingFor !== null && (
          <Alert tone="warning" isLive title={`Waiting for ${detail.waitingFor}`}>
            One import at a time writes to the directory. This one begins by itself as soon as the other is
            through.
          </Alert>
        )}
        {!isUnderWay && (
          <Alert
            tone={stateFacts(detail.state).tone}
            isLive
            title={stateFacts(detail.state).label}
            actions={
              <ButtonLink variant="primary" size="sm" href={importHref(detail.id, "summary")}>
                See the summary
                <ArrowRight aria-hidden />
              </ButtonLink>
            }
          >
            {detail.state === "undone"
              ? "The import is undone. The summary says what was taken back, and what was left alone."
              : "The import is over. The summary says what became of every kind, and what is left to do."}
          </Alert>
        )}
        <ApplyProgress detail={detail} actions={isUnderWay && <SteerButtons detail={detail} />} />
        <PurgedNote purges={detail.purges} />
        {!isPurged(detail.purges, "log") && (
          <LogViewer
            importId={detail.id}
            pulse={{
              isLive: isUnderWay,
              seq: logSeq,
              processed: progressRows(detail).reduce((sum, kind) => sum + kind.processed, 0),
            }}
          />
        )}
      </div>
    </>
  );
}

function headingOf({ state, task, waitingFor }: ImportDetail): string {
  if (state === "waiting") return waitingFor === null ? "About to start" : "Waiting for its turn";
  if (state === "paused") return task === "undo" ? "Undo paused" : "Paused";
  if (state === "undoing") return "Undoing";
  if (state === "retrying") return "Trying the failed ones again";
  return state === "applying" ? "Importing" : "The run";
}

function confirmedText({ task, undo, confirmedBy }: ImportDetail): string | null {
  if (task === "undo" && undo) return `Undo confirmed by ${undo.confirmedBy}.`;
  return confirmedBy && `Confirmed by ${confirmedBy}.`;
}
