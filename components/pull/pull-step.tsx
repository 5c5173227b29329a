"use client";

import { MergeCounter } from "@/components/pull/merge-counter.tsx";
import { laneTotals } from "@/components/pull/pull-facts.ts";
import { PullLanes } from "@/components/pull/pull-lanes.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { ProblemAlert } from "@/components/wizard/import-frame.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import { ReadButton } from "@/components/wizard/read-button.tsx";
import { ThrottledStatus } from "@/components/wizard/reading-progress.tsx";
import { SteerButtons } from "@/components/wizard/steer-buttons.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { connectHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import type { PullProgress } from "@/lib/api/pull.ts";

/** Step 2 while a pull runs or rests: the merge counter, and a lane per resource. */
export function PullStep({ detail, pull }: { detail: ImportDetail; pull: PullProgress }) {
  const isMoving = detail.state === "pulling";
  const { mergedRows, mergedPeople } = pull.merge;
  return (
    <>
      <StepHeading
        title={isMoving ? "Pulling from WorkOS" : "The pull is paused"}
        actions={<SteerButtons detail={detail} />}
      >
        {isMoving
          ? "You may close this tab: the pull goes on, and this page shows it again when you come back. Nothing is written to the directory in this step."
          : "What was fetched is kept. Resumed, it goes on at the next page and fetches nothing twice."}
      </StepHeading>
      <ProblemAlert detail={detail} title="The pull stopped" />
      <div className="flex flex-col gap-4">
        <MergeCounter merge={pull.merge} />
        <PullLanes pull={pull} phase={isMoving ? "moving" : "paused"} />
        {!isMoving && <OtherWays importId={detail.id} />}
      </div>
      <ThrottledStatus
        text={`${countOf(laneTotals(pull.lanes).records, "record")} pulled, ${countOf(mergedRows, "row")} become ${countOf(mergedPeople, "person", "people")}`}
      />
    </>
  );
}

/** For a pull that can't or need not go on. */
function OtherWays({ importId }: { importId: string }) {
  return (
    <Card>
      <CardHeader title="Instead of resuming" />
      <CardContent className="grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2">
        <div className="flex flex-col items-start gap-2">
          <p className="text-muted-foreground">
            Plan with what was fetched. What is missing counts as incomplete: it removes nothing.
          </p>
          <ReadButton importId={importId} label="Read what is there" />
        </div>
        <div className="flex flex-col items-start gap-2">
          <p className="text-muted-foreground">
            Another key, or other options. What was fetched is then fetched again.
          </p>
          <ButtonLink href={connectHref(importId)}>Start the pull anew</ButtonLink>
        </div>
      </CardContent>
    </Card>
  );
}
