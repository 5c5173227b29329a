"use client";

import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { MergeDecisionForm } from "@/components/merge/merge-decision-form.tsx";
import { MergeDrawing } from "@/components/merge/merge-drawing.tsx";
import { MergeEvidence } from "@/components/merge/merge-evidence.tsx";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import type { Tone } from "@/components/ui/tone.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { MergePayload } from "@/lib/api/plan-items.ts";

const decisionTones: Record<MergePayload["decision"], Tone> = {
  merge: "success",
  hold: "warning",
  split: "info",
  undecided: "danger",
};

/** One merge: a line, and on demand the drawing, the evidence and the decision. */
export function MergeCard(props: {
  merge: MergePayload;
  control: DecisionsControl;
  isEditable: boolean;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { merge, isOpen } = props;
  const panelId = useId();
  const pending = props.control.edits.find((edit) => edit.field === "merges" && edit.key === merge.emailKey);
  const organizations = new Set(merge.rows.flatMap((row) => row.organizations.map((one) => one.sourceId)));
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={props.onToggle}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-left text-sm hover:bg-accent/60 focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 text-muted-foreground transition-transform", isOpen && "rotate-90")}
        />
        <span className="min-w-0 flex-1 basis-48">
          <span className="block truncate font-medium">{merge.emailKey}</span>
          <span className="block truncate text-muted-foreground">{merge.name}</span>
        </span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:w-full max-sm:pl-7">
          <span className="text-muted-foreground tabular-nums">
            {countOf(merge.rows.length, "row")} →{" "}
            {countOf(1 + merge.rows.filter((row) => row.isSplit).length, "person", "people")} →{" "}
            {countOf(organizations.size, "organization")}
          </span>
          {merge.conflicts.length > 0 && (
            <Badge className="sm:order-first">{countOf(merge.conflicts.length, "disagreement")}</Badge>
          )}
          <Badge tone={decisionTones[merge.decision]}>{merge.decision}</Badge>
          {pending && <Badge tone="info">change pending</Badge>}
        </span>
      </button>
      {isOpen && (
        <div id={panelId} className="flex flex-col gap-5 border-border border-t p-4">
          <MergeDrawing merge={merge} />
          <MergeEvidence merge={merge} />
          {props.isEditable && <MergeDecisionForm merge={merge} control={props.control} />}
        </div>
      )}
    </li>
  );
}
