import { Badge } from "@/components/ui/badge.tsx";
import type { Tone } from "@/components/ui/tone.ts";
import { stateFacts } from "@/components/wizard/wizard-steps.ts";
import type { ScheduleRun } from "@/lib/api/schedules.ts";

const outcomes: Record<ScheduleRun["outcome"], { label: string; tone: Tone }> = {
  running: { label: "Starting", tone: "info" },
  applied: { label: "Applied", tone: "success" },
  held: { label: "Held", tone: "warning" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  skipped: { label: "Skipped", tone: "warning" },
};

/** What became of a run; of one that is at work, how far its import is. */
export function RunOutcome({ run }: { run: ScheduleRun }) {
  const { label, tone } = factsOf(run);
  return <Badge tone={tone}>{label}</Badge>;
}

function factsOf({ outcome, importState }: ScheduleRun): { label: string; tone: Tone } {
  if (outcome === "running" && importState && importState !== "draft") return stateFacts(importState);
  // Applied, but not all of it.
  if (outcome === "applied" && importState === "complete_with_errors") return stateFacts(importState);
  return outcomes[outcome];
}

/** It waits for somebody, or did not get through. */
export const needsSomebody = ({ outcome, finishedAt }: ScheduleRun): boolean =>
  finishedAt === null && (outcome === "held" || outcome === "failed");
