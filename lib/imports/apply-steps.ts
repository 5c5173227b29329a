import type pg from "pg";
import type { DiffSummary } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { removalOrder } from "../destinations/authio/gone.ts";
import type { PlannedKind } from "../planner/planned-records.ts";

/** One transaction of an apply. `offset`: a batch of removals; null: the plan's chunk at this position. */
export type ApplyStep = { position: number; kind: PlannedKind; offset: number | null };

/** Removals of one transaction. */
export const removalsPerStep = 2_000;

/** Kinds whose chunks never meet each other's rows, so that they may be written side by side. */
const independentKinds = new Set<PlannedKind>(["membership", "identity", "directory_user"]);

/**
 * Lists the steps of an apply, if they are not listed yet. Chunks of a kind that may be written side by side share
 * a phase; every other step is a phase of its own. People may where none of them changes: a changing address, or
 * people who become one, touches rows of other chunks.
 */
export async function listSteps(db: Database, importId: string, isMirror: boolean): Promise<void> {
  const kinds = (await arePeopleIndependent(db, importId))
    ? [...independentKinds, "user"]
    : [...independentKinds];
  await db.pool.query(
    `INSERT INTO import_steps (import_id, position, phase, kind)
     SELECT import_id, position,
       CASE WHEN kind = ANY ($2) THEN min(position) OVER (PARTITION BY kind) ELSE position END, kind
     FROM plan_chunks WHERE import_id = $1
     ON CONFLICT DO NOTHING`,
    [importId, kinds],
  );
  if (!isMirror) return;
  await db.pool.query(
    `WITH batches AS (
       SELECT k.kind, b.from_row, row_number() OVER (ORDER BY k.nr, b.from_row) - 1
         + (SELECT count(*) FROM plan_chunks WHERE import_id = $1) AS position
       FROM unnest($2::text[]) WITH ORDINALITY k(kind, nr)
       JOIN (
         SELECT kind, count(*) AS gone FROM diff_items WHERE import_id = $1 AND action = 'gone' GROUP BY kind
       ) g USING (kind)
       CROSS JOIN generate_series(0, g.gone - 1, $3::bigint) b(from_row)
     )
     INSERT INTO import_steps (import_id, position, phase, kind, "offset")
     SELECT $1, position, position, kind, from_row FROM batches
     ON CONFLICT DO NOTHING`,
    [importId, removalOrder, removalsPerStep],
  );
}

/** No person changes by this plan, and the directory is still the one it was compared with. */
async function arePeopleIndependent(db: Database, importId: string): Promise<boolean> {
  const { diffSummary, diffedAt } = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { diffSummary: true, diffedAt: true },
  });
  const people = (diffSummary as unknown as DiffSummary | null)?.kinds.user;
  if (!people || !diffedAt || people.update > 0 || people.conflict > 0) return false;
  const since = await db.prisma.import.count({
    where: {
      id: { not: importId },
      startedAt: { not: null },
      OR: [
        { finishedAt: null },
        { finishedAt: { gt: diffedAt } },
        { undoConfirmedAt: { not: null }, OR: [{ undoneAt: null }, { undoneAt: { gt: diffedAt } }] },
      ],
    },
  });
  return since === 0;
}

/**
 * Takes the next step that nobody works on, in the caller's transaction, which holds it until it ends: if the
 * process dies, or hangs until the database ends its session, the step is free again and nothing of it is written.
 *
 * @returns `busy`: others work on all that may be done now; `done`: nothing is left
 */
export async function claimStep(
  client: pg.PoolClient,
  importId: string,
): Promise<ApplyStep | "busy" | "done"> {
  const { rows } = await client.query<ApplyStep>(
    `SELECT position, kind, "offset" FROM import_steps
     WHERE import_id = $1 AND NOT is_done
       AND phase = (SELECT min(phase) FROM import_steps WHERE import_id = $1 AND NOT is_done)
     ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [importId],
  );
  if (rows[0]) return rows[0];
  const { rowCount } = await client.query(
    "SELECT 1 FROM import_steps WHERE import_id = $1 AND NOT is_done LIMIT 1",
    [importId],
  );
  return rowCount === 0 ? "done" : "busy";
}

/**
 * Ends a step in the caller's transaction.
 *
 * @returns false when the import was paused or cancelled meanwhile: roll back
 */
export async function completeStep(
  client: pg.PoolClient,
  importId: string,
  step: ApplyStep,
): Promise<boolean> {
  await client.query("UPDATE import_steps SET is_done = true WHERE import_id = $1 AND position = $2", [
    importId,
    step.position,
  ]);
  const { rowCount } = await client.query(
    "UPDATE imports SET applied_chunks = applied_chunks + 1 WHERE id = $1 AND state = 'applying'",
    [importId],
  );
  return rowCount === 1;
}
