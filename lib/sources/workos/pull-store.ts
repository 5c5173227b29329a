import type { PullLane, PullResource } from "../../api/pull.ts";

/** What is missing of a listing, for people. */
export type PullProblem = NonNullable<PullLane["problem"]>;

/** One listing that is not at its end: of the whole resource, or of one parent. */
export type PullTask = {
  id: number;
  resource: PullResource;
  /** Source id of the organization, directory or user; empty for the whole resource. */
  parentId: string;
  /** Cursor of the next page; null before the first. */
  cursor: string | null;
};

/** A page that was fetched, and where that leaves its listing. */
export type PulledPage = {
  task: PullTask;
  records: readonly Record<string, unknown>[];
  /** Cursor of the page after it; null at the end. */
  cursor: string | null;
  /** Listings that its records bring. */
  children: readonly { resource: PullResource; parentId: string }[];
  /** Why the listing ends here although WorkOS has more of it. */
  problem: PullProblem | null;
  /** Requests that it took. */
  requests: number;
};

export type LaneEnd = Extract<PullLane["state"], "done" | "incomplete" | "forbidden">;

/**
 * Where the pull of one key keeps what it fetched and how far it is, so that a pull that was interrupted anywhere goes
 * on: a page is kept together with the cursor after it and the listings that it brought, or not at all.
 */
export interface PullStore {
  /** Makes the lanes and their first listings, where they are not there yet. Names the resources that were read from before. */
  begin(
    lanes: readonly { resource: PullResource; rootIds: readonly string[] }[],
  ): Promise<readonly PullResource[]>;
  /** Listings of a resource that are not at their end and whose number is higher, in the order of their numbers. */
  openTasks(resource: PullResource, afterId: number, limit: number): Promise<PullTask[]>;
  /** Keeps a page, if its listing is still where it was when the page was asked for. */
  commit(page: PulledPage): Promise<void>;
  /** Notes why a resource as a whole can't be read. The first reason stays. */
  giveUp(resource: PullResource, problem: PullProblem): Promise<void>;
  /** Closes a lane whose listings are all at their end, or that was given up. */
  endLane(resource: PullResource): Promise<LaneEnd>;
  /** WorkOS lets everything wait until then. */
  wait(until: Date): void;
}

/** Code of the problem of a resource that the key may not read. */
export const forbiddenCode = "forbidden";

/** How a lane ends: whole only if nothing is missing. */
export function laneEnd(problem: Pick<PullProblem, "code"> | null, records: number): LaneEnd {
  if (problem === null) return "done";
  return problem.code === forbiddenCode && records === 0 ? "forbidden" : "incomplete";
}
