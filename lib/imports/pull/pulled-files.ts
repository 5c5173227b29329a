import { type PullResource, pullResource } from "../../api/pull.ts";
import type { Database } from "../../database/database.ts";
import type { BundleFile } from "../../sources/bundle/bundle-file.ts";
import type { LaneEnd } from "../../sources/workos/pull-store.ts";
import { recordSeparator, snapshotBundle } from "../../sources/workos/snapshot-bundle.ts";
import { unpack } from "../pack.ts";

const pagesAtOnce = 50;

type Lane = { keyPosition: number; resource: PullResource; end: LaneEnd; pages: number; bytes: number };

/** What was pulled for an import, as one bundle a key. A lane that is not at its end is incomplete. */
export async function pulledFilesOf(db: Database, importId: string): Promise<BundleFile[]> {
  const keys = await db.prisma.workosKey.findMany({ where: { importId }, orderBy: { position: "asc" } });
  const lanes = await readLanes(db, importId);
  return keys.flatMap(({ position, display }) => {
    const own = lanes.filter(({ keyPosition }) => keyPosition === position);
    if (own.length === 0) return [];
    const bytes = own.reduce((sum, lane) => sum + lane.bytes + lane.pages * recordSeparator.length, 0);
    const lists = own.map(({ resource, end }) => ({
      resource,
      end,
      pages: () => readPages(db, importId, position, resource),
    }));
    return [snapshotBundle(`WorkOS, ${display}`, lists, bytes)];
  });
}

async function readLanes(db: Database, importId: string): Promise<Lane[]> {
  const { rows } = await db.pool.query<{
    key_position: number;
    resource: string;
    state: string;
    pages: string;
    bytes: string;
  }>(
    `SELECT l.key_position, l.resource, l.state, count(p.seq) AS pages, COALESCE(sum(p.bytes), 0) AS bytes
     FROM pull_lanes l LEFT JOIN pull_pages p USING (import_id, key_position, resource)
     WHERE l.import_id = $1 GROUP BY l.key_position, l.resource, l.state`,
    [importId],
  );
  const order = pullResource.options;
  return rows
    .map((row) => ({
      keyPosition: row.key_position,
      resource: pullResource.parse(row.resource),
      end: row.state === "done" || row.state === "forbidden" ? (row.state as LaneEnd) : "incomplete",
      pages: Number(row.pages),
      bytes: Number(row.bytes),
    }))
    .sort((a, b) => order.indexOf(a.resource) - order.indexOf(b.resource));
}

async function* readPages(
  db: Database,
  importId: string,
  keyPosition: number,
  resource: PullResource,
): AsyncGenerator<Uint8Array> {
  const read = (after: string) =>
    db.pool.query<{ seq: string; content: Buffer }>(
      `SELECT seq, content FROM pull_pages
       WHERE import_id = $1 AND key_position = $2 AND resource = $3 AND seq > $4 ORDER BY seq LIMIT $5`,
      [importId, keyPosition, resource, after, pagesAtOnce],
    );
  let next = read("0");
  for (;;) {
    const { rows } = await next;
    const last = rows.at(-1);
    if (!last) return;
    next = read(last.seq);
    // A reader that stops early never awaits this one: its failure must not end the process.
    next.catch(() => {});
    for (const { content } of rows) yield await unpack(content);
  }
}
