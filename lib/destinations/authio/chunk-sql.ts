import { type KindTable, type PartTable, parentProblems, type TargetColumn } from "./kind-spec.ts";

/**
 * The SQL of a chunk, generated from a kind's columns. Aliases: `t` the directory's table, `o` the resolved
 * row, `s` the staged one. `$1` is the import's id and `$2` the log number before the chunk's first.
 */

/** Tables with a column `updated_at`, which an import moves without comparing it. */
const touched = new Set(["users", "organizations", "connections", "directories"]);

const names = (columns: readonly TargetColumn[]) => columns.map((column) => column.name);
const synced = (columns: readonly TargetColumn[]) =>
  columns.filter((column) => column.mode === "synced").map((column) => column.name);
const listOf = (alias: string, columns: readonly string[]) =>
  columns.map((name) => `${alias}.${name}`).join(", ");
const differ = (left: string, right: string, columns: readonly string[]) =>
  `(${listOf(left, columns)}) IS DISTINCT FROM (${listOf(right, columns)})`;

/**
 * Temporary tables of a session. `moved`: people whose address the plan changes, with the new address; of those
 * whom Authio owns (`is_kept`) the directory's stays. `parted`: source rows that leave their person for one of their own.
 */
export const sessionTables = `
  CREATE TEMP TABLE run (import_id text, origin_id int, target_organization_id text, adoptions text[], is_diff boolean);
  CREATE TEMP TABLE moved (id text PRIMARY KEY, email text, is_kept boolean);
  CREATE TEMP TABLE parted (source_key text PRIMARY KEY, user_id text);
  CREATE TEMP TABLE merged_away (ordinal int, id text, into_id text)`;

/** A kind's staging tables, empty: made where a session has not met the kind yet. */
export function emptyStagingSql(spec: KindTable): string {
  const fieldsOf = (columns: readonly { name: string; type: string }[]) =>
    columns.map((column) => `, ${column.name} ${column.type}`).join("");
  const tables = [
    [`in_${spec.table}`, `ordinal int, source_ids text[], label text${fieldsOf(spec.staged)}`],
    ...spec.parts.map((part) => [`in_${part.table}`, `ordinal int${fieldsOf(part.staged)}`]),
    [
      `out_${spec.table}`,
      `ordinal int, id text, problem text, label text, result text${fieldsOf(spec.columns)}`,
    ],
  ];
  return [
    ...tables.map(([name, fields]) => `CREATE TEMP TABLE IF NOT EXISTS ${name} (${fields})`),
    `TRUNCATE ${tables.map(([name]) => name).join(", ")}`,
  ].join(";\n");
}

/**
 * 32 hex digits: the time in milliseconds, asked once for all rows of the statement, the row's ordinal, then chance. Rows
 * that are made one after the other lie side by side in every index that holds their ids, however large it is.
 */
const newId = `(SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0'))
  || lpad(to_hex(r.ordinal), 8, '0') || lpad(to_hex((random() * 281474976710655)::bigint), 12, '0')`;

/**
 * Fills `out_…`. `result`: created, updated (there and different), skipped, failed, or null for a row that is there as
 * planned; kept comes later.
 */
export function resolveSql(spec: KindTable): string {
  const columns = names(spec.columns).join(", ");
  const parents = parentProblems.map((problem) => `'${problem}'`).join(", ");
  const compared = synced(spec.columns);
  return `INSERT INTO out_${spec.table} (ordinal, id, problem, label, result, ${columns})
    SELECT r.ordinal, COALESCE(r.id, '${spec.idPrefix}_' || ${newId}), r.problem, r.label,
      CASE WHEN r.problem IN (${parents}) THEN 'skipped' WHEN r.problem IS NOT NULL THEN 'failed'
        WHEN r.id IS NULL THEN 'created'
        ${compared.length > 0 ? `WHEN ${differ("t", "r", compared)} THEN 'updated'` : ""} END,
      ${listOf("r", names(spec.columns))}
    FROM (${spec.resolve}) r(ordinal, id, problem, label, ${columns})
    LEFT JOIN ${spec.table} t ON t.id = r.id`;
}

/** Of the rows that differ, those which this run may not write are unchanged. Null: it may write them all. */
export function disownSql(spec: KindTable): string | null {
  if (!spec.ownsRow) return null;
  return `UPDATE out_${spec.table} o SET result = NULL FROM ${spec.table} t
    WHERE o.result = 'updated' AND t.id = o.id AND (${spec.ownsRow}) IS NOT TRUE`;
}

export function insertSql(spec: KindTable): string {
  const columns = ["id", ...names(spec.columns)];
  return `WITH done AS (
      INSERT INTO ${spec.table} AS t (${columns.join(", ")})
      SELECT ${listOf("o", columns)} FROM out_${spec.table} o WHERE o.result = 'created' ORDER BY o.ordinal
      RETURNING t.*
    )
    INSERT INTO import_journal (import_id, seq, target_table, target_id, action, after)
    SELECT $1, $2::bigint + o.ordinal, '${spec.table}', t.id, 'insert', to_jsonb(t)
    FROM done t JOIN out_${spec.table} o ON o.id = t.id`;
}

export function updateSql(spec: KindTable): string {
  const columns = synced(spec.columns);
  return journaledUpdate({
    table: spec.table,
    rowId: "t.id",
    set: columns.map((name) => `${name} = o.${name}`).join(", "),
    from: `out_${spec.table} o`,
    where: "o.id = t.id AND o.result = 'updated'",
    ordinal: "o.ordinal",
  });
}

/** Updates rows and writes, of every row, the columns that changed, before and after, to the journal. */
export function journaledUpdate(update: {
  table: string;
  rowId: string;
  set: string;
  from: string;
  where: string;
  ordinal: string;
}): string {
  const { table, rowId, set, from, where, ordinal } = update;
  return `WITH old AS MATERIALIZED (
      SELECT ${rowId} AS row_id, ${ordinal} AS ordinal, to_jsonb(t) AS image
      FROM ${table} t, ${from} WHERE ${where} FOR UPDATE OF t
    ), done AS (
      UPDATE ${table} t SET ${set}${touched.has(table) ? ", updated_at = now()" : ""}
      FROM ${from} WHERE ${where} RETURNING ${rowId} AS row_id, to_jsonb(t) AS image
    ), journal AS (
      INSERT INTO import_journal (import_id, seq, target_table, target_id, action, before, after)
      SELECT $1, $2::bigint + old.ordinal, '${table}', old.row_id, 'update', changed.before, changed.after
      FROM old JOIN done USING (row_id) CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(b.key, b.value) AS before,
          jsonb_object_agg(a.key, a.value) FILTER (WHERE a.key <> 'updated_at') AS after
        FROM jsonb_each(old.image) b JOIN jsonb_each(done.image) a USING (key)
        WHERE a.value IS DISTINCT FROM b.value
      ) changed
    )
    SELECT DISTINCT ordinal FROM old`;
}

/** Removes rows and keeps them in the journal as they were. */
export function journaledDelete(removal: {
  table: string;
  rowId: string;
  from: string;
  where: string;
  ordinal: string;
}): string {
  const { table, rowId, from, where, ordinal } = removal;
  return `WITH done AS (
      DELETE FROM ${table} t USING ${from} WHERE ${where}
      RETURNING ${rowId} AS row_id, ${ordinal} AS ordinal, to_jsonb(t) AS image
    ), journal AS (
      INSERT INTO import_journal (import_id, seq, target_table, target_id, action, before)
      SELECT $1, $2::bigint + done.ordinal, '${table}', done.row_id, 'delete', done.image FROM done
    )
    SELECT DISTINCT ordinal FROM done`;
}

/** The rows a part shall have, with the owner they belong to: what insert, update and removal start from. */
function wantedSql(owner: KindTable, part: PartTable, ownerResults = "'created', 'updated'"): string {
  return `SELECT s.ordinal, o.result, ${part.values}
    FROM in_${part.table} s
    JOIN out_${owner.table} o ON o.ordinal = s.ordinal AND (o.result IS NULL OR o.result IN (${ownerResults}))
    ${part.joins ?? ""}`;
}

/** The same for what may be added: also to owners that are left alone otherwise, if the part says so. */
const addableSql = (owner: KindTable, part: PartTable) =>
  wantedSql(owner, part, part.isAddedToKept ? "'created', 'updated', 'kept'" : undefined);

const sameKey = (left: string, right: string, part: PartTable) =>
  part.key.map((name) => `${left}.${name} = ${right}.${name}`).join(" AND ");

/** Inserts a part's missing rows, all of them journaled; answers the ordinals of owners that were there before. */
export function insertPartSql(owner: KindTable, part: PartTable): string {
  const columns = names(part.columns);
  return `WITH want(ordinal, owner_result, ${columns.join(", ")}) AS MATERIALIZED (${addableSql(owner, part)}),
    done AS (
      INSERT INTO ${part.table} AS t (${columns.join(", ")}) SELECT ${listOf("w", columns)} FROM want w
      WHERE NOT EXISTS (SELECT 1 FROM ${part.table} t WHERE ${sameKey("t", "w", part)})
      RETURNING t.*
    ), journal AS (
      INSERT INTO import_journal (import_id, seq, target_table, target_id, action, after)
      SELECT $1, $2::bigint + w.ordinal, '${part.table}', ${part.rowId}, 'insert', to_jsonb(t)
      FROM done t JOIN want w ON ${sameKey("t", "w", part)}
      RETURNING seq
    )
    SELECT DISTINCT w.ordinal FROM want w
    WHERE w.owner_result IS DISTINCT FROM 'created' AND $2::bigint + w.ordinal IN (SELECT seq FROM journal)`;
}

/** Updates a part's rows that differ; answers the ordinals of their owners. Null: nothing of it is synced. */
export function updatePartSql(owner: KindTable, part: PartTable): string | null {
  const columns = synced(part.columns);
  if (columns.length === 0) return null;
  const want = `(${wantedSql(owner, part)}) w(ordinal, owner_result, ${names(part.columns).join(", ")})`;
  return journaledUpdate({
    table: part.table,
    rowId: part.rowId,
    set: columns.map((name) => `${name} = w.${name}`).join(", "),
    from: want,
    where: `${sameKey("t", "w", part)} AND ${differ("t", "w", columns)}`,
    ordinal: "w.ordinal",
  });
}

/** Removes rows of a part that the record no longer has; answers the ordinals of their owners. */
export function removePartSql(owner: KindTable, part: PartTable): string {
  const want = `(${wantedSql(owner, part)}) w(ordinal, owner_result, ${names(part.columns).join(", ")})`;
  return journaledDelete({
    table: part.table,
    rowId: part.rowId,
    from: `out_${owner.table} o`,
    where: `t.${part.ownerColumn} = o.id AND (o.result IS NULL OR o.result = 'updated')
      AND NOT EXISTS (SELECT 1 FROM ${want} WHERE ${sameKey("t", "w", part)})`,
    ordinal: "o.ordinal",
  });
}

/** Ordinals of records that are there and whose parts differ (missing, other, or too many in mirror mode). */
export function partChangesSql(owner: KindTable, part: PartTable, isMirror: boolean): string {
  const columns = synced(part.columns);
  const want = `want(ordinal, owner_result, ${names(part.columns).join(", ")})`;
  const changed =
    columns.length === 0
      ? ""
      : `OR (w.owner_result IS DISTINCT FROM 'kept' AND ${differ("t", "w", columns)})`;
  const surplus = `UNION SELECT o.ordinal FROM out_${owner.table} o JOIN ${part.table} t ON t.${part.ownerColumn} = o.id
    WHERE (o.result IS NULL OR o.result = 'updated')
      AND NOT EXISTS (SELECT 1 FROM want w WHERE ${sameKey("t", "w", part)})`;
  return `WITH ${want} AS (${addableSql(owner, part)})
    SELECT w.ordinal FROM want w LEFT JOIN ${part.table} t ON ${sameKey("t", "w", part)}
    WHERE w.owner_result IS DISTINCT FROM 'created' AND (t.${part.key[0]} IS NULL ${changed})
    ${isMirror && part.isWholeSet ? surplus : ""}`;
}

export function logSql(spec: KindTable): string {
  return `INSERT INTO import_log (import_id, seq, kind, result, source_ids, target_id, label, code)
    SELECT $1, $2::bigint + o.ordinal, '${spec.kind}', o.result, s.source_ids,
      CASE WHEN o.result IN ('created', 'updated') THEN o.id END, o.label, o.problem
    FROM out_${spec.table} o JOIN in_${spec.table} s ON s.ordinal = o.ordinal
    WHERE o.result IS NOT NULL AND o.result <> 'kept' ORDER BY o.ordinal`;
}
