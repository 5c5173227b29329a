import type { PullLane } from "../../lib/api/pull.ts";
import { formatCount } from "../terminal/text-table.ts";

type Lane = Omit<PullLane, "keyPosition">;

const nameColumns = "organization_memberships".length;

/** Where a pull stands, as one line for each resource. */
export function pullLines(lanes: readonly Lane[], now: number): string[] {
  return lanes.map((lane) => {
    const count = formatCount(lane.records).padStart(9);
    return `${lane.resource.replaceAll("_", " ").padEnd(nameColumns)}  ${count}  ${laneState(lane, now)}`.trimEnd();
  });
}

function laneState({ state, tasks, tasksDone, waitingUntil }: Lane, now: number): string {
  if (state === "done") return "done";
  if (state === "incomplete") return "incomplete";
  if (state === "forbidden") return "not allowed";
  if (state === "waiting") return "";
  const secondsLeft = waitingUntil === null ? 0 : Math.ceil((Date.parse(waitingUntil) - now) / 1_000);
  if (secondsLeft > 0) return `waiting for WorkOS, ${secondsLeft} s`;
  return tasks > 1 ? `${formatCount(tasksDone)} of ${formatCount(tasks)} lists` : "…";
}

/** What is missing of a pull, with what to do about it; nothing if nothing is. */
export function pullProblems(lanes: readonly Pick<Lane, "resource" | "problem">[]): string[] {
  return lanes.flatMap(({ resource, problem }) =>
    problem ? [`  ${resource}: ${problem.message} ${problem.whatToDo ?? ""}`.trimEnd()] : [],
  );
}
