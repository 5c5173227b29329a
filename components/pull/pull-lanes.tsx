import { CircleAlert, CircleCheck, CircleDashed, CirclePause, CircleSlash, CircleStop } from "lucide-react";
import { sourceKindLabels } from "@/components/plan/kind-labels.ts";
import {
  laneStatus,
  lanesByKey,
  laneTotals,
  type PullPhase,
  whatFollows,
} from "@/components/pull/pull-facts.ts";
import { WaitingForWorkos } from "@/components/pull/waiting-for-workos.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Progress } from "@/components/ui/progress.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { PullLane, PullProgress } from "@/lib/api/pull.ts";

const columns =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 px-4 sm:grid-cols-[10rem_minmax(0,1fr)_6rem_6rem] sm:gap-x-4";

/** A card per key, in it a lane per resource: how far, records, requests. */
export function PullLanes({ pull, phase }: { pull: PullProgress; phase: PullPhase }) {
  return lanesByKey(pull).map(({ position, display, isWiped, lanes }) => {
    const { records, requests } = laneTotals(lanes);
    return (
      <Card key={position}>
        <CardHeader
          title={<code className="font-mono text-sm">{display}</code>}
          description={
            <span className="tabular-nums">
              {countOf(records, "record")} with {countOf(requests, "request")}
              {isWiped && "; the key is wiped from this server"}
            </span>
          }
        />
        <div
          aria-hidden
          className={`max-sm:hidden ${columns} border-border border-b bg-muted py-2 font-medium text-muted-foreground text-xs`}
        >
          <span>Resource</span>
          <span>Progress</span>
          <span className="text-right">Records</span>
          <span className="text-right">Requests</span>
        </div>
        <ul aria-label={`Resources of ${display}`} className="divide-y divide-border">
          {lanes.map((lane) => (
            <Lane key={lane.resource} lane={lane} lanes={lanes} phase={phase} />
          ))}
        </ul>
        {lanes.length === 0 && (
          <p className="p-4 text-muted-foreground text-sm">The first counts appear in a moment.</p>
        )}
      </Card>
    );
  });
}

function Lane(props: { lane: PullLane; lanes: readonly PullLane[]; phase: PullPhase }) {
  const { lane, phase } = props;
  const label = sourceKindLabels[lane.resource];
  const { share, text } = laneStatus(lane, props.lanes, phase);
  const follows = whatFollows(lane);
  return (
    <li
      className={`${columns} gap-y-0.5 py-2 text-sm`}
      data-lane={lane.resource}
      data-lane-state={lane.state}
    >
      <span className="font-medium">{label}</span>
      <div className="order-last col-span-2 min-w-0 sm:order-none sm:col-span-1">
        <div className="flex items-center gap-3 text-muted-foreground tabular-nums">
          <span className="flex shrink-0 items-center gap-1.5 sm:min-w-56 [&_svg]:size-3.5 [&_svg]:shrink-0">
            {lane.state === "pulling" && phase === "moving" && lane.waitingUntil ? (
              <WaitingForWorkos until={lane.waitingUntil} otherwise={text} />
            ) : (
              <>
                <LaneIcon lane={lane} phase={phase} />
                {text}
              </>
            )}
          </span>
          {share !== null && (
            <Progress
              label={label}
              value={share}
              max={1}
              valueText={text}
              tone={lane.state === "incomplete" || phase !== "moving" ? "warning" : "primary"}
            />
          )}
        </div>
        {(lane.problem || follows) && (
          <p className="mt-1 max-w-prose text-xs">
            {lane.problem && `${lane.problem.message} ${lane.problem.whatToDo ?? ""} `}
            <span className="text-muted-foreground">{follows}</span>
          </p>
        )}
      </div>
      <span className="text-right tabular-nums">
        {formatNumber(lane.records)}
        <span className="text-muted-foreground sm:sr-only"> records</span>
      </span>
      <span className="text-right text-muted-foreground tabular-nums max-sm:hidden">
        {formatNumber(lane.requests)}
        <span className="sr-only"> requests</span>
      </span>
    </li>
  );
}

function LaneIcon({ lane, phase }: { lane: PullLane; phase: PullPhase }) {
  switch (lane.state) {
    case "done":
      return <CircleCheck aria-hidden className="text-success" />;
    case "incomplete":
      return <CircleAlert aria-hidden className="text-warning" />;
    case "forbidden":
      return <CircleSlash aria-hidden className="text-warning" />;
    case "waiting":
      return <CircleDashed aria-hidden />;
    case "pulling":
      if (phase === "paused") return <CirclePause aria-hidden className="text-warning" />;
      if (phase === "over") return <CircleStop aria-hidden className="text-warning" />;
      return (
        <span aria-hidden className="inline-flex size-3.5 items-center justify-center">
          <span className="size-2 animate-pulse rounded-full bg-primary" />
        </span>
      );
  }
}
