"use client";

import { ArrowLeft } from "lucide-react";
import { mergeConsequence } from "@/components/merge/merge-consequence.ts";
import { MergeDecisionForm } from "@/components/merge/merge-decision-form.tsx";
import { MergeDrawing } from "@/components/merge/merge-drawing.tsx";
import { MergeEvidence } from "@/components/merge/merge-evidence.tsx";
import { mergeOutcome } from "@/components/merge/merge-outcome.ts";
import { decisionTones, decisionWords } from "@/components/merge/merge-words.ts";
import { decisionWith, type PendingMerge } from "@/components/merge/pending-merges.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import type { PlainDecisions } from "@/lib/api/decision-edits.ts";
import type { MergeDetail } from "@/lib/api/merge-groups.ts";
import type { MergeDecision } from "@/lib/planner/decisions.ts";

/** One group: what is decided and what follows from it, drawn; then its rows side by side. */
export function MergeDetailView(props: {
  detail: MergeDetail;
  pending: PendingMerge | null;
  /** With what is pending of them. */
  decisions: PlainDecisions;
  isEditable: boolean;
  onDecide: (decision: MergeDecision | null) => void;
  onBack: () => void;
}) {
  const { detail, pending, decisions } = props;
  const { merge, row, decided } = detail;
  const decision = decisionWith(decided, pending, merge.rows);
  const outcome = mergeOutcome(merge, decision, decisions);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" variant="ghost" className="xl:hidden" onClick={props.onBack}>
          <ArrowLeft aria-hidden />
          All groups
        </Button>
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="truncate font-medium text-base">{merge.emailKey}</h3>
          <p className="truncate text-muted-foreground text-sm">{merge.name}</p>
        </div>
        <p className="flex flex-wrap items-center gap-1.5">
          <Badge tone={decisionTones[row.decision]}>{decisionWords[row.decision]}</Badge>
          <span className="text-muted-foreground text-xs">
            {decided ? "decided by a person" : "by the policy"}
          </span>
          {pending && <Badge tone="info">→ {pending.action ?? "policy"}, not applied</Badge>}
        </p>
      </header>
      {props.isEditable && (
        <MergeDecisionForm
          merge={merge}
          policy={decisions.policy}
          decision={decision}
          onDecide={props.onDecide}
        />
      )}
      <div aria-live="polite" className="flex flex-col gap-1 text-sm">
        {mergeConsequence(outcome).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <MergeDrawing outcome={outcome} rows={merge.rows} />
      <MergeEvidence emailKey={merge.emailKey} rows={merge.rows} outcome={outcome} />
    </div>
  );
}
