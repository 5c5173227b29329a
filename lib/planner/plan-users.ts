import { foldUserFields } from "./fold-user-fields.ts";
import type { IssueList } from "./issue-list.ts";
import type { People } from "./merge-users.ts";
import type { PlannedUser } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";

export type PlannedUsers = {
  count: number;
  unverified: number;
  mfaEnrolled: number;
  all(): Iterable<PlannedUser>;
};

/** Makes people's records of their rows. `enrolled` are those whose MFA flag comes along. */
export function planUsers(rows: Rows, people: People, enrolled: ReadonlySet<number>): PlannedUsers {
  const { users } = rows;
  const isEmailVerified = (survivor: number) =>
    users.isVerified(survivor) && people.emailOf(survivor) === users.emailKey(survivor);
  const one = (survivor: number): PlannedUser => {
    const sources = people.rowsOf(survivor).map((row) => users.source(row));
    const fields = foldUserFields(sources);
    const sourceId = users.sourceId(survivor);
    const email = people.emailOf(survivor);
    return {
      sourceId,
      email,
      isEmailVerified: isEmailVerified(survivor),
      firstName: fields.firstName,
      lastName: fields.lastName,
      name: personName(fields, email, sourceId),
      pictureUrl: fields.pictureUrl,
      externalId: fields.externalId,
      locale: fields.locale,
      metadata: fields.metadata,
      isMfaEnrolled: enrolled.has(survivor),
      lastSignInAt: fields.lastSignInAt,
      createdAt: fields.createdAt,
      sources,
    };
  };
  let unverified = 0;
  for (const survivor of people.survivors) {
    if (!isEmailVerified(survivor)) unverified++;
  }
  return {
    count: people.survivors.length,
    unverified,
    mfaEnrolled: enrolled.size,
    *all() {
      for (const survivor of people.survivors) yield one(survivor);
    },
  };
}

/** Never empty: full name, else the address's local part, else the source id. */
export function personName(
  { firstName, lastName }: Pick<PlannedUser, "firstName" | "lastName">,
  email: string | null,
  sourceId: string,
): string {
  const first = firstName?.trim();
  const last = lastName?.trim();
  const fullName = first && last ? `${first} ${last}` : first || last;
  return fullName || email?.slice(0, email.lastIndexOf("@")) || sourceId;
}

/** Says of every merge on what its rows disagree, which of them are unverified, and what waits for a decision. */
export function reportMerges(
  rows: Rows,
  people: People,
  isDecided: (emailKey: string) => boolean,
  issues: IssueList,
) {
  const { users } = rows;
  for (const group of people.groups) {
    const { emailKey } = group;
    const folded = group.rows.filter((row) => !group.splitRows.has(row));
    const [survivor] = folded;
    if (survivor === undefined || folded.length < 2) continue;
    const sourceId = users.sourceId(survivor);
    const { conflicts } = foldUserFields(folded.map((row) => users.source(row)));
    if (conflicts.length > 0) {
      const fields = conflicts.map((conflict) => conflict.field);
      issues.add({
        code: "merge_field_conflict",
        kind: "users",
        sourceId,
        message: `The ${folded.length} rows of ${emailKey} disagree on ${fields.join(", ")}.`,
        details: { email_key: emailKey, fields },
      });
    }
    const unverified = folded.filter((row) => !users.isVerified(row));
    if (group.decision === "undecided") {
      issues.add({
        code: "merge_undecided",
        kind: "users",
        sourceId,
        message: `${emailKey} has ${folded.length} rows, ${unverified.length} of them unverified: the memberships of the unverified ones are held until you decide.`,
        details: { email_key: emailKey, held: group.heldRows.map((row) => users.sourceId(row)) },
      });
    } else if (!isDecided(emailKey)) {
      for (const row of unverified) {
        issues.add({
          code: "user_unverified_duplicate",
          kind: "users",
          sourceId: users.sourceId(row),
          message: `User ${users.sourceId(row)} is unverified and shares ${emailKey} with ${folded.length - 1} more: its memberships come along, its sign-in identities and MFA flag do not.`,
          details: { email_key: emailKey, survivor: sourceId },
        });
      }
    }
  }
}
