"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { MergeFigure } from "@/components/merge/merge-figure.tsx";
import { DiffTable, diffTotals } from "@/components/plan/diff-table.tsx";
import { kindInSentence } from "@/components/plan/kind-labels.ts";
import { useDecisions } from "@/components/plan/use-decisions.ts";
import { usePlanReview } from "@/components/plan/use-plan-review.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Input } from "@/components/ui/input.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { BlockerList } from "@/components/wizard/blocker-list.tsx";
import { changeImport } from "@/components/wizard/change-import.ts";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { HeldAlert } from "@/components/wizard/held-alert.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import { SteerButtons } from "@/components/wizard/steer-buttons.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { applyImport } from "@/lib/api/mutations.ts";
import type { DiffSummary, PlanReview } from "@/lib/api/plan-review.ts";
import { importKeys } from "@/lib/api/queries.ts";

/** The last look before anything is written. */
export function ConfirmForm({ detail }: { detail: ImportDetail }) {
  const { plan, error, refetch } = usePlanReview(detail);
  return (
    <>
      <StepHeading title="Confirm" actions={<SteerButtons detail={detail} />}>
        This is what the import will write, into <strong className="text-foreground">this directory</strong>:
        the Authio directory of this server.
      </StepHeading>
      <HeldAlert detail={detail} />
      {plan?.diff ? (
        <ConfirmPlan detail={detail} plan={plan} diff={plan.diff} />
      ) : error ? (
        <ErrorAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <div>
          <p role="status" className="mb-3 text-muted-foreground text-sm">
            Comparing the plan with the directory…
          </p>
          <Skeleton className="h-72 w-full" />
        </div>
      )}
    </>
  );
}

function ConfirmPlan(props: { detail: ImportDetail; plan: PlanReview; diff: DiffSummary }) {
  const { detail, plan, diff } = props;
  const client = useQueryClient();
  const { edits } = useDecisions(detail);
  const [typed, setTyped] = useState("");
  const hintId = useId();
  const totals = diffTotals(diff);
  const blockers = plan.issueCodes.filter((issue) => issue.severity === "blocker");
  const isBrakeOn = diff.brake !== null;
  const isBrakeAccepted = diff.brake !== null && typed.trim() === String(diff.brake.gone);
  const obstacle =
    blockers.length > 0
      ? "Resolve the blockers first."
      : edits.length > 0
        ? "Apply or discard your pending changes first."
        : isBrakeOn && !isBrakeAccepted
          ? "Accept the removals first."
          : null;

  const apply = useMutation({
    mutationFn: () =>
      changeImport(client, detail.id, () =>
        applyImport(detail.id, { planHash: plan.planHash, acceptRemovals: isBrakeOn && isBrakeAccepted }),
      ),
    // Somebody planned again meanwhile, or the answer was lost on its way: show how it stands.
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(detail.id) }),
  });

  return (
    <div className="flex flex-col gap-4">
      <Card>
        <MergeFigure records={plan.stats.mergedSourceUsers} people={plan.stats.mergedPeople} />
      </Card>
      <BlockerList importId={detail.id} blockers={blockers} />
      {edits.length > 0 && (
        <Alert
          tone="warning"
          title={`${countOf(edits.length, "change")} to the decisions not applied yet`}
          actions={
            <ButtonLink size="sm" href={importHref(detail.id, "review")}>
              Back to the review
            </ButtonLink>
          }
        >
          The numbers below don't contain them.
        </Alert>
      )}
      {plan.widenings.length > 0 && (
        <Alert tone="warning" title="Your decisions give access that people did not have at the source">
          <ul className="list-disc pl-4">
            {plan.widenings.map((widening) => (
              <li key={`${widening.by} ${widening.role}`}>
                {countOf(widening.memberships, "membership")}{" "}
                {widening.by === "role_map"
                  ? `get the role ${widening.role ?? "—"} through the role map`
                  : "go into the target organization"}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <DiffTable diff={diff} mode={detail.decisions.mode} />
      {isBrakeOn && diff.brake && (
        <Alert
          tone="danger"
          title={`This removes ${formatNumber(diff.brake.gone)} of ${formatNumber(diff.brake.of)} ${kindInSentence(diff.brake.kind)}`}
        >
          <p>
            More than 5 % of a kind is gone at the source. That may be right, or the bundle may be incomplete.
            Look at the list under Changes in the review before you go on.
          </p>
          <Field label={`Type ${diff.brake.gone} to accept the removals`} className="mt-3 max-w-60">
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        </Alert>
      )}
      {apply.error && <ErrorAlert error={apply.error} title="The import did not start." />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant={totals.gone > 0 && detail.decisions.mode === "mirror" ? "danger" : "primary"}
          size="lg"
          isLong
          aria-disabled={obstacle !== null}
          aria-describedby={hintId}
          isPending={apply.isPending}
          onClick={() => obstacle === null && apply.mutate()}
        >
          {confirmLabel(totals, detail)}
        </Button>
        <p id={hintId} className="text-muted-foreground text-sm">
          {obstacle ??
            "You can pause it at any time. Nobody is mailed, and nobody can sign in, before cut-over."}
        </p>
      </div>
    </div>
  );
}

function confirmLabel(totals: ReturnType<typeof diffTotals>, detail: ImportDetail): string {
  const parts = [
    totals.create > 0 && `create ${formatNumber(totals.create)}`,
    totals.update > 0 && `update ${formatNumber(totals.update)}`,
    totals.gone > 0 && detail.decisions.mode === "mirror" && `remove ${formatNumber(totals.gone)}`,
  ].filter(Boolean);
  return parts.length > 0 ? `Import now: ${parts.join(", ")}` : "Import now: nothing to change";
}
