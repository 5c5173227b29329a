import type { PlanScope } from "./plan-scope.ts";
import type { Rows } from "./read-rows.ts";

/** Where a source membership goes, before people are merged. */
const membershipPlaces = ["inside", "excluded", "outside", "no_organization", "no_user"] as const;
type MembershipPlace = (typeof membershipPlaces)[number];

const placeNumber = Object.fromEntries(membershipPlaces.map((place, number) => [place, number])) as Record<
  MembershipPlace,
  number
>;

export type LocatedMemberships = {
  place(membershipRow: number): MembershipPlace;
  /** Memberships that are inside, per user row. */
  countOf(userRow: number): number;
  /** Every membership of a user whose organization is in the snapshot, in the table's order. */
  rowsOf(userRow: number): Uint32Array;
};

/** Decides for every membership whether it is in the plan's scope and whether its user and organization exist. */
export function locateMemberships(rows: Rows, scope: PlanScope): LocatedMemberships {
  const { users, memberships } = rows;
  const places = new Uint8Array(memberships.size);
  const inside = new Uint32Array(users.size);
  const organizations = memberships.organizationIds.texts().map((id) => scope.organization(id));
  const starts = new Uint32Array(users.size + 1);
  for (let row = 0; row < memberships.size; row++) {
    const user = memberships.userRow(row);
    const organization = organizations[memberships.organization(row)] ?? "missing";
    const isExcluded =
      scope.hasExclusions &&
      (scope.isExcluded(memberships.sourceId(row)) || scope.isExcluded(users.sourceId(user)));
    const place = ((): MembershipPlace => {
      if (isExcluded) return "excluded";
      if (organization === "outside") {
        return scope.isExcluded(memberships.organizationSourceId(row)) ? "excluded" : "outside";
      }
      if (organization === "missing") return "no_organization";
      return users.isPresent(user) ? "inside" : "no_user";
    })();
    places[row] = placeNumber[place];
    if (place === "inside") inside[user] = (inside[user] ?? 0) + 1;
    starts[user + 1] = (starts[user + 1] ?? 0) + 1;
  }
  for (let user = 0; user < users.size; user++)
    starts[user + 1] = (starts[user + 1] ?? 0) + (starts[user] ?? 0);
  const next = starts.slice();
  const byUser = new Uint32Array(memberships.size);
  for (let row = 0; row < memberships.size; row++) {
    const user = memberships.userRow(row);
    const at = next[user] ?? 0;
    byUser[at] = row;
    next[user] = at + 1;
  }
  return {
    place: (row) => membershipPlaces[places[row] ?? 0] ?? "inside",
    countOf: (user) => inside[user] ?? 0,
    rowsOf: (user) => byUser.subarray(starts[user], starts[user + 1]),
  };
}
