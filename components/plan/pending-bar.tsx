"use client";

import { Undo2 } from "lucide-react";
import { describeEdit } from "@/components/plan/describe-edit.ts";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";

/** Changes that were made on the page and not applied: what they are, apply, undo, discard. */
export function PendingBar({ control }: { control: DecisionsControl }) {
  const { edits, apply } = control;
  const last = edits.at(-1);
  return (
    <div aria-live="polite" className="pointer-events-none sticky bottom-0 z-20 -mx-2 px-2 pb-3 print:hidden">
      {last && (
        <div className="pointer-events-auto rounded-lg border border-border bg-popover p-3 shadow-lg">
          {apply.error && (
            <ErrorAlert error={apply.error} title="The changes were not applied." className="mb-3" />
          )}
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="min-w-0 text-sm">
              <span className="font-medium">{countOf(edits.length, "change")} not applied.</span>{" "}
              <span className="wrap-anywhere text-muted-foreground">Last: {describeEdit(last)}</span>
            </p>
            <div className="flex flex-wrap gap-2">
              <Button size="sm" variant="ghost" disabled={apply.isPending} onClick={control.undo}>
                <Undo2 aria-hidden />
                Undo last
              </Button>
              <Button size="sm" disabled={apply.isPending} onClick={control.discard}>
                Discard
              </Button>
              <Button size="sm" variant="primary" isPending={apply.isPending} onClick={() => apply.mutate()}>
                Apply and plan again ({edits.length})
              </Button>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
