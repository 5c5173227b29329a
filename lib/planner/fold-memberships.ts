import { compareText } from "./compare-text.ts";
import { roleCovers, roleRank } from "./role-book.ts";

/** One of several source memberships that a merge brings together in one organization. */
type MeetingMembership = {
  row: number;
  sourceId: string;
  /** Whether the user row it belonged to was verified. */
  isVerified: boolean;
  /** 0 active, 1 pending, 2 inactive. */
  statusRank: number;
  createdAt: number | null;
  /** Its roles, the main one first: as the role table reads them … */
  undecided: readonly string[];
  /** … and with the admin's role map. */
  decided: readonly string[];
};

export type FoldedMembership = {
  /** Deciding one first; its status may be another's. */
  order: readonly MeetingMembership[];
  statusRank: number;
  /** The main one first. */
  roles: readonly string[];
  /** Main roles that met, the kept one first; one entry when they agree. */
  metRoles: readonly string[];
  /** `open`: two custom roles of equal standing, and nobody has decided. */
  conflict: "none" | "ruled" | "decided" | "open";
  /** Roles of the result that nobody's undecided roles in force cover: only a decision can have added them. */
  added: readonly string[];
};

const mainRole = (roles: readonly string[]): string => roles[0] ?? "member";

/** Verified before unverified, then the higher role, then the better status; the rest only makes it definite. */
function compareMeeting(a: MeetingMembership, b: MeetingMembership): number {
  const roleA = mainRole(a.decided);
  const roleB = mainRole(b.decided);
  return (
    Number(b.isVerified) - Number(a.isVerified) ||
    roleRank(roleB) - roleRank(roleA) ||
    a.statusRank - b.statusRank ||
    compareText(roleA, roleB) ||
    (a.createdAt === b.createdAt
      ? 0
      : (a.createdAt ?? Number.POSITIVE_INFINITY) - (b.createdAt ?? Number.POSITIVE_INFINITY)) ||
    compareText(a.sourceId, b.sourceId)
  );
}

/** Roles that no membership in force allows. */
export function rolesBeyond(
  roles: readonly string[],
  inForce: readonly Pick<MeetingMembership, "undecided">[],
): string[] {
  return roles.filter(
    (role) => !inForce.some((membership) => membership.undecided.some((had) => roleCovers(had, role))),
  );
}

/**
 * Makes one membership of several: the best status; the role from a verified row before an unverified one, then the
 * higher. A role counts only if a membership of that best status allows it: an inactive owner who is an active member
 * elsewhere must not come out as an active owner.
 *
 * @param chosen the role that an admin has chosen for this person here, if roles meet and somebody has.
 */
export function foldMemberships(
  meeting: readonly MeetingMembership[],
  chosen: string | undefined,
): FoldedMembership {
  const ordered = meeting.toSorted(compareMeeting);
  const statusRank = Math.min(...meeting.map((membership) => membership.statusRank));
  const inForce = ordered.filter((membership) => membership.statusRank === statusRank);
  const isAllowed = (membership: MeetingMembership) =>
    rolesBeyond(membership.undecided, inForce).length === 0;
  const ruling = ordered.find(isAllowed) ?? ordered[0];
  if (ruling === undefined) throw new Error("foldMemberships needs at least one membership");

  const grants = new Set(
    meeting.map((membership) => JSON.stringify([...membership.decided].sort(compareText))),
  );
  const isConflict = grants.size > 1;
  const isChosen = isConflict && chosen !== undefined;
  const bearer = isChosen ? ordered.find((membership) => mainRole(membership.decided) === chosen) : ruling;
  const deciding = bearer ?? ruling;
  const role = isChosen ? chosen : mainRole(ruling.decided);
  const roles = mainRole(deciding.decided) === role && isAllowed(deciding) ? deciding.decided : [role];
  const isOpen = ordered.some(
    (membership) =>
      membership.isVerified === ruling.isVerified &&
      membership.statusRank === ruling.statusRank &&
      mainRole(membership.decided) !== role &&
      roleRank(mainRole(membership.decided)) === roleRank(role),
  );
  const order = [deciding, ...ordered.filter((membership) => membership !== deciding)];
  return {
    order,
    statusRank,
    roles,
    metRoles: [...new Set([role, ...order.map((membership) => mainRole(membership.decided))])],
    conflict: !isConflict ? "none" : isChosen ? "decided" : isOpen ? "open" : "ruled",
    added: rolesBeyond(roles, inForce),
  };
}
