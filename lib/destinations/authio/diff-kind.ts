import { Readable } from "node:stream";
import type { PoolClient } from "pg";
import type { PlannedKind } from "../../planner/planned-records.ts";
import { partChangesSql } from "./chunk-sql.ts";
import { copyRows } from "./copy-rows.ts";
import { type GoneScope, insertGone } from "./gone.ts";
import { type KindTable, sourceKey } from "./kind-spec.ts";
import { kindSpec } from "./kind-specs.ts";
import { ordinalsPerChunk, type StagedChunk } from "./staged-chunk.ts";
import {
  addToStaging,
  analyzeResults,
  clearStaging,
  countStaged,
  type DirectoryRun,
  listMoved,
  listParted,
  openRunSession,
  resolveStaged,
} from "./staging.ts";

export type DiffCounts = {
  create: number;
  update: number;
  unchanged: number;
  gone: number;
  conflict: number;
  /** Left alone: Authio owns it. */
  kept: number;
};

/** What a kind's planned records are beside the directory. */
export type KindDiff = {
  counts: DiffCounts;
  /**
   * Of each chunk, in plan order: how many of its records are left alone as Authio's, if all the others stand in the
   * directory as planned; null, if there is something to write.
   */
  untouched: (number | null)[];
  /** Of how many rows some are gone. */
  of: number;
};

/** A plan as it is compared. Can be read again and again. */
export interface PlanReader {
  /** Its number of records; nothing of a kind that has none. */
  counts(): Promise<Partial<Record<PlannedKind, number>>>;
  /** A kind's records in plan order. */
  chunks(kind: PlannedKind): AsyncIterable<StagedChunk>;
}

/** Plan chunks that are compared together: a join with the whole directory costs the same for many as for one. */
const chunksPerComparison = 20;

/** Chunks that are read while Postgres compares those before. A chunk of people takes some 8 MB. */
const chunksAhead = 6;

/** Creates, and updates, that are kept to be shown, per kind. Counts are always whole. */
const shownPerKind = 5_000;

/** A connection on which kinds are compared one after the other, and what holds for all of them. */
export type DiffLane = {
  client: PoolClient;
  run: DirectoryRun;
  plan: PlanReader;
  gone: GoneScope;
  /** Gets the number of records whenever some more are staged, and again when they are compared. */
  onStep: (records: number) => void;
  /** Ends the comparison between two statements. */
  stop: AbortSignal;
};

/**
 * Makes a lane's connection ready: staging tables, `present` for the rows that were met, `found_items` for what will be
 * `diff_items`. All of them are temporary; nothing else is written.
 *
 * @param lane its connection is inside a transaction of the caller
 */
export async function openDiffLane({ client, run, gone }: DiffLane): Promise<void> {
  await openRunSession(client, run, true);
  await client.query(`
    CREATE TEMP TABLE found_items (
      ordinal int GENERATED ALWAYS AS IDENTITY, kind text, action text, target_id text, source_id text, label text,
      changes jsonb
    ) ON COMMIT DROP;
    CREATE TEMP TABLE present (id text) ON COMMIT DROP;
    CREATE TEMP TABLE left_behind (source_key text PRIMARY KEY) ON COMMIT DROP`);
  await copyRows(
    client,
    "left_behind",
    ["source_key"],
    gone.leftBehind.map((sourceId) => [sourceKey(sourceId)]),
  );
}

/**
 * Compares one kind's records with its table. Leaves in the lane's `found_items` what differs and what is gone; after
 * people also in `parted` which of their rows leave them.
 */
export async function diffKind(lane: DiffLane, kind: PlannedKind): Promise<KindDiff> {
  const { client, run, gone } = lane;
  let compared = await compareRecords(lane, kind);
  if (kind === "user") {
    // Whom an address finds depends on who leaves theirs, which only the first pass has shown.
    if ((await listMoved(client, "found_items")) > 0) compared = await compareRecords(lane, kind);
    await listParted(client, "found_items");
  }
  const lost = await insertGone(client, kind, run, gone);
  return { ...compared, counts: { ...compared.counts, gone: lost.gone }, of: lost.of };
}

/** One kind's records against its table. Leaves in `present` what was met, in `found_items` what differs. */
async function compareRecords(
  { client, run, plan, stop, onStep }: DiffLane,
  kind: PlannedKind,
): Promise<Pick<KindDiff, "counts" | "untouched">> {
  const spec: KindTable = kindSpec(kind);
  const counts: DiffCounts = { create: 0, update: 0, unchanged: 0, gone: 0, conflict: 0, kept: 0 };
  const untouched: (number | null)[] = [];
  let shownCreates = 0;
  let shownUpdates = 0;
  await client.query("TRUNCATE present");
  await client.query(
    "DELETE FROM found_items WHERE kind = $1 AND action IN ('create', 'update', 'conflict', 'parted')",
    [kind],
  );
  for await (const chunks of stagedTogether(client, plan, kind, onStep)) {
    stop.throwIfAborted();
    await resolveStaged(client, kind);
    await markPartChanges(client, spec, run.isMirror);
    const staged = await countStaged(client, kind);
    // Parents are planned too: what has none yet will be created after them.
    counts.create += staged.created + staged.skipped;
    counts.update += staged.updated;
    counts.unchanged += staged.unchanged;
    counts.conflict += staged.failed;
    counts.kept += staged.kept;
    onStep(staged.created + staged.skipped + staged.updated + staged.unchanged + staged.failed + staged.kept);
    if (staged.created + staged.skipped > 0 && shownCreates < shownPerKind) {
      shownCreates += await keepCreates(client, spec, shownPerKind - shownCreates);
    }
    if (staged.updated > 0 && shownUpdates < shownPerKind) {
      shownUpdates += await keepUpdates(client, spec, shownPerKind - shownUpdates);
    }
    if (staged.failed > 0) await keepConflicts(client, spec);
    if (kind === "user") {
      await client.query(keepMovedSql);
      await client.query(keepPartedSql);
    }
    await client.query(
      kind === "user"
        ? "INSERT INTO present SELECT source_key FROM in_user_sources"
        : `INSERT INTO present SELECT id FROM out_${spec.table} WHERE result IS NULL OR result = 'updated'`,
    );
    untouched.push(...(await untouchedChunks(client, spec, chunks)));
  }
  return { counts, untouched };
}

/** Fills the staging tables with some chunks at a time; yields their numbers, as their ordinals have them. */
async function* stagedTogether(
  client: PoolClient,
  plan: PlanReader,
  kind: PlannedKind,
  onStaged: (records: number) => void,
): AsyncGenerator<number[]> {
  let chunks: number[] = [];
  for await (const chunk of Readable.from(plan.chunks(kind), { highWaterMark: chunksAhead })) {
    const { records, firstOrdinal, tables } = chunk as StagedChunk;
    if (chunks.length === 0) await clearStaging(client, kind);
    await addToStaging(client, tables);
    onStaged(records);
    chunks.push(firstOrdinal / ordinalsPerChunk);
    if (chunks.length < chunksPerComparison) continue;
    yield chunks;
    chunks = [];
  }
  if (chunks.length > 0) yield chunks;
}

async function untouchedChunks(
  client: PoolClient,
  spec: KindTable,
  chunks: readonly number[],
): Promise<(number | null)[]> {
  const { rows } = await client.query<{ chunk: number; kept: string }>(
    `SELECT ordinal / ${ordinalsPerChunk} AS chunk, count(result) AS kept FROM out_${spec.table}
     GROUP BY 1 HAVING bool_and(result IS NULL OR result = 'kept')`,
  );
  const kept = new Map(rows.map((row) => [row.chunk, Number(row.kept)]));
  return chunks.map((chunk) => kept.get(chunk) ?? null);
}

/**
 * People of the staged chunk whose address the plan changes; of those left alone it differs at the source. Whoever is
 * there as planned, rows and all, has the planned address.
 */
const keepMovedSql = `
  WITH moving AS MATERIALIZED (
    SELECT o.result, ss.source_key, u.id, u.email, s.email AS new_email
    FROM out_users o
    JOIN in_user_sources ss ON ss.ordinal = o.ordinal
    JOIN users u ON u.primary_source_key = ss.source_key
    JOIN in_users s ON s.ordinal = ss.ordinal
    WHERE o.result IS NOT NULL AND u.email IS NOT NULL AND u.email IS DISTINCT FROM s.email
  )
  INSERT INTO found_items (kind, action, target_id, source_id, label, changes)
  SELECT 'user', CASE WHEN u.result = 'kept' THEN 'kept_address' ELSE 'address' END, u.id, substr(u.source_key, 8), u.email,
    jsonb_build_object('email', jsonb_build_array(u.email, u.new_email))
  FROM moving u
  WHERE NOT EXISTS (SELECT 1 FROM moved m WHERE m.id = u.id)
  ORDER BY u.id`;

/**
 * Source rows of the staged people that are linked to somebody else, who stays without them. Whoever gets such a row
 * is marked as updated by now.
 */
const keepPartedSql = `INSERT INTO found_items (kind, action, target_id, source_id, label)
  SELECT 'user', 'parted', us.user_id, substr(ss.source_key, 8), COALESCE(o.label, '')
  FROM out_users o
  JOIN in_user_sources ss ON ss.ordinal = o.ordinal
  JOIN user_sources us ON us.source_key = ss.source_key
  JOIN users u ON u.id = us.user_id
  WHERE o.result IN ('created', 'updated') AND u.id <> o.id AND NOT EXISTS (
    -- Somebody who becomes one with this person goes altogether.
    SELECT 1 FROM in_user_sources own WHERE own.ordinal = ss.ordinal AND own.source_key = u.primary_source_key
  )
  ORDER BY ss.source_key`;

async function markPartChanges(client: PoolClient, spec: KindTable, isMirror: boolean): Promise<void> {
  for (const part of spec.parts) {
    const { rowCount } = await client.query(
      `UPDATE out_${spec.table} SET result = 'updated'
       WHERE (result IS NULL OR result = 'kept') AND ordinal IN (${partChangesSql(spec, part, isMirror)})`,
    );
    if (rowCount) await analyzeResults(client, spec);
  }
}

async function keepCreates(client: PoolClient, spec: KindTable, limit: number): Promise<number> {
  const pairs = spec.columns.map(({ name }) => `'${name}', jsonb_build_array(NULL, to_jsonb(o.${name}))`);
  const { rowCount } = await client.query(
    `INSERT INTO found_items (kind, action, target_id, source_id, label, changes)
     SELECT '${spec.kind}', 'create', o.id, s.source_ids[1], o.label, jsonb_build_object(${pairs.join(", ")})
     FROM out_${spec.table} o JOIN in_${spec.table} s USING (ordinal)
     WHERE o.result IN ('created', 'skipped') ORDER BY o.ordinal LIMIT $1`,
    [limit],
  );
  return rowCount ?? 0;
}

async function keepUpdates(client: PoolClient, spec: KindTable, limit: number): Promise<number> {
  const columns = spec.columns.filter((column) => column.mode === "synced").map((column) => column.name);
  const pairs = columns.map((name) => `('${name}', to_jsonb(t.${name}), to_jsonb(o.${name}))`).join(", ");
  const changes =
    columns.length === 0
      ? "NULL::jsonb"
      : `(SELECT jsonb_object_agg(c.name, jsonb_build_array(c.before, c.after))
          FROM (VALUES ${pairs}) c(name, before, after) WHERE c.before IS DISTINCT FROM c.after)`;
  const { rowCount } = await client.query(
    `INSERT INTO found_items (kind, action, target_id, source_id, label, changes)
     SELECT '${spec.kind}', 'update', o.id, s.source_ids[1], o.label, ${changes}
     FROM out_${spec.table} o JOIN in_${spec.table} s USING (ordinal) JOIN ${spec.table} t ON t.id = o.id
     WHERE o.result = 'updated' ORDER BY o.ordinal LIMIT $1`,
    [limit],
  );
  return rowCount ?? 0;
}

/** Conflicts are few and each must be decided: all are kept. */
async function keepConflicts(client: PoolClient, spec: KindTable): Promise<void> {
  await client.query(
    `INSERT INTO found_items (kind, action, target_id, source_id, label, changes)
     SELECT '${spec.kind}', 'conflict', o.id, s.source_ids[1], o.label, jsonb_build_object('problem', o.problem)
     FROM out_${spec.table} o JOIN in_${spec.table} s USING (ordinal)
     WHERE o.result = 'failed' ORDER BY o.ordinal`,
  );
}
