import type pg from "pg";
import { z } from "zod";
import { type PullResource, pullOptions, pullResource } from "../../api/pull.ts";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import { readChanges, type SourceChanges } from "../../sources/workos/read-changes.ts";
import { pageText } from "../../sources/workos/snapshot-bundle.ts";
import type { WorkosClient } from "../../sources/workos/workos-client.ts";
import { fence, type Lease } from "../lease.ts";
import { pack, unpack } from "../pack.ts";

type RawRecord = Record<string, unknown>;

const eventCursor = z.union([z.object({ after: z.string() }), z.object({ since: z.string() })]);

/** `imports.event_cursors`: when the snapshot was last pulled whole, and up to which event each key's part of it is. */
const eventCursors = z.object({ wholeAt: z.string(), keys: z.array(eventCursor) });

/** Events that WorkOS still withheld when a pull began are read again: that changes nothing. */
const overlapMs = 10 * 60 * 1_000;
/** What no event tells (somebody's last sign-in moves without one) is put right by a whole pull now and then. */
const wholeEveryMs = 7 * 24 * 60 * 60 * 1_000;
const recordsPerPage = 100;
const pagesPerRead = 50;

/** What `imports.event_cursors` is for a whole pull that begins now. */
export function cursorsOfWholePull(keyCount: number, now: number): z.infer<typeof eventCursors> {
  const since = new Date(now - overlapMs).toISOString();
  return { wholeAt: new Date(now).toISOString(), keys: Array.from({ length: keyCount }, () => ({ since })) };
}

/**
 * Fills a scheduled import's empty pull with the snapshot of the run before, brought up to date by the events since.
 * Pages, lanes and cursors are written in one transaction: the cursor never says more than the snapshot holds.
 *
 * @returns false where only a whole pull can tell: there is no whole snapshot to start from, it is a week old, its
 *   options were others, events are missing, or too much has changed. Nothing is written then.
 * @throws WorkosError
 */
export async function carrySnapshot(
  db: Database,
  lease: Lease,
  clients: readonly WorkosClient[],
  signal: AbortSignal,
  now = Date.now(),
): Promise<boolean> {
  const base = await findBase(db, lease.importId, clients, now);
  if (!base) return false;
  const changes: SourceChanges[] = [];
  for (const [position, client] of clients.entries()) {
    const from = base.cursors.keys[position];
    const changed = from ? await readChanges(client, from, now, signal) : null;
    if (!changed) return false;
    changes.push(changed);
  }
  const cursors = { ...base.cursors, keys: changes.map(({ cursor }) => cursor) };
  return inTransaction(db.pool, async (client) => {
    const { rowCount } = await client.query(
      "SELECT 1 FROM imports WHERE id = $1 AND state = 'pulling' FOR NO KEY UPDATE",
      [lease.importId],
    );
    if (rowCount !== 1) return false;
    for (const [position, changed] of changes.entries()) {
      await copyPages(client, base.importId, lease.importId, position, changed);
    }
    await client.query(
      `INSERT INTO pull_lanes (import_id, key_position, resource, state, records, requests, tasks, tasks_done)
       SELECT $2, l.key_position, l.resource, 'done', COALESCE(p.records, 0), 0, 1, 1
       FROM pull_lanes l LEFT JOIN (
         SELECT key_position, resource, sum(records)::int AS records FROM pull_pages WHERE import_id = $2 GROUP BY 1, 2
       ) p USING (key_position, resource)
       WHERE l.import_id = $1`,
      [base.importId, lease.importId],
    );
    await client.query("UPDATE imports SET event_cursors = $2 WHERE id = $1", [
      lease.importId,
      JSON.stringify(cursors),
    ]);
    await fence(client, lease);
    return true;
  });
}

type Base = { importId: string; cursors: z.infer<typeof eventCursors> };

/** The newest snapshot of the import's schedule, if it can be carried on. */
async function findBase(
  db: Database,
  importId: string,
  clients: readonly WorkosClient[],
  now: number,
): Promise<Base | null> {
  const own = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    include: { run: { select: { scheduleId: true } } },
  });
  if (own.run === null) return null;
  const options = pullOptions.parse(own.pullOptions);
  // Events name no organization before what they speak of was fetched, and none tells of factors and identities.
  if (options.organizations !== null || options.extras.length > 0) return null;
  const before = await db.prisma.import.findFirst({
    where: {
      run: { scheduleId: own.run.scheduleId },
      id: { not: importId },
      pulledAt: { not: null },
    },
    orderBy: { pulledAt: "desc" },
    include: { lanes: true, keys: { orderBy: { position: "asc" } }, _count: { select: { pullPages: true } } },
  });
  const cursors = eventCursors.safeParse(before?.eventCursors);
  if (!before || !cursors.success || before._count.pullPages === 0) return null;
  if (now - Date.parse(cursors.data.wholeAt) > wholeEveryMs) return null;
  const isSame =
    JSON.stringify(pullOptions.parse(before.pullOptions)) === JSON.stringify(options) &&
    JSON.stringify(before.keys.map(({ display }) => display)) ===
      JSON.stringify(clients.map(({ key }) => key.display));
  // A lane that was cut off lacks records that no event will bring.
  const isWhole = before.lanes.every(({ state }) => state === "done");
  return isSame && isWhole ? { importId: before.id, cursors: cursors.data } : null;
}

/** Copies one key's pages; those that hold something that changed are written anew, what is new comes after them. */
async function copyPages(
  client: pg.ClientBase,
  fromImportId: string,
  toImportId: string,
  keyPosition: number,
  changes: SourceChanges,
): Promise<void> {
  const isStale = staleness(changes);
  const key = [fromImportId, keyPosition];
  let after = "0";
  for (;;) {
    const { rows } = await client.query<{ seq: string; resource: string; content: Buffer }>(
      `SELECT seq, resource, content FROM pull_pages WHERE import_id = $1 AND key_position = $2 AND seq > $3
       ORDER BY seq LIMIT ${pagesPerRead}`,
      [...key, after],
    );
    const unchanged: string[] = [];
    for (const { seq, resource: name, content } of rows) {
      const resource = pullResource.parse(name);
      const records = JSON.parse(`[${(await unpack(content)).toString("utf8")}]`) as RawRecord[];
      const kept = records.filter((record) => !isStale(resource, record));
      if (kept.length === records.length) unchanged.push(seq);
      else await insertPage(client, toImportId, keyPosition, resource, kept);
      after = seq;
    }
    if (rows.length === 0) break;
    await client.query(
      `INSERT INTO pull_pages (import_id, key_position, resource, records, bytes, content)
       SELECT $3, key_position, resource, records, bytes, content FROM pull_pages
       WHERE import_id = $1 AND key_position = $2 AND seq = ANY ($4::bigint[]) ORDER BY seq`,
      [...key, toImportId, unchanged],
    );
  }
  const fresh = new Map<PullResource, RawRecord[]>([["roles", [...changes.roles.values()].flat()]]);
  for (const [resource, records] of changes.records) {
    fresh.set(
      resource,
      [...records.values()].filter((record) => record !== null),
    );
  }
  for (const [resource, records] of fresh) {
    for (let index = 0; index < records.length; index += recordsPerPage) {
      const page = records.slice(index, index + recordsPerPage);
      await insertPage(client, toImportId, keyPosition, resource, page);
    }
  }
}

/**
 * Which records of the old snapshot don't stand any more: those that changed (they come anew) and those whose
 * organization, directory or user is gone, of which WorkOS tells no event each.
 */
function staleness({
  records,
  roles,
}: SourceChanges): (resource: PullResource, record: RawRecord) => boolean {
  const gone = (resource: PullResource) =>
    new Set([...(records.get(resource) ?? [])].flatMap(([id, record]) => (record === null ? [id] : [])));
  const goneParents = [
    ["organization_id", gone("organizations")],
    ["directory_id", gone("directories")],
    ["user_id", gone("users")],
  ] as const;
  return (resource, record) => {
    if (goneParents.some(([field, ids]) => ids.has(String(record[field])))) return true;
    if (resource !== "roles") return records.get(resource)?.has(String(record.id)) === true;
    return roles.has(typeof record.organization_id === "string" ? record.organization_id : "");
  };
}

async function insertPage(
  client: pg.ClientBase,
  importId: string,
  keyPosition: number,
  resource: PullResource,
  records: readonly RawRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const text = Buffer.from(pageText(records));
  await client.query(
    `INSERT INTO pull_pages (import_id, key_position, resource, records, bytes, content)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [importId, keyPosition, resource, records.length, text.length, await pack(text)],
  );
}
