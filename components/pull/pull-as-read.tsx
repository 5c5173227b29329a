import { ArrowRight } from "lucide-react";
import { PullLanes } from "@/components/pull/pull-lanes.tsx";
import { PulledFrom } from "@/components/pull/pulled-from.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { ProblemAlert } from "@/components/wizard/import-frame.tsx";
import { StepHeading } from "@/components/wizard/step-heading.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail, PullProgress } from "@/lib/api/contract.ts";

/** Step 2 of a live import once its pull is over. */
export function PullAsRead({ detail, pull }: { detail: ImportDetail; pull: PullProgress }) {
  return (
    <>
      <StepHeading title="What was pulled">
        To bring newer data, start another import under the same source name.
      </StepHeading>
      {detail.state === "failed" && <ProblemAlert detail={detail} title="The import failed" />}
      <div className="flex flex-col gap-4">
        <PulledFrom pull={pull} />
        <PullLanes pull={pull} phase="over" />
        {detail.plannedAt && (
          <ButtonLink variant="primary" href={importHref(detail.id, "review")} className="self-start">
            See the plan
            <ArrowRight aria-hidden />
          </ButtonLink>
        )}
      </div>
    </>
  );
}
