import { compareText } from "./compare-text.ts";
import { countingSort } from "./counting-sort.ts";
import type { IssueList } from "./issue-list.ts";
import type { LocatedMemberships } from "./locate-memberships.ts";
import type { People } from "./merge-users.ts";
import type { Rows } from "./read-rows.ts";

/**
 * Rows of the memberships that come along, in the table's order, and how many a merge decision holds back.
 * What stays behind because its user or organization is missing is reported.
 */
export function keepMemberships(
  { users, memberships }: Rows,
  located: LocatedMemberships,
  people: People,
  issues: IssueList,
): { kept: Uint32Array; held: number } {
  const kept = new Uint32Array(memberships.size);
  let count = 0;
  let held = 0;
  for (let row = 0; row < memberships.size; row++) {
    const place = located.place(row);
    const user = memberships.userRow(row);
    if (place === "inside" && people.survivorOf(user) !== undefined) {
      if (people.isHeld(user)) held++;
      else kept[count++] = row;
      continue;
    }
    if (place === "excluded" || place === "outside") continue;
    const sourceId = memberships.sourceId(row);
    const userSourceId = users.sourceId(user);
    const organizationSourceId = memberships.organizationSourceId(row);
    if (place === "no_organization") {
      issues.add({
        code: "membership_without_organization",
        kind: "organization_memberships",
        sourceId,
        organizationSourceId,
        message: `Membership ${sourceId} of user ${userSourceId} is in organization ${organizationSourceId}, which is not in the snapshot.`,
        details: { user_source_id: userSourceId },
      });
      continue;
    }
    const why = place === "no_user" ? "is not in the snapshot" : "has no usable e-mail address";
    issues.add({
      code: "membership_without_user",
      kind: "organization_memberships",
      sourceId,
      organizationSourceId,
      message: `Membership ${sourceId} in organization ${organizationSourceId} is of user ${userSourceId}, who ${why}.`,
      details: { user_source_id: userSourceId },
    });
  }
  return { kept: kept.slice(0, count), held };
}

/**
 * Orders membership rows by organization and person, so that those which become one stand side by side. Two stable
 * counting sorts: a million memberships take a fraction of a second, however many organizations one person is in.
 */
export function orderMemberships(
  kept: Uint32Array,
  { users, memberships }: Rows,
  people: People,
  isOneOrganization: boolean,
): Uint32Array {
  const byPerson = countingSort(kept, users.size, (row) =>
    people.rankOf(people.survivorOf(memberships.userRow(row)) ?? 0),
  );
  if (isOneOrganization) return byPerson;
  const ids = memberships.organizationIds.texts();
  const ranks = new Uint32Array(ids.length);
  ids
    .map((id, organization) => ({ id, organization }))
    .sort((a, b) => compareText(a.id, b.id))
    .forEach(({ organization }, rank) => {
      ranks[organization] = rank;
    });
  return countingSort(byPerson, ids.length, (row) => ranks[memberships.organization(row)] ?? 0);
}
