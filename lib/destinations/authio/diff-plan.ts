import type { Pool, PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { inTransaction } from "../../database/in-transaction.ts";
import type { PlannedKind } from "../../planner/planned-records.ts";
import { plannedKinds } from "../../planner/planned-records.ts";
import { copyPieces } from "./copy-rows.ts";
import {
  type DiffCounts,
  type DiffLane,
  diffKind,
  type KindDiff,
  openDiffLane,
  type PlanReader,
} from "./diff-kind.ts";
import type { GoneScope } from "./gone.ts";
import { type DirectoryRun, isAnyParted } from "./staging.ts";

export type PlanDiff = {
  kinds: Partial<Record<PlannedKind, DiffCounts>>;
  /** More than 5 % of a kind's records of this origin are gone, and the import would remove them. */
  brake: { kind: PlannedKind; gone: number; of: number } | null;
};

/** What an apply need not look at again, by kind: see `KindDiff`. */
export type UntouchedChunks = Partial<Record<PlannedKind, KindDiff["untouched"]>>;

/** Gets how much is done, of how much. What it throws ends the work. */
export type OnProgress = (done: number, total: number) => void;

/** Share of a kind that may be gone before an import stops and asks. */
const brakeShare = 0.05;

/** What takes longest comes first: people, on the first connection, and memberships beside them. */
const comparisonOrder = [...new Set<PlannedKind>(["user", "membership", ...plannedKinds])];

/** Columns of `found_items` and `diff_items`, but for those that number them. */
const itemColumns = ["kind", "action", "target_id", "source_id", "label", "changes"];

/**
 * Plan against directory: what would be created, updated, left unchanged, and what is gone at the source.
 * Rewrites the import's `diff_items`; nothing of the directory is written.
 *
 * @param client a connection of its own, inside a transaction of the caller
 * @param pool where a second connection comes from, so that two kinds are compared at a time. It only reads
 */
export async function diffPlan(
  client: PoolClient,
  pool: Pool,
  run: DirectoryRun,
  plan: PlanReader,
  gone: GoneScope,
  onProgress: OnProgress = () => undefined,
): Promise<{ diff: PlanDiff; untouched: UntouchedChunks }> {
  await client.query("DELETE FROM diff_items WHERE import_id = $1", [run.importId]);
  if (await isEmptyDirectory(client)) return { diff: await everythingIsNew(plan), untouched: {} };
  // Each record is staged, then compared.
  const total = 2 * Object.values(await plan.counts()).reduce((sum, count) => sum + count, 0);
  let done = 0;
  const onStep = (records: number) => {
    // What is compared once more is not told once more.
    done = Math.min(total, done + records);
    onProgress(done, total);
  };
  onStep(0);
  const kinds = await inTransaction(pool, (second) =>
    compareInLanes(client, second, { run, plan, gone, onStep }),
  );
  const diff: PlanDiff = { kinds: {}, brake: null };
  const untouched: UntouchedChunks = {};
  for (const kind of plannedKinds) {
    const found = kinds.get(kind);
    if (!found) continue;
    diff.kinds[kind] = found.counts;
    untouched[kind] = found.untouched;
    const lost = { gone: found.counts.gone, of: found.of };
    if (run.isMirror && lost.gone > lost.of * brakeShare) diff.brake ??= { kind, ...lost };
  }
  return { diff, untouched };
}

/** Compares all kinds on two connections, each of which takes the next one, and writes `diff_items` on the first. */
async function compareInLanes(
  first: PoolClient,
  second: PoolClient,
  comparison: Pick<DiffLane, "run" | "plan" | "gone" | "onStep">,
): Promise<Map<PlannedKind, KindDiff>> {
  const failed = new AbortController();
  const main: DiffLane = { ...comparison, client: first, stop: failed.signal };
  const side: DiffLane = { ...main, client: second };
  await openDiffLane(main);
  await openDiffLane(side);
  const queue = comparisonOrder.values();
  const compare = async (lane: DiffLane) => {
    const found = new Map<PlannedKind, KindDiff>();
    try {
      for (const kind of queue) {
        failed.signal.throwIfAborted();
        found.set(kind, await diffKind(lane, kind));
      }
    } catch (error) {
      failed.abort(error);
    }
    return found;
  };
  // Both have ended before anybody rolls back: no statement comes after that.
  const [found, besides] = await Promise.all([compare(main), compare(side)]);
  failed.signal.throwIfAborted();
  if (await isAnyParted(first)) {
    // The other lane did not know of them, and whatever it compared may go along.
    for (const kind of besides.keys()) found.set(kind, await diffKind(main, kind));
  } else {
    const items = second.query(
      copyTo(`COPY (SELECT ${itemColumns} FROM found_items ORDER BY ordinal) TO STDOUT`),
    );
    await copyPieces(first, "found_items", itemColumns, items);
    for (const [kind, diff] of besides) found.set(kind, diff);
  }
  // What is gone of a kind is numbered without a gap: it is removed in batches.
  await first.query(
    `INSERT INTO diff_items (import_id, ordinal, ${itemColumns})
     SELECT $1, row_number() OVER (ORDER BY array_position($2::text[], kind), action = 'gone', ordinal), ${itemColumns}
     FROM found_items`,
    [comparison.run.importId, plannedKinds],
  );
  return found;
}

async function isEmptyDirectory(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(
    "(SELECT 1 FROM users LIMIT 1) UNION ALL (SELECT 1 FROM organizations LIMIT 1)",
  );
  return rowCount === 0;
}

/** The first import of all: nothing to compare a million records with. */
async function everythingIsNew(plan: PlanReader): Promise<PlanDiff> {
  const diff: PlanDiff = { kinds: {}, brake: null };
  const planned = await plan.counts();
  for (const kind of plannedKinds) {
    diff.kinds[kind] = {
      create: planned[kind] ?? 0,
      update: 0,
      unchanged: 0,
      gone: 0,
      conflict: 0,
      kept: 0,
    };
  }
  return diff;
}
