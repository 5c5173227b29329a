import { formatNumber } from "@/components/ui/format-number.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { PullLane, PullProgress, PullResource } from "@/lib/api/pull.ts";

/** Resources that are listed once per record of another, and what their listings are counted in. */
type Parent = { resource: PullResource | null; noun: string; nouns: string };
const parents: Partial<Record<PullResource, Parent>> = {
  organization_memberships: { resource: "organizations", noun: "organization", nouns: "organizations" },
  // The environment's own roles are a listing too.
  roles: { resource: "organizations", noun: "listing", nouns: "listings" },
  directory_users: { resource: "directories", noun: "directory", nouns: "directories" },
  directory_groups: { resource: "directories", noun: "directory", nouns: "directories" },
  auth_factors: { resource: "users", noun: "user", nouns: "users" },
  identities: { resource: "users", noun: "user", nouns: "users" },
};

/** Where only some organizations are wanted, every list is asked for by organization. */
const wantedOrganizations: Parent = { resource: null, noun: "organization", nouns: "organizations" };

const isOver = (lane: PullLane) => lane.state !== "waiting" && lane.state !== "pulling";

/** Whether lanes move, stand still until somebody resumes, or are as the pull left them. */
export type PullPhase = "moving" | "paused" | "over";

/**
 * How far a lane is, in a few words, and as a share from 0 to 1 while it is under way and its total is known.
 * `lanes` are those of the same key.
 */
export function laneStatus(
  lane: PullLane,
  lanes: readonly PullLane[],
  phase: PullPhase,
): { share: number | null; text: string } {
  const parent = parents[lane.resource] ?? (lane.tasks > 1 ? wantedOrganizations : undefined);
  const parentLane = lanes.find(({ resource }) => resource === parent?.resource);
  const isTotalKnown = parentLane === undefined || isOver(parentLane);
  const counts =
    parent && `${formatNumber(lane.tasksDone)} of ${countOf(lane.tasks, parent.noun, parent.nouns)}`;
  const share = parent && isTotalKnown && lane.tasks > 0 ? lane.tasksDone / lane.tasks : null;
  switch (lane.state) {
    case "waiting":
      return {
        share: null,
        text: parent && !isTotalKnown ? `Comes with the ${parent.resource}` : "Not begun",
      };
    case "pulling":
      return {
        share,
        text: [
          phase === "paused" ? "Paused" : phase === "over" ? "Stopped" : counts ? "" : "Page by page",
          counts && (isTotalKnown ? counts : `${counts} so far`),
        ]
          .filter(Boolean)
          .join(", "),
      };
    case "done":
      return { share: null, text: "Complete" };
    case "incomplete":
      return { share, text: counts ? `Ended early, ${counts}` : "Ended early" };
    case "forbidden":
      return { share: null, text: "Forbidden" };
  }
}

/** What a lane that lacks something means for the plan. */
export function whatFollows(lane: PullLane): string | null {
  switch (lane.state) {
    case "forbidden":
      return "The rest is pulled without it; nothing of this kind is removed from the directory.";
    case "incomplete":
      return "What was fetched is used; what is missing is not taken for removed.";
    default:
      return null;
  }
}

/** Records and requests of some lanes. */
export function laneTotals(lanes: readonly PullLane[]): { records: number; requests: number } {
  return {
    records: lanes.reduce((sum, lane) => sum + lane.records, 0),
    requests: lanes.reduce((sum, lane) => sum + lane.requests, 0),
  };
}

/** The keys of a pull with the lanes of each. */
export function lanesByKey(pull: PullProgress) {
  return pull.keys.map((key, position) => ({
    ...key,
    position,
    lanes: pull.lanes.filter((lane) => lane.keyPosition === position),
  }));
}
