import { compareText } from "./compare-text.ts";
import { identityProvider } from "./connection-types.ts";
import type { IssueList } from "./issue-list.ts";
import type { People } from "./merge-users.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { PlannedIdentity } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";

type Claim = { person: number; row: number };

/**
 * The sign-in identities that come along, in order. One of an unverified row does not (decision 8): whoever made
 * the row may never have owned the mailbox, and would sign in as the person who does.
 */
export function planIdentities(rows: Rows, people: People, issues: IssueList): PlannedIdentity[] {
  const { users } = rows;
  const claims = new Map<string, { provider: string; subject: string; claims: Claim[] }>();
  for (const { userSourceId, provider: writtenProvider, subject } of rows.identities.sorted()) {
    const provider = identityProvider(writtenProvider);
    const row = users.find(userSourceId);
    if (row === undefined || !users.isPresent(row)) {
      issues.add({
        code: "factor_without_user",
        kind: "identities",
        sourceId: userSourceId,
        message: `A sign-in identity (${provider}) belongs to user ${userSourceId}, who is not in the snapshot.`,
        details: { provider },
      });
      continue;
    }
    const person = people.survivorOf(row);
    if (person === undefined) continue;
    if (!users.isVerified(row)) {
      issues.add({
        code: "identity_dropped_unverified",
        kind: "identities",
        sourceId: userSourceId,
        message: `The sign-in identity (${provider}) of user ${userSourceId} stays behind: the row's address was never verified.`,
        details: { provider, email_key: users.emailKey(row) },
      });
      continue;
    }
    const key = JSON.stringify([provider, subject]);
    const entry = claims.get(key) ?? { provider, subject, claims: [] };
    entry.claims.push({ person, row });
    claims.set(key, entry);
  }
  const planned: PlannedIdentity[] = [];
  for (const { provider, subject, claims: claimants } of claims.values()) {
    const persons = [...new Set(claimants.map(({ person }) => person))];
    const [person] = persons;
    if (person === undefined) continue;
    if (persons.length > 1) {
      const ids = persons.map((each) => users.sourceId(each)).sort(compareText);
      issues.add({
        code: "identity_conflict",
        kind: "identities",
        sourceId: ids[0] ?? null,
        message: `One sign-in identity (${provider}) belongs to ${ids.join(" and ")}: it was left out for all of them.`,
        details: { provider, subject, user_source_ids: ids },
      });
      continue;
    }
    // Of the person's rows that carry it, the one that ranks highest.
    const owners = new Set(claimants.map(({ row }) => row));
    const owner = people.rowsOf(person).find((row) => owners.has(row)) ?? person;
    planned.push({
      userSourceId: users.sourceId(person),
      sourceUserSourceId: users.sourceId(owner),
      provider,
      subject,
    });
  }
  return planned.sort((a, b) => compareText(a.provider, b.provider) || compareText(a.subject, b.subject));
}

type MfaFlags = {
  /** People whose flag comes along: a verified row of theirs has a factor. */
  enrolled: ReadonlySet<number>;
  /** People who have a factor at the source, whose secret can't be moved. */
  peopleWithFactors: number;
};

/** Reads from the factors who is enrolled for MFA. Only the flag can come along, and only a verified row's does. */
export function planMfaFlags(rows: Rows, scope: PlanScope, people: People, issues: IssueList): MfaFlags {
  const { users } = rows;
  const withFactor = new Set<number>();
  for (const { sourceId, userSourceId } of rows.authFactors.sorted()) {
    if (scope.isExcluded(sourceId)) continue;
    const row = users.find(userSourceId);
    if (row !== undefined && users.isPresent(row)) {
      withFactor.add(row);
      continue;
    }
    issues.add({
      code: "factor_without_user",
      kind: "auth_factors",
      sourceId,
      message: `MFA factor ${sourceId} belongs to user ${userSourceId}, who is not in the snapshot.`,
      details: { user_source_id: userSourceId },
    });
  }
  const enrolled = new Set<number>();
  const peopleWithFactors = new Set<number>();
  for (const row of withFactor) {
    const person = people.survivorOf(row);
    if (person === undefined) continue;
    peopleWithFactors.add(person);
    if (users.isVerified(row)) {
      enrolled.add(person);
      continue;
    }
    issues.add({
      code: "mfa_dropped_unverified",
      kind: "users",
      sourceId: users.sourceId(row),
      message: `The MFA flag of user ${users.sourceId(row)} stays behind: the row's address was never verified.`,
      details: { email_key: users.emailKey(row) },
    });
  }
  return { enrolled, peopleWithFactors: peopleWithFactors.size };
}
