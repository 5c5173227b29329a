import type { PlainDecisions } from "@/lib/api/decision-edits.ts";
import type { MergePayload } from "@/lib/api/merge-groups.ts";
import { compareText } from "@/lib/planner/compare-text.ts";
import type { MergeDecision } from "@/lib/planner/decisions.ts";
import { foldMemberships } from "@/lib/planner/fold-memberships.ts";
import { foldUserFields } from "@/lib/planner/fold-user-fields.ts";
import { personName } from "@/lib/planner/plan-users.ts";
import { RoleBook } from "@/lib/planner/role-book.ts";
import { settleGroup } from "@/lib/planner/settle-group.ts";
import { membershipStatuses } from "@/lib/planner/source-records.ts";

export type MergeSourceRow = MergePayload["rows"][number];
type RowOrganization = MergeSourceRow["organizations"][number];

export type OutcomeMembership = {
  organizationId: string;
  organizationName: string;
  /** Null: different custom roles meet, and somebody has to choose. */
  role: string | null;
  status: RowOrganization["status"];
};

export type OutcomePerson = {
  sourceId: string;
  name: string;
  /** Null: nobody can sign in as this person until an address is set. */
  email: string | null;
  isSplit: boolean;
  isVerified: boolean;
  /** Survivor first. */
  rows: readonly MergeSourceRow[];
  fields: ReturnType<typeof foldUserFields>;
  memberships: readonly OutcomeMembership[];
};

/** What becomes of a group: of its rows under a decision that may not be applied yet, by the planner's own rules. */
export type MergeOutcome = {
  decision: MergePayload["decision"];
  /** Who keeps the address comes first; the others are split off. */
  people: readonly OutcomePerson[];
  heldRows: ReadonlySet<MergeSourceRow>;
  /** Memberships of held rows in organizations where no other row is. */
  leftOut: readonly OutcomeMembership[];
  /** Memberships that none but unverified rows bring along. */
  fromUnverified: readonly OutcomeMembership[];
};

export function mergeOutcome(
  { emailKey, rows }: Pick<MergePayload, "emailKey" | "rows">,
  decision: MergeDecision | null,
  decisions: PlainDecisions,
): MergeOutcome {
  const settled = settleGroup(
    rows,
    {
      sourceId: (row) => row.sourceId,
      isVerified: (row) => row.isEmailVerified,
      hasMemberships: (row) => row.organizations.length > 0,
    },
    decision ?? undefined,
    decisions.policy,
  );
  const heldRows = new Set(settled.heldRows);
  const addresses = decision?.action === "split" ? decision.addresses : {};
  const book = new RoleBook(decisions);
  const memberships = (of: readonly MergeSourceRow[], person: string) =>
    foldOrganizations(of, person, decisions, book);
  const person = (of: readonly MergeSourceRow[], isSplit: boolean): OutcomePerson[] => {
    const [survivor] = of;
    if (survivor === undefined) return [];
    const { sourceId } = survivor;
    const email = isSplit ? (addresses[sourceId] ?? null) : emailKey;
    const fields = foldUserFields(of);
    return [
      {
        sourceId,
        name: personName(fields, email, sourceId),
        email,
        isSplit,
        isVerified: survivor.isEmailVerified && email === emailKey,
        rows: of,
        fields,
        memberships: memberships(
          of.filter((row) => !heldRows.has(row)),
          email ?? sourceId,
        ),
      },
    ];
  };
  const folded = rows.filter((row) => !settled.splitRows.has(row));
  const keeper = person(folded, false);
  const people = [...keeper, ...[...settled.splitRows].flatMap((row) => person([row], true))];
  const there = new Set(keeper.flatMap((one) => one.memberships.map((each) => each.organizationId)));
  const verified = folded.filter((row) => row.isEmailVerified);
  const proven = new Set(memberships(verified, emailKey).map((each) => each.organizationId));
  return {
    decision: settled.decision,
    people,
    heldRows,
    leftOut: memberships(settled.heldRows, emailKey).filter((one) => !there.has(one.organizationId)),
    fromUnverified: keeper.flatMap((one) =>
      one.memberships.filter((each) => !proven.has(each.organizationId)),
    ),
  };
}

/** One membership per organization, in the order of their names. */
function foldOrganizations(
  rows: readonly MergeSourceRow[],
  person: string,
  decisions: PlainDecisions,
  book: RoleBook,
): OutcomeMembership[] {
  const meeting = new Map<string, { name: string; had: { row: MergeSourceRow; had: RowOrganization }[] }>();
  for (const row of rows) {
    for (const had of row.organizations) {
      const id = decisions.targetOrganizationId ?? had.sourceId;
      const name = decisions.targetOrganizationId ?? had.name;
      const group = meeting.get(id) ?? { name, had: [] };
      meeting.set(id, group);
      group.had.push({ row, had });
    }
  }
  return [...meeting]
    .map(([organizationId, { name, had }]) => {
      const folded = foldMemberships(
        had.map(({ row, had: { sourceRoles, status } }, index) => ({
          row: index,
          sourceId: row.sourceId,
          isVerified: row.isEmailVerified,
          statusRank: membershipStatuses.indexOf(status),
          // Decides only which of two equal memberships is named first.
          createdAt: null,
          undecided: sourceRoles.map((role) => book.undecided(role)),
          decided: sourceRoles.map((role) => book.decided(role)),
        })),
        decisions.membershipRoles[`${organizationId} ${person}`],
      );
      return {
        organizationId,
        organizationName: name,
        role: folded.conflict === "open" ? null : (folded.roles[0] ?? "member"),
        status: membershipStatuses[folded.statusRank] ?? "inactive",
      };
    })
    .sort(
      (a, b) =>
        compareText(a.organizationName, b.organizationName) ||
        compareText(a.organizationId, b.organizationId),
    );
}
