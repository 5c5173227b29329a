import type pg from "pg";
import type { DiffSummary } from "../api/plan-review.ts";
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
 *
 * Chunks that the diff found in the directory as planned are done already, if nobody else wrote since.
 */
export async function listSteps(db: Database, importId: string, isMirror: boolean): Promise<void> {
  const isFresh = await isDiffFresh(db, importId);
  const kinds =
    isFresh && (await areNoPeopleChanged(db, importId))
      ? [...independentKinds, "user"]
      : [...independentKinds];
  await db.pool.query(
    `WITH listed AS (
       INSERT INTO import_steps (import_id, position, phase, kind, is_done)
       SELECT import_id, position,
         CASE WHEN kind = ANY ($2) THEN min(position) OVER (PARTITION BY kind) ELSE position END, kind,
         $3 AND kept IS NOT NULL
       FROM plan_chunks WHERE import_id = $1
       ON CONFLICT DO NOTHING RETURNING position, is_done
     ), untouched AS (
       SELECT c.kind, sum(c.records) AS records, sum(c.kept) AS kept
       FROM listed l JOIN plan_chunks c ON c.import_id = $1 AND c.position = l.position
       WHERE l.is_done GROUP BY c.kind
     ), counted AS (
       UPDATE imports SET applied_chunks = applied_chunks + (SELECT count(*) FROM listed WHERE is_done)
       WHERE id = $1 AND EXISTS (SELECT 1 FROM untouched)
     )
     UPDATE import_progress p SET processed = p.processed + u.records, kept = p.kept + u.kept,
       unchanged = p.unchanged + u.records - u.kept, started_at = COALESCE(p.started_at, now()),
       finished_at = CASE WHEN p.processed + u.records >= p.planned THEN now() END
     FROM untouched u WHERE p.import_id = $1 AND p.kind = u.kind`,
    [importId, kinds, isFresh],
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

/** The directory is still the one that the plan was compared with, as far as imports and undos go. */
async function isDiffFresh(db: Database, importId: string): Promise<boolean> {
  const { diffedAt } = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { diffedAt: true },
  });
  if (!diffedAt) return false;
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

async function areNoPeopleChanged(db: Database, importId: string): Promise<boolean> {
  const { diffSummary } = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { diffSummary: true },
  });
  const people = (diffSummary as unknown as DiffSummary | null)?.kinds.user;
  return people !== undefined && people.update === 0 && people.conflict === 0;
}

/** Advisory locks, one a processor, held by sessions that write steps from Postgres's own machine. */
export const processorLocks = 1_635_084_655;

/**
 * Takes a processor of the machine that Postgres runs on, until the session ends, if we run on it too: more
 * steps at once than it has processors get into each other's way there (two workers on two processors took 1.05 of
 * the time of one). From another machine there is nothing to take: true.
 *
 * @param processors how many this machine has
 */
export async function claimProcessor(client: pg.PoolClient, processors: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM generate_series(1, $1::int) processor
     WHERE inet_client_addr() IS DISTINCT FROM inet_server_addr() OR pg_try_advisory_lock($2, processor)
     LIMIT 1`,
    [processors, processorLocks],
  );
  return rowCount === 1;
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
