"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import { useDecisions } from "@/components/plan/use-decisions.ts";
import { PullAsRead } from "@/components/pull/pull-as-read.tsx";
import { PullStep } from "@/components/pull/pull-step.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { FileDropZone } from "@/components/wizard/file-drop-zone.tsx";
import { FileRow } from "@/components/wizard/file-row.tsx";
import { ImportFrame, ProblemAlert } from "@/components/wizard/import-frame.tsx";
import { ImportOptions } from "@/components/wizard/import-options.tsx";
import { ReadingProgress } from "@/components/wizard/reading-progress.tsx";
import { SteerButtons } from "@/components/wizard/steer-buttons.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { useFiles } from "@/components/wizard/use-files.ts";
import { importHref, stateFacts } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { putDecisions, startReading } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

/** Step 2, first half: the bundle's files, and reading them. */
export function UploadStep({ importId }: { importId: string }) {
  return (
    <ImportFrame importId={importId} step="upload">
      {(detail) => <UploadBody detail={detail} />}
    </ImportFrame>
  );
}

function UploadBody({ detail }: { detail: ImportDetail }) {
  useGoOnToReview(detail);
  const { pull } = detail;
  const isAtWork = detail.state === "reading" || detail.state === "planning";
  const isOpen =
    detail.state === "draft" ||
    detail.state === "review" ||
    (detail.state === "failed" && detail.startedAt === null);

  if (pull && (detail.state === "pulling" || detail.state === "pull_paused")) {
    return <PullStep detail={detail} pull={pull} />;
  }
  if (isAtWork) {
    return (
      <>
        <StepHeading
          title={pull ? "Reading what was pulled" : "Reading the bundle"}
          actions={<SteerButtons detail={detail} />}
        />
        <ReadingProgress detail={detail} />
      </>
    );
  }
  if (pull && detail.state !== "draft") return <PullAsRead detail={detail} pull={pull} />;
  if (!isOpen) return <FilesAsRead detail={detail} />;
  return <FilesToRead detail={detail} />;
}

function FilesToRead({ detail }: { detail: ImportDetail }) {
  const client = useQueryClient();
  const files = useFiles(detail);
  const control = useDecisions(detail);
  const hintId = useId();
  const isReady = detail.files.length > 0 && detail.files.every((file) => file.isComplete);

  const read = useMutation({
    mutationFn: async () => {
      if (control.edits.length > 0) {
        await putDecisions(detail.id, control.decisions);
        control.discard();
      }
      return startReading(detail.id);
    },
    onSuccess: (answer) => client.setQueryData(importKeys.detail(detail.id), answer),
    // The answer may have been lost on its way: show how it stands.
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(detail.id) }),
  });

  return (
    <>
      <StepHeading title="Upload the bundle" actions={<SteerButtons detail={detail} />}>
        Files are stored in parts as they arrive: an upload goes on where it stopped, also after a reload.
        Nothing is written to the directory in this step.
        {detail.state === "review" && " Another set of files needs another plan; your decisions stay."}
      </StepHeading>
      <ProblemAlert detail={detail} title="The bundle could not be read" />
      <div className="flex flex-col gap-4">
        <FileDropZone onFiles={(picked) => void files.add(picked)} isCompact={detail.files.length > 0} />
        {files.refused.map((refusal) => (
          <Alert key={refusal.name} tone="warning" isLive title={refusal.name}>
            {refusal.reason}
          </Alert>
        ))}
        {files.error !== null && <ErrorAlert error={files.error} />}
        {detail.files.length > 0 && (
          <Card>
            <ul aria-label="Files of this bundle" className="divide-y divide-border">
              {detail.files.map((file) => (
                <FileRow
                  key={file.id}
                  file={file}
                  onRemove={() => files.remove(file.id)}
                  isRemoving={files.removingId === file.id}
                />
              ))}
            </ul>
          </Card>
        )}
        <Card>
          <CardHeader title="Options" description="You can change them again in the review." />
          <CardContent>
            <ImportOptions control={control} />
          </CardContent>
        </Card>
        {read.error && <ErrorAlert error={read.error} title="Reading did not start." />}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            size="lg"
            aria-disabled={!isReady}
            aria-describedby={hintId}
            isPending={read.isPending}
            onClick={() => isReady && read.mutate()}
          >
            {detail.state === "review" ? "Read and plan again" : "Read and plan"}
            <ArrowRight aria-hidden />
          </Button>
          {detail.state === "review" && (
            <ButtonLink size="lg" href={importHref(detail.id, "review")}>
              See the plan
            </ButtonLink>
          )}
          <p id={hintId} className="text-muted-foreground text-sm">
            {isReady
              ? "Reads the files and shows what would happen."
              : detail.files.length === 0
                ? "Choose a file first."
                : "Possible as soon as every file is uploaded."}
          </p>
        </div>
      </div>
    </>
  );
}

function FilesAsRead({ detail }: { detail: ImportDetail }) {
  return (
    <>
      <StepHeading title="The bundle as it was read">
        {stateFacts(detail.state).step === "summary"
          ? "This import is over. To bring newer data, start another under the same source name."
          : "To bring other files, start another import under the same source name."}
      </StepHeading>
      <Card className="mb-4">
        <ul aria-label="Files of this bundle" className="divide-y divide-border">
          {detail.files.map((file) => (
            <FileRow key={file.id} file={file} isRemoving={false} />
          ))}
        </ul>
      </Card>
      {detail.plannedAt && (
        <ButtonLink variant="primary" href={importHref(detail.id, "review")}>
          See the plan
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </>
  );
}

/** Whoever watched the work goes on to its result; whoever came back to look at the data stays. */
function useGoOnToReview(detail: ImportDetail) {
  const router = useRouter();
  const sawWork = useRef(false);
  const [hasLeft, setLeft] = useState(false);
  useEffect(() => {
    if (["pulling", "reading", "planning"].includes(detail.state)) sawWork.current = true;
    if (detail.state === "review" && sawWork.current && !hasLeft) {
      setLeft(true);
      router.push(importHref(detail.id, "review"));
    }
  }, [detail.id, detail.state, hasLeft, router]);
}
