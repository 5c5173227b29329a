import type { Decisions } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import type { LocatedMemberships } from "./locate-memberships.ts";
import type { People } from "./merge-users.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";
import type { SourceKind, SourceListFacts } from "./source-records.ts";

/** Enough to look into; the rest is a count. */
const maxExamples = 100;

/** What the snapshot itself gives reason to doubt: ids with several contents, lists that stop after a page. */
export function reportSnapshot(rows: Rows, lists: readonly SourceListFacts[], issues: IssueList): void {
  for (const [kind, sourceIds] of rows.conflicting()) {
    for (const sourceId of sourceIds) {
      issues.add({
        code: "duplicate_record",
        kind,
        sourceId,
        message: `${sourceId} stands several times in ${kind}, with different content.`,
      });
    }
  }
  const firstPages = new Set(lists.filter((list) => list.isProbablyFirstPageOnly).map((list) => list.kind));
  const counts = rows.counts();
  for (const kind of firstPages) {
    issues.add({
      code: "probably_first_page_only",
      kind,
      sourceId: null,
      message: `The snapshot has ${counts[kind]} ${kind}, and WorkOS probably has more of them.`,
      details: { records: counts[kind] },
    });
  }
}

/** Counts the people who are in no organization; they are imported all the same. */
export function reportLonePeople(
  rows: Rows,
  located: LocatedMemberships,
  people: People,
  issues: IssueList,
): void {
  const lone = people.survivors.filter(
    (person) =>
      located.countOf(person) === 0 && people.rowsOf(person).every((row) => located.countOf(row) === 0),
  );
  if (lone.length === 0) return;
  issues.add({
    code: "user_without_membership",
    kind: "users",
    sourceId: null,
    message:
      lone.length === 1 ? "1 person is in no organization." : `${lone.length} people are in no organization.`,
    details: {
      users: lone.length,
      first_source_ids: Array.from(lone.subarray(0, maxExamples), (row) => rows.users.sourceId(row)),
    },
  });
}

/** What decisions leave out, and which of them name nothing that is there: a slip, or another bundle's decisions. */
export function reportDecisions(
  rows: Rows,
  people: People,
  book: RoleBook,
  decisions: Decisions,
  issues: IssueList,
): void {
  const namesNothing = (decision: keyof Decisions, kind: SourceKind, key: string) => {
    issues.add({
      code: "decision_without_record",
      kind,
      sourceId: null,
      message: `"${key}" is named in the decisions (${decision}), but not in this snapshot.`,
      details: { decision, key },
    });
  };
  for (const sourceId of new Set(decisions.exclusions)) {
    const kinds = rows.kindsOf(sourceId);
    if (kinds.length === 0) namesNothing("exclusions", "users", sourceId);
    for (const kind of kinds) {
      issues.add({
        code: "record_excluded",
        kind,
        sourceId,
        message: `${sourceId} (${kind}) stays behind by your decision, with everything that hangs on it.`,
      });
    }
  }
  for (const sourceId of new Set(decisions.organizations ?? [])) {
    if (!rows.organizations.has(sourceId)) namesNothing("organizations", "organizations", sourceId);
  }
  for (const sourceId of Object.keys(decisions.slugs)) {
    if (!rows.organizations.has(sourceId)) namesNothing("slugs", "organizations", sourceId);
  }
  for (const role of book.unseen()) namesNothing("roleMap", "organization_memberships", role);
  for (const emailKey of new Set(decisions.adoptions)) {
    if (people.findByEmail(emailKey) === undefined) namesNothing("adoptions", "users", emailKey);
  }
}
