import { countOf } from "@/components/wizard/quantity-text.ts";
import type { Drift } from "@/lib/api/drift.ts";

type Organization = Drift["items"][number];
type Change = Organization["people"][number];

/** Words for what happened, or will happen, to one membership. */
export function changeWords({ change, from, to, reason }: Change, isApplied: boolean): string {
  const will = (done: string, planned: string) => (isApplied ? done : planned);
  switch (change) {
    case "joined": {
      const who = reason === "new_person" ? "new to the directory" : "known from elsewhere";
      return `${will("joined", "joins")} as ${to ?? "member"}, ${who}`;
    }
    case "left":
      return `${will("left", "leaves")}${from ? `, was ${from}` : ""}: ${leavingReasons[reason ?? "membership_gone"]}`;
    case "role":
    case "status":
      return `${change} ${from ?? "none"} → ${to ?? "none"}`;
    case "merged":
      return `${will("went over", "goes over")} to another person`;
    case "sources":
      return `${will("stems", "will stem")} from other memberships at WorkOS`;
  }
}

const leavingReasons: Record<NonNullable<Change["reason"]>, string> = {
  membership_gone: "the membership is gone at WorkOS",
  person_gone: "the person is gone at WorkOS",
  merged: "merged into another member",
  new_person: "the person is new",
  known_person: "the person is known from elsewhere",
};

/** `+3 joined`, `−1 left`, `2 roles changed` …: an organization's changes, those that are none left out. */
export function changeCounts(organization: Organization): string[] {
  const { joined, left, role, status, merged, sources } = organization;
  return [
    joined > 0 && `+${joined} joined`,
    left > 0 && `−${left} left`,
    role > 0 && countOf(role, "role changed", "roles changed"),
    status > 0 && countOf(status, "status changed", "statuses changed"),
    merged > 0 && `${merged} went over in a merge`,
    sources > 0 && countOf(sources, "with another origin", "with other origins"),
  ].filter((part) => part !== false);
}

/** Why an organization has fewer memberships here than at WorkOS; null if it has as many. */
export function fewerMemberships({ folded, held }: Organization): string | null {
  const parts = [
    folded > 0 && `${countOf(folded, "membership")} folded into another of the same person`,
    held > 0 && `${countOf(held, "membership")} held until somebody decides`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : `Fewer than at WorkOS: ${parts.join(", ")}.`;
}
