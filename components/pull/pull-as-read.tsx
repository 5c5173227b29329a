import { ArrowRight } from "lucide-react";
import { PullLanes } from "@/components/pull/pull-lanes.tsx";
import { PulledFrom } from "@/components/pull/pulled-from.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { ProblemAlert } from "@/components/wizard/import-frame.tsx";
import { ReadButton } from "@/components/wizard/read-button.tsx";
import { SteerButtons } from "@/components/wizard/steer-buttons.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { connectHref, importHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import type { PullProgress } from "@/lib/api/pull.ts";

/** Step 2 of a live import once its pull is over. `isOpen`: it can be pulled again. */
export function PullAsRead(props: { detail: ImportDetail; pull: PullProgress; isOpen: boolean }) {
  const { detail, pull, isOpen } = props;
  const hasFailed = detail.state === "failed";
  return (
    <>
      <StepHeading title="What was pulled" actions={<SteerButtons detail={detail} />}>
        {isOpen
          ? "The snapshot that the plan is made of."
          : "The snapshot that the plan was made of. To bring newer data, start another import under the same source name."}
      </StepHeading>
      {hasFailed && <ProblemAlert detail={detail} title="The snapshot could not be read" />}
      <div className="flex flex-col gap-4">
        <PulledFrom pull={pull} />
        <PullLanes pull={pull} phase="over" />
        <div className="flex flex-wrap gap-2">
          {isOpen && hasFailed && (
            <ReadButton importId={detail.id} label="Read and plan again" variant="primary" />
          )}
          {detail.plannedAt && (
            <ButtonLink variant="primary" href={importHref(detail.id, "review")}>
              See the plan
              <ArrowRight aria-hidden />
            </ButtonLink>
          )}
          {isOpen && <ButtonLink href={connectHref(detail.id)}>Pull again</ButtonLink>}
        </div>
      </div>
    </>
  );
}
