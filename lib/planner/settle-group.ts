import type { Decisions, MergeDecision } from "./decisions.ts";
import type { PlannedMerge } from "./plan.ts";

/** How a group's rows are read, whatever a row is: a number of the user table, or what a page shows of it. */
type RowFacts<Row> = {
  sourceId(row: Row): string;
  isVerified(row: Row): boolean;
  hasMemberships(row: Row): boolean;
};

type SettledGroup<Row> = {
  decision: PlannedMerge["decision"];
  /** Those that a split keeps as people of their own. */
  splitRows: ReadonlySet<Row>;
  /** Those whose memberships stay out. */
  heldRows: readonly Row[];
};

/** One for all groups: nearly none is split. */
const none: ReadonlySet<never> = new Set();

/** What becomes of the rows of one e-mail key, as a decision or else the policy says. */
export function settleGroup<Row>(
  rows: readonly Row[],
  { sourceId, isVerified, hasMemberships }: RowFacts<Row>,
  decision: MergeDecision | undefined,
  policy: Decisions["policy"],
): SettledGroup<Row> {
  const unverified = rows.filter((row) => !isVerified(row));
  if (decision?.action === "split") {
    const splitRows = new Set(rows.filter((row) => Object.hasOwn(decision.addresses, sourceId(row))));
    return { decision: "split", splitRows, heldRows: [] };
  }
  if (decision?.action === "hold") return { decision: "hold", splitRows: none, heldRows: unverified };
  const wouldHold = unverified.filter(hasMemberships);
  if (decision === undefined && policy === "hold" && wouldHold.length > 0)
    return { decision: "undecided", splitRows: none, heldRows: wouldHold };
  return { decision: "merge", splitRows: none, heldRows: [] };
}
