import { addressSplits } from "./address-splits.ts";
import { compareText } from "./compare-text.ts";
import { countNoun } from "./count-noun.ts";
import type { Decisions, MergeDecision } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import type { LocatedMemberships } from "./locate-memberships.ts";
import type { PlannedMerge } from "./plan.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { Rows } from "./read-rows.ts";
import { rowsOfEqualText } from "./rows-of-equal-text.ts";
import { settleGroup } from "./settle-group.ts";
import type { UserTable } from "./user-table.ts";

/** Rows of one e-mail key that call for an explanation: two or more, or some that a decision splits or holds. */
export type MergeGroup = {
  emailKey: string;
  decision: PlannedMerge["decision"];
  /** All of them in rank order, survivor first. */
  rows: readonly number[];
  /** Those that a split keeps as people of their own. */
  splitRows: ReadonlySet<number>;
  /** Those whose memberships stay out. */
  heldRows: readonly number[];
};

/** Who becomes whom. People are named by the row of their survivor in the user table. */
export type People = {
  /** Survivors in code-unit order of their source ids. */
  survivors: Uint32Array;
  /** The survivor a row folds into; undefined for rows that are no part of the plan. */
  survivorOf(row: number): number | undefined;
  /** Position of a person in the order of `survivors`, or later for others; below `UserTable.size`. */
  rankOf(survivor: number): number;
  /** The person's rows, survivor first. */
  rowsOf(survivor: number): readonly number[];
  emailOf(survivor: number): string | null;
  findByEmail(emailKey: string): number | undefined;
  isHeld(row: number): boolean;
  isSplit(row: number): boolean;
  /** Ordered by e-mail key. */
  groups: readonly MergeGroup[];
};

const nobody = -1;

/**
 * Survivor first: verified before unverified, then the latest sign-in, then the oldest, then by id.
 */
function compareUserRows(users: UserTable, a: number, b: number): number {
  return (
    Number(users.isVerified(b)) - Number(users.isVerified(a)) ||
    compareTimes(users.lastSignInAt(b), users.lastSignInAt(a), Number.NEGATIVE_INFINITY) ||
    compareTimes(users.createdAt(a), users.createdAt(b), Number.POSITIVE_INFINITY) ||
    compareText(users.sourceId(a), users.sourceId(b))
  );
}

function compareTimes(a: number | null, b: number | null, missing: number): number {
  const left = a ?? missing;
  const right = b ?? missing;
  return left === right ? 0 : left - right;
}

/** Folds rows that share an e-mail key into people, as policy and decisions say (product: one person = one address). */
export function mergeUsers(
  rows: Rows,
  scope: PlanScope,
  located: LocatedMemberships,
  decisions: Decisions,
  issues: IssueList,
): People {
  const { users } = rows;
  const survivorOf = new Int32Array(users.size).fill(nobody);
  const decided = new Map(Object.entries(decisions.merges));
  const shared = new Map<string, number[]>();
  const inPlan = new Uint32Array(users.size);
  let count = 0;
  for (let row = 0; row < users.size; row++) {
    if (!isInPlan(row, rows, scope, located, issues)) continue;
    survivorOf[row] = row;
    inPlan[count++] = row;
    if (decided.size === 0) continue;
    const key = users.emailKey(row) ?? "";
    if (decided.has(key)) shared.set(key, [row]);
  }
  for (const members of rowsOfEqualText(inPlan.subarray(0, count), (row) => users.emailKey(row) ?? "")) {
    shared.set(users.emailKey(members[0] ?? nobody) ?? "", members);
  }
  for (const [key, decision] of decided) {
    reportStrayDecision(key, decision, shared.get(key) ?? [], users, issues);
  }
  const groups: MergeGroup[] = [];
  const peopleRows = new Map<number, readonly number[]>();
  const held = new Set<number>();
  const split = new Set<number>();
  for (const emailKey of [...shared.keys()].sort(compareText)) {
    const members = shared.get(emailKey) ?? [];
    const group = decideGroup(emailKey, members, rows, located, decided.get(emailKey), decisions.policy);
    const folded =
      group.splitRows.size === 0 ? group.rows : group.rows.filter((row) => !group.splitRows.has(row));
    const [survivor] = folded;
    for (const row of group.splitRows) split.add(row);
    for (const row of group.heldRows) held.add(row);
    if (survivor !== undefined && folded.length > 1) peopleRows.set(survivor, folded);
    for (const row of folded) survivorOf[row] = survivor ?? row;
    if (members.length > 1 || group.splitRows.size + group.heldRows.length > 0) groups.push(group);
  }
  // Few plans ask who has an address.
  let people: Map<string, number> | undefined;
  const unsplitByEmail = (emailKey: string) => {
    people ??= new Map(
      Array.from(inPlan.subarray(0, count))
        .filter((row) => survivorOf[row] === row && !split.has(row))
        .map((row) => [users.emailKey(row) ?? "", row]),
    );
    return people.get(emailKey);
  };
  const splitEmails = addressSplits(split, users, unsplitByEmail, decided, issues);
  const splitByEmail = new Map(Array.from(splitEmails, ([row, address]) => [address, row]));

  const order = users.rowsBySourceId();
  const ranks = new Uint32Array(users.size);
  order.forEach((row, rank) => {
    ranks[row] = rank;
  });
  return {
    survivors: order.filter((row) => survivorOf[row] === row),
    survivorOf: (row) => {
      const survivor = survivorOf[row] ?? nobody;
      return survivor === nobody ? undefined : survivor;
    },
    rankOf: (survivor) => ranks[survivor] ?? 0,
    rowsOf: (survivor) => peopleRows.get(survivor) ?? [survivor],
    emailOf: (survivor) =>
      split.has(survivor) ? (splitEmails.get(survivor) ?? null) : users.emailKey(survivor),
    findByEmail: (emailKey) => splitByEmail.get(emailKey) ?? unsplitByEmail(emailKey),
    isHeld: (row) => held.has(row),
    isSplit: (row) => split.has(row),
    groups,
  };
}

function isInPlan(
  row: number,
  { users }: Rows,
  scope: PlanScope,
  located: LocatedMemberships,
  issues: IssueList,
): boolean {
  if (!users.isPresent(row) || (scope.hasExclusions && scope.isExcluded(users.sourceId(row)))) return false;
  if (scope.isSelective && located.countOf(row) === 0) return false;
  if (users.emailKey(row) !== null) return true;
  const { sourceId, email } = users.source(row);
  const memberships = located.countOf(row);
  issues.add({
    code: "user_without_email",
    kind: "users",
    sourceId,
    message: `User ${sourceId} has ${email === "" ? "no e-mail address" : `an unusable e-mail address (${email})`}: the row stays behind with its ${countNoun(memberships, "membership")}.`,
    details: { email, memberships },
  });
  return false;
}

/** A decision whose address or rows are gone names nothing: a slip, or another bundle's. */
function reportStrayDecision(
  emailKey: string,
  decision: MergeDecision,
  members: readonly number[],
  users: UserTable,
  issues: IssueList,
): void {
  const present = new Set(members.map((row) => users.sourceId(row)));
  const named = decision.action === "split" ? Object.keys(decision.addresses) : [];
  const missing = present.size === 0 ? [emailKey] : named.filter((sourceId) => !present.has(sourceId));
  for (const key of missing) {
    issues.add({
      code: "decision_without_record",
      kind: "users",
      sourceId: null,
      message: `"${key}" is named in the decisions (merges), but no user with the address ${emailKey} is in the plan under it.`,
      details: { decision: "merges", key, email_key: emailKey },
    });
  }
}

function decideGroup(
  emailKey: string,
  members: number[],
  { users }: Rows,
  located: LocatedMemberships,
  decision: MergeDecision | undefined,
  policy: Decisions["policy"],
): MergeGroup {
  const rows = members.sort((a, b) => compareUserRows(users, a, b));
  const facts = {
    sourceId: (row: number) => users.sourceId(row),
    isVerified: (row: number) => users.isVerified(row),
    hasMemberships: (row: number) => located.countOf(row) > 0,
  };
  return { emailKey, rows, ...settleGroup(rows, facts, decision, policy) };
}
