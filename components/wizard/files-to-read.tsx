"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useId } from "react";
import { useDecisions } from "@/components/plan/use-decisions.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { changeImport } from "@/components/wizard/change-import.ts";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { FileDropZone } from "@/components/wizard/file-drop-zone.tsx";
import { FileRow } from "@/components/wizard/file-row.tsx";
import { ImportOptions } from "@/components/wizard/import-options.tsx";
import { useFiles } from "@/components/wizard/use-files.ts";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { editDecisions, startReading } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

/** The bundle's files, its options, and the button that has them read. */
export function FilesToRead({ detail }: { detail: ImportDetail }) {
  const client = useQueryClient();
  const files = useFiles(detail);
  const control = useDecisions(detail);
  const hintId = useId();
  const isPulled = detail.pull !== null;
  const isReady = (detail.files.length > 0 || isPulled) && detail.files.every((file) => file.isComplete);

  const read = useMutation({
    mutationFn: () =>
      changeImport(client, detail.id, async () => {
        if (control.edits.length > 0) {
          await editDecisions(detail.id, control.edits);
          control.discard();
        }
        return startReading(detail.id);
      }),
    // The answer may have been lost on its way: show how it stands.
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(detail.id) }),
  });

  return (
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
            ? `Reads ${isPulled ? "what was pulled, and the files with it," : "the files"} and shows what would happen.`
            : detail.files.length === 0
              ? "Choose a file first."
              : "Possible as soon as every file is uploaded."}
        </p>
      </div>
    </div>
  );
}
