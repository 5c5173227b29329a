"use client";

import { CircleCheck, Pause, Play, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Progress } from "@/components/ui/progress.tsx";
import { formatBytes, formatDuration } from "@/components/wizard/quantity-text.ts";
import { useUpload } from "@/components/wizard/uploads.ts";
import type { ImportFile } from "@/lib/api/contract.ts";
import type { UploadSnapshot } from "@/lib/api/file-upload.ts";

/** A file of the import: stored, on its way, or interrupted. */
export function FileRow(props: {
  file: ImportFile;
  /** Absent while files can't be changed. */
  onRemove?: () => void;
  isRemoving: boolean;
}) {
  const { file } = props;
  const running = useUpload(file.id);
  const snapshot = running?.snapshot ?? null;
  const storedBytes = snapshot?.bytesStored ?? bytesOfParts(file);
  const status = file.isComplete ? "done" : (snapshot?.status ?? "interrupted");
  const isSending = status === "uploading" || status === "retrying";

  return (
    <li className="flex flex-col gap-2 px-4 py-3" data-file-status={status}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 truncate font-medium">{file.name}</p>
        <p className="text-muted-foreground text-sm tabular-nums">
          {status === "done"
            ? formatBytes(file.sizeBytes)
            : `${formatBytes(storedBytes)} of ${formatBytes(file.sizeBytes)}`}
        </p>
        {status === "done" && (
          <span className="inline-flex items-center gap-1 text-sm text-success">
            <CircleCheck aria-hidden className="size-4" />
            Uploaded
          </span>
        )}
        {isSending && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Pause ${file.name}`}
            onClick={() => running?.upload.pause()}
          >
            <Pause aria-hidden />
          </Button>
        )}
        {(status === "paused" || status === "failed") && (
          <Button size="sm" onClick={() => void running?.upload.start()}>
            <Play aria-hidden />
            {status === "failed" ? "Try again" : "Resume"}
            <span className="sr-only"> {file.name}</span>
          </Button>
        )}
        {props.onRemove && (
          <Button
            variant="ghost"
            size="icon"
            isPending={props.isRemoving}
            aria-label={`${status === "done" ? "Remove" : "Cancel"} ${file.name}`}
            onClick={props.onRemove}
          >
            {!props.isRemoving && <Trash2 aria-hidden />}
          </Button>
        )}
      </div>
      {status !== "done" && (
        <>
          <Progress
            label={`Upload of ${file.name}`}
            value={storedBytes}
            max={file.sizeBytes}
            valueText={`${formatBytes(storedBytes)} of ${formatBytes(file.sizeBytes)}`}
            tone={status === "failed" ? "danger" : isSending ? "primary" : "warning"}
          />
          <p
            role={status === "failed" ? "alert" : undefined}
            className="text-muted-foreground text-xs tabular-nums"
          >
            {statusLine(status, snapshot)}
          </p>
        </>
      )}
    </li>
  );
}

function statusLine(
  status: UploadSnapshot["status"] | "interrupted",
  snapshot: UploadSnapshot | null,
): string {
  const reason = snapshot?.error ? `${snapshot.error.message} ${snapshot.error.whatToDo ?? ""}` : "";
  switch (status) {
    case "interrupted":
      return "Interrupted. Choose or drop the same file again: what is stored already is not sent twice.";
    case "paused":
      return "Paused.";
    case "failed":
      return reason;
    case "retrying":
      return `Trying again. ${reason}`;
    case "done":
      return "";
    case "uploading": {
      const rate = snapshot?.bytesPerSecond;
      if (!snapshot || !rate) return "Uploading…";
      const leftMs = ((snapshot.bytesTotal - snapshot.bytesStored) / rate) * 1000;
      return `${formatBytes(rate)} / s, ${formatDuration(leftMs)} left`;
    }
  }
}

function bytesOfParts(file: ImportFile): number {
  return file.uploadedParts.reduce(
    (sum, number) => sum + Math.min(file.partBytes, file.sizeBytes - number * file.partBytes),
    0,
  );
}
