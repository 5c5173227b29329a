import type pg from "pg";
import type { PackedPage } from "./postgres-store.ts";

/**
 * Writes pages, the listings that they bring, and where that leaves their own listings and lanes, in the caller's
 * transaction. A page whose listing is not where it was when the page was asked for is left out: it is here already.
 *
 * @returns the pages that were written
 */
export async function writePages(
  client: pg.ClientBase,
  importId: string,
  keyPosition: number,
  pages: readonly PackedPage[],
): Promise<PackedPage[]> {
  const kept = await moveTasks(client, importId, pages);
  if (kept.length === 0) return [];
  const filled = kept.filter(({ records }) => records.length > 0);
  await client.query(
    `INSERT INTO pull_pages (import_id, key_position, resource, records, bytes, content)
     SELECT $1, $2, * FROM unnest($3::text[], $4::int[], $5::int[], $6::bytea[])`,
    [
      importId,
      keyPosition,
      filled.map(({ task }) => task.resource),
      filled.map(({ records }) => records.length),
      filled.map(({ bytes }) => bytes),
      filled.map(({ content }) => content),
    ],
  );
  const listings = await insertChildren(client, importId, keyPosition, kept);
  await moveLanes(client, importId, keyPosition, kept, listings);
  return kept;
}

async function moveTasks(
  client: pg.ClientBase,
  importId: string,
  pages: readonly PackedPage[],
): Promise<PackedPage[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE pull_tasks t SET cursor = p.cursor, is_done = p.cursor IS NULL, problem = p.problem
     FROM unnest($2::bigint[], $3::text[], $4::text[], $5::jsonb[]) p(id, asked_with, cursor, problem)
     WHERE t.import_id = $1 AND t.id = p.id AND NOT t.is_done AND t.cursor IS NOT DISTINCT FROM p.asked_with
     RETURNING t.id`,
    [
      importId,
      pages.map(({ task }) => task.id),
      pages.map(({ task }) => task.cursor),
      pages.map(({ cursor }) => cursor),
      pages.map(({ problem }) => problem && JSON.stringify(problem)),
    ],
  );
  const moved = new Set(rows.map(({ id }) => Number(id)));
  return pages.filter(({ task }) => moved.has(task.id));
}

/** How many listings are new, by resource. */
async function insertChildren(
  client: pg.ClientBase,
  importId: string,
  keyPosition: number,
  pages: readonly PackedPage[],
): Promise<Map<string, number>> {
  const children = pages.flatMap((page) => page.children);
  const added = new Map<string, number>();
  if (children.length === 0) return added;
  const { rows } = await client.query<{ resource: string; count: string }>(
    `WITH added AS (
       INSERT INTO pull_tasks (import_id, key_position, resource, parent_id)
       SELECT $1, $2, * FROM unnest($3::text[], $4::text[]) ON CONFLICT DO NOTHING RETURNING resource
     )
     SELECT resource, count(*) FROM added GROUP BY resource`,
    [
      importId,
      keyPosition,
      children.map(({ resource }) => resource),
      children.map(({ parentId }) => parentId),
    ],
  );
  for (const { resource, count } of rows) added.set(resource, Number(count));
  return added;
}

async function moveLanes(
  client: pg.ClientBase,
  importId: string,
  keyPosition: number,
  pages: readonly PackedPage[],
  listings: ReadonlyMap<string, number>,
): Promise<void> {
  const resources = [...new Set([...pages.map(({ task }) => task.resource), ...listings.keys()])];
  const ofResource = (resource: string) => pages.filter(({ task }) => task.resource === resource);
  const sum = (resource: string, count: (page: PackedPage) => number) =>
    ofResource(resource).reduce((total, page) => total + count(page), 0);
  await client.query(
    `UPDATE pull_lanes l SET
       state = CASE WHEN p.pages > 0 THEN 'pulling' ELSE l.state END,
       records = l.records + p.records, requests = l.requests + p.requests, tasks = l.tasks + p.tasks,
       tasks_done = l.tasks_done + p.done, problem = COALESCE(l.problem, p.problem)
     FROM unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::jsonb[])
       p(resource, pages, records, requests, tasks, done, problem)
     WHERE l.import_id = $1 AND l.key_position = $2 AND l.resource = p.resource`,
    [
      importId,
      keyPosition,
      resources,
      resources.map((resource) => sum(resource, () => 1)),
      resources.map((resource) => sum(resource, ({ records }) => records.length)),
      resources.map((resource) => sum(resource, ({ requests }) => requests)),
      resources.map((resource) => listings.get(resource) ?? 0),
      resources.map((resource) => sum(resource, ({ cursor }) => (cursor === null ? 1 : 0))),
      resources.map((resource) => {
        const problem = ofResource(resource).find((page) => page.problem)?.problem;
        return problem ? JSON.stringify(problem) : null;
      }),
    ],
  );
}
