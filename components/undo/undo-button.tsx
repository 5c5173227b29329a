"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from "@/components/ui/dialog.tsx";
import { takesBack, undoSentence } from "@/components/undo/undo-counts.ts";
import { UndoReport } from "@/components/undo/undo-report.tsx";
import { changeImport } from "@/components/wizard/change-import.ts";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { undoImport } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";
import { isPurged } from "@/lib/api/storage.ts";

/** True while there is something that this import wrote and that can be taken back. */
export function canUndo({ state, progress, purges }: ImportDetail): boolean {
  const hasEnded = state === "complete" || state === "complete_with_errors" || state === "cancelled";
  return (
    hasEnded &&
    !isPurged(purges, "journal") &&
    progress.some((kind) => kind.created + kind.updated + kind.removed > 0)
  );
}

/** Opens a preview of the undo, from which it can be confirmed. */
export function UndoButton({ detail }: { detail: ImportDetail }) {
  const client = useQueryClient();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const undo = useMutation({
    mutationFn: () => changeImport(client, detail.id, () => undoImport(detail.id)),
    onSuccess: () => router.push(importHref(detail.id, "confirm")),
    // Somebody else was quicker, or the answer was lost on its way: show how it stands.
    onError: () => client.invalidateQueries({ queryKey: importKeys.detail(detail.id) }),
  });
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Undo2 aria-hidden />
          Undo this import
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Undo this import?"
        description="What it created is removed, what it removed comes back, what it changed is set back. What was touched since stays as it is."
        className="max-w-2xl"
      >
        <UndoReport importId={detail.id}>
          {(kinds) => (
            <>
              {undo.error && <ErrorAlert error={undo.error} title="The undo did not start." />}
              {!takesBack(kinds) && <p className="text-sm">So there is nothing to take back.</p>}
              <DialogFooter>
                <Button onClick={() => setOpen(false)}>Keep the import</Button>
                {takesBack(kinds) && (
                  <Button variant="danger" isLong isPending={undo.isPending} onClick={() => undo.mutate()}>
                    Undo: {undoSentence(kinds)}
                  </Button>
                )}
              </DialogFooter>
            </>
          )}
        </UndoReport>
      </DialogContent>
    </Dialog>
  );
}
