import type { PoolClient } from "pg";
import type { PlannedKind } from "../../planner/planned-records.ts";
import { journaledDelete, journaledUpdate } from "./chunk-sql.ts";
import { isKept } from "./kept.ts";
import type { DirectoryRun } from "./staging.ts";

/** Of which kinds a missing record means that it is gone at the source. */
export type GoneScope = {
  /**
   * Kinds whose lists the snapshot holds whole. A list that is absent, has unreadable records or was cut to some
   * organizations by a decision can remove nothing (decision 15).
   */
  kinds: ReadonlySet<PlannedKind>;
  /** Source ids that the snapshot holds but the plan leaves behind: held, excluded, unusable. Not gone. */
  leftBehind: readonly string[];
};

type GoneRule = {
  /** Table whose rows can be gone, and the SQL over `t` that names a row, as `present` has it. */
  table: string;
  rowId: string;
  targetId: string;
  sourceId: string;
  label: string;
  /** SQL over `t` and `b`: is the row the one that `b` (of `left_behind`) names? */
  isLeftBehind: string;
};

const bySourceKey = (table: string, label: string): GoneRule => ({
  table,
  rowId: "t.id",
  targetId: "t.id",
  sourceId: "substr(t.source_key, 8)",
  label,
  isLeftBehind: "b.source_key = t.source_key",
});

/** Children first: the order in which the gone are removed. Custom roles stay: somebody may have been given one here. */
const rules: readonly [PlannedKind, GoneRule][] = [
  ["invitation", bySourceKey("invitations", "t.email")],
  ["directory_user", bySourceKey("directory_users", "t.user_name")],
  ["directory_group", bySourceKey("directory_groups", "t.name")],
  ["directory", bySourceKey("directories", "t.name")],
  ["connection", bySourceKey("connections", "t.name")],
  [
    "identity",
    {
      table: "accounts",
      rowId: "t.id",
      targetId: "t.id",
      sourceId: "t.account_id",
      label: "t.provider_id || ': ' || t.account_id",
      isLeftBehind: "false",
    },
  ],
  [
    "membership",
    {
      table: "members",
      rowId: "t.id",
      targetId: "t.id",
      sourceId: "substr(t.source_keys[1], 8)",
      label: `(SELECT COALESCE(u.email, u.name) || ' → ' || g.name FROM users u, organizations g
        WHERE u.id = t.user_id AND g.id = t.organization_id)`,
      isLeftBehind: "b.source_key = ANY (t.source_keys)",
    },
  ],
  [
    "user",
    {
      table: "user_sources",
      rowId: "t.source_key",
      targetId: "t.user_id",
      sourceId: "substr(t.source_key, 8)",
      label: "t.email",
      isLeftBehind: "b.source_key = t.source_key",
    },
  ],
  ["organization", bySourceKey("organizations", "t.name")],
];

/** Kinds in the order in which what is gone is removed. */
export const removalOrder: readonly PlannedKind[] = rules.map(([kind]) => kind);

/**
 * Keeps as `found_items` what the directory has of this origin and the snapshot has no more. `present` holds the
 * rows that were met, `left_behind` the source keys that are not gone although nothing was planned for them.
 *
 * What Authio owns is neither gone nor counted.
 *
 * @returns how many are gone, of how many there are
 */
export async function insertGone(
  client: PoolClient,
  kind: PlannedKind,
  run: DirectoryRun,
  scope: GoneScope,
): Promise<{ gone: number; of: number }> {
  const rule = rules.find(([ruleKind]) => ruleKind === kind)?.[1];
  if (!rule || !scope.kinds.has(kind)) return { gone: 0, of: 0 };
  const { rows } = await client.query<{ of: string }>(
    `SELECT count(*) AS of FROM ${rule.table} t WHERE t.origin_id = $1 AND NOT ${isKept(kind, "t")}`,
    [run.originId],
  );
  const of = Number(rows[0]?.of ?? 0);
  if (of === 0) return { gone: 0, of };
  await client.query("ANALYZE present");
  // First what is missing, which is little; only that is looked up among what is left behind.
  const { rowCount } = await client.query(
    `WITH missing AS MATERIALIZED (
       SELECT t.* FROM ${rule.table} t
       WHERE t.origin_id = $1 AND NOT EXISTS (SELECT 1 FROM present p WHERE p.id = ${rule.rowId})
     )
     INSERT INTO found_items (kind, action, target_id, source_id, label)
     SELECT '${kind}', 'gone', ${rule.targetId}, ${rule.sourceId}, COALESCE(${rule.label}, '?')
     FROM missing t
     WHERE NOT EXISTS (SELECT 1 FROM left_behind b WHERE ${rule.isLeftBehind}) AND NOT ${isKept(kind, "t")}
     ORDER BY ${rule.rowId}`,
    [run.originId],
  );
  return { gone: rowCount ?? 0, of };
}

/**
 * Removes one batch of what the diff found gone, in the caller's transaction, with journal and log. Never more
 * than was confirmed: the batch names the rows. A row that something else hangs on by now is left and logged.
 *
 * @param ordinals only these of the batch, from 1
 */
export async function removeGone(
  client: PoolClient,
  kind: PlannedKind,
  run: DirectoryRun,
  firstSeq: bigint,
  offset: number,
  limit: number,
  ordinals?: readonly number[],
): Promise<{ removed: number; skipped: number }> {
  const rule = rules.find(([ruleKind]) => ruleKind === kind)?.[1];
  if (!rule) return { removed: 0, skipped: 0 };
  await client.query(
    "CREATE TEMP TABLE IF NOT EXISTS leaving (ordinal int, id text, source_id text, label text)",
  );
  await client.query("TRUNCATE leaving");
  // They are numbered one after the other: nobody counts up to a batch.
  await client.query(
    `WITH batch AS (
       SELECT ordinal + $3 AS first FROM diff_items
       WHERE import_id = $1 AND action = 'gone' AND kind = $2 ORDER BY ordinal LIMIT 1
     )
     INSERT INTO leaving SELECT ordinal - (SELECT first FROM batch) + 1, target_id, source_id, label FROM diff_items
     WHERE import_id = $1 AND action = 'gone' AND kind = $2
       AND ordinal BETWEEN (SELECT first FROM batch) AND (SELECT first FROM batch) + $4 - 1`,
    [run.importId, kind, offset, limit],
  );
  if (ordinals) await client.query("DELETE FROM leaving WHERE ordinal <> ALL ($1::int[])", [ordinals]);
  // Authio may have taken over since the diff.
  await client.query(
    `DELETE FROM leaving l USING ${rule.table} t WHERE ${namedByLeaving(kind)} AND ${isKept(kind, "t")}`,
  );
  const parameters = [run.importId, firstSeq.toString()];
  for (const { table, rowId, column } of ownedBy[kind] ?? []) {
    await client.query(
      journaledDelete({
        table,
        rowId,
        from: `leaving l, ${rule.table} g`,
        where: `t.${column} = l.id AND g.id = l.id AND g.origin_id = ${run.originId}
          AND ${(unused[kind] ?? "true").replaceAll("t.id", "g.id")}`,
        ordinal: "l.ordinal",
      }),
      parameters,
    );
  }
  const done = await client.query<{ ordinal: number }>(removalSql(kind, rule, run.originId), parameters);
  if (kind === "user") {
    await client.query(unlinkDirectoryUsersSql, parameters);
    await client.query(removePeopleWithoutSourceSql, parameters);
  }
  const removed = done.rows.map((row) => row.ordinal);
  const { rowCount } = await client.query(
    `INSERT INTO import_log (import_id, seq, kind, result, source_ids, target_id, label, code)
     SELECT $1, $2::bigint + l.ordinal, '${kind}',
       CASE WHEN l.ordinal = ANY ($3::int[]) THEN 'removed' ELSE 'skipped' END,
       CASE WHEN l.source_id IS NULL THEN '{}' ELSE ARRAY[l.source_id] END, l.id, l.label,
       CASE WHEN l.ordinal = ANY ($3::int[]) THEN 'gone_at_source' ELSE 'still_in_use' END
     FROM leaving l`,
    [...parameters, removed],
  );
  return { removed: removed.length, skipped: (rowCount ?? 0) - removed.length };
}

const groupMember = { table: "directory_group_members", rowId: "t.group_id || ' ' || t.directory_user_id" };

/** What a row takes along: journaled first, since the foreign key would remove it unseen. */
const ownedBy: Partial<Record<PlannedKind, readonly { table: string; rowId: string; column: string }[]>> = {
  organization: [
    { table: "organization_domains", rowId: "t.id", column: "organization_id" },
    { table: "organization_roles", rowId: "t.id", column: "organization_id" },
  ],
  directory_group: [{ ...groupMember, column: "group_id" }],
  directory_user: [{ ...groupMember, column: "directory_user_id" }],
};

const unused: Partial<Record<PlannedKind, string>> = {
  // Deleting these rows would take along, unseen, what hangs on them.
  organization: `NOT EXISTS (SELECT 1 FROM members x WHERE x.organization_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM connections x WHERE x.organization_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM directories x WHERE x.organization_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM invitations x WHERE x.organization_id = t.id)`,
  directory: `NOT EXISTS (SELECT 1 FROM directory_users x WHERE x.directory_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM directory_groups x WHERE x.directory_id = t.id)`,
};

/** SQL over `t` and `l`: is the row the one that `l` (of `leaving`) names? */
const namedByLeaving = (kind: PlannedKind) =>
  kind === "user" ? "t.source_key = 'workos:' || l.source_id" : "t.id = l.id";

function removalSql(kind: PlannedKind, rule: GoneRule, originId: number): string {
  return journaledDelete({
    table: rule.table,
    rowId: rule.rowId,
    from: `leaving l`,
    where: `${namedByLeaving(kind)} AND t.origin_id = ${originId} AND ${unused[kind] ?? "true"}`,
    ordinal: "l.ordinal",
  });
}

/** A person none of whose rows is left at any source goes, unless somebody uses the account here. */
const leavingPeople = {
  from: "(SELECT DISTINCT ON (id) id, ordinal FROM leaving ORDER BY id, ordinal) l",
  isUnused: `NOT EXISTS (SELECT 1 FROM user_sources x WHERE x.user_id = l.id)
    AND NOT EXISTS (SELECT 1 FROM members x WHERE x.user_id = l.id)
    AND NOT EXISTS (SELECT 1 FROM sessions x WHERE x.user_id = l.id)
    AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.user_id = l.id)`,
};
const removePeopleWithoutSourceSql = journaledDelete({
  table: "users",
  rowId: "t.id",
  from: leavingPeople.from,
  where: `t.id = l.id AND ${leavingPeople.isUnused}`,
  ordinal: "l.ordinal",
});
/** Their IdP's record of them stays, and would lose them unseen. */
const unlinkDirectoryUsersSql = journaledUpdate({
  table: "directory_users",
  rowId: "t.id",
  set: "user_id = NULL",
  from: leavingPeople.from,
  where: `t.user_id = l.id AND ${leavingPeople.isUnused}`,
  ordinal: "l.ordinal",
});
