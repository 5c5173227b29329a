import type pg from "pg";
import type { PulledPage } from "../../sources/workos/pull-store.ts";
import { type Lease, LeaseLost } from "../lease.ts";
import { PullStopped } from "./pull-stopped.ts";

/** A page with its records packed, as it is stored. */
export type PackedPage = PulledPage & { content: Uint8Array; bytes: number };

/**
 * One statement, so one transaction and one way to the database and back, a hundred times a second:
 *
 * - `import` and `lease` hold off who pauses the import or takes it over; without both nothing is written.
 * - `moved`: listings that are still where they were when their page was asked for. Other pages are here already.
 * - The last pages may be lost when the machine loses power (`synchronous_commit`): then they are fetched again. What
 *   ends the pull is written through, with all that went before it.
 */
const keepPagesSql = `
  WITH import AS MATERIALIZED (
    SELECT id FROM imports WHERE id = $1 AND state = 'pulling' FOR NO KEY UPDATE
  ), lease AS MATERIALIZED (
    SELECT 1 FROM import_leases l JOIN import i ON i.id = l.import_id WHERE l.epoch = $3 FOR SHARE OF l
  ), page AS MATERIALIZED (
    SELECT * FROM unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::int[], $10::int[],
      $11::int[], $12::bytea[]) p(task, resource, asked_with, cursor, problem, requests, records, bytes, content)
  ), moved AS (
    UPDATE pull_tasks t SET cursor = p.cursor, is_done = p.cursor IS NULL, problem = p.problem
    FROM page p, lease
    WHERE t.import_id = $1 AND t.id = p.task AND NOT t.is_done AND t.cursor IS NOT DISTINCT FROM p.asked_with
    RETURNING t.id
  ), kept AS (
    SELECT p.* FROM page p JOIN moved m ON m.id = p.task
  ), stored AS (
    INSERT INTO pull_pages (import_id, key_position, resource, records, bytes, content)
    SELECT $1, $2, resource, records, bytes, content FROM kept WHERE records > 0
  ), added AS (
    INSERT INTO pull_tasks (import_id, key_position, resource, parent_id)
    SELECT $1, $2, c.resource, c.parent_id
    FROM unnest($13::bigint[], $14::text[], $15::text[]) c(task, resource, parent_id) JOIN moved m ON m.id = c.task
    ON CONFLICT DO NOTHING RETURNING resource
  ), change AS (
    SELECT resource, 1 AS pages, records, requests, 0 AS tasks, (cursor IS NULL)::int AS done, problem FROM kept
    UNION ALL SELECT resource, 0, 0, 0, 1, 0, NULL FROM added
  ), lane AS (
    UPDATE pull_lanes l SET
      state = CASE WHEN c.pages > 0 THEN 'pulling' ELSE l.state END,
      records = l.records + c.records, requests = l.requests + c.requests, tasks = l.tasks + c.tasks,
      tasks_done = l.tasks_done + c.done, problem = COALESCE(l.problem, c.problem)
    FROM (
      SELECT resource, sum(pages) AS pages, sum(records) AS records, sum(requests) AS requests, sum(tasks) AS tasks,
        sum(done) AS done, (array_agg(problem) FILTER (WHERE problem IS NOT NULL))[1] AS problem
      FROM change GROUP BY resource
    ) c
    WHERE l.import_id = $1 AND l.key_position = $2 AND l.resource = c.resource
  ), merged AS (
    UPDATE imports SET pull_merge = $16 WHERE id = $1 AND $16::jsonb IS NOT NULL AND EXISTS (SELECT 1 FROM lease)
  )
  SELECT EXISTS (SELECT 1 FROM import) AS "isPulling", EXISTS (SELECT 1 FROM lease) AS "isOurs",
    set_config('synchronous_commit', 'off', true), CASE WHEN $17 THEN pg_notify('imports', $1)::text END`;

/**
 * Keeps pages of one key, the listings that they bring, and where that leaves their own listings and lanes.
 *
 * @param merge the merge counter with these pages, if it has changed
 * @param isTold whether who watches the import shall hear of it
 * @throws PullStopped, LeaseLost; then nothing was written
 */
export async function keepPages(
  pool: pg.Pool,
  lease: Lease,
  keyPosition: number,
  pages: readonly PackedPage[],
  { merge, isTold }: { merge: object | null; isTold: boolean },
): Promise<void> {
  const json = (value: object | null) => value && JSON.stringify(value);
  const children = pages.flatMap(({ task, children }) => children.map((child) => ({ task, ...child })));
  const { rows } = await pool.query<{ isPulling: boolean; isOurs: boolean }>({
    name: "keep-pages",
    text: keepPagesSql,
    values: [
      lease.importId,
      keyPosition,
      lease.epoch,
      pages.map(({ task }) => task.id),
      pages.map(({ task }) => task.resource),
      pages.map(({ task }) => task.cursor),
      pages.map(({ cursor }) => cursor),
      pages.map(({ problem }) => json(problem)),
      pages.map(({ requests }) => requests),
      pages.map(({ records }) => records.length),
      pages.map(({ bytes }) => bytes),
      pages.map(({ content }) => content),
      children.map(({ task }) => task.id),
      children.map(({ resource }) => resource),
      children.map(({ parentId }) => parentId),
      json(merge),
      isTold,
    ],
  });
  if (!rows[0]?.isPulling) throw new PullStopped();
  if (!rows[0].isOurs) throw new LeaseLost(lease);
}
