import { isKept, ownedPerson } from "../kept.ts";
import { type CatalogTable, isRowSql, rowIdSql } from "./directory-catalog.ts";

/**
 * The SQL of an undo. `undo_rows` holds the journal of one range; what is not to be undone gets a code there, and
 * every row with the same `seq` (a person and its sources, everything that a merge moved) is off with it.
 */
export const undoTablesSql = `
  CREATE TEMP TABLE undo_rows (
    seq bigint, tbl text, id text, action text, before jsonb, after jsonb, code text, message text,
    is_off boolean DEFAULT false
  );
  CREATE INDEX ON undo_rows (tbl, id);
  CREATE INDEX ON undo_rows (seq);
  CREATE TEMP TABLE undo_lines (
    seq bigint, kind text, result text, source_ids text[], target_id text, label text, code text, message text
  );
  CREATE TEMP TABLE written_later (tbl text, id text)`;

/** Fills `written_later` with the rows that later imports wrote, but for those that were undone. */
export const collectWrittenLaterSql = `
  INSERT INTO written_later
  SELECT DISTINCT j.target_table, j.target_id FROM imports i JOIN import_journal j ON j.import_id = i.id
  WHERE i.started_at > (SELECT started_at FROM imports WHERE id = $1) AND i.undone_at IS NULL`;

/** Live: still to be undone. */
const live = (alias: string, table: CatalogTable, ...actions: ("insert" | "update" | "delete")[]) =>
  `${alias}.tbl = '${table.name}' AND NOT ${alias}.is_off
    AND ${alias}.action IN (${actions.map((action) => `'${action}'`).join(", ")})`;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const arrayOf = (columns: readonly string[]) => `ARRAY[${columns.map(literal).join(", ")}]`;

/** Locks what will be written. Nothing can be hung on these rows any more: new references would wait. */
export const lockSql = (table: CatalogTable): string => `
  SELECT count(*) FROM (
    SELECT 1 FROM ${table.name} t JOIN undo_rows r ON r.tbl = '${table.name}' AND ${isRowSql(table, "t", "r.id")}
    WHERE r.action <> 'delete' ORDER BY ${rowIdSql(table, "t")} FOR UPDATE OF t
  ) locked`;

/**
 * Rows of which a journaled column no longer has the value that the import gave it, or that are not there. Most are
 * as they were when they were made: these are told by their whole image, which is cheaper than column by column.
 */
export const touchedSql = (table: CatalogTable): string => `
  UPDATE undo_rows u SET
    code = CASE WHEN d.image IS NULL THEN 'gone_since' ELSE 'changed_since' END,
    message = CASE WHEN d.image IS NULL THEN 'It is no longer there.' ELSE 'Changed since: ' || (
      SELECT string_agg(a.key, ', ' ORDER BY a.key) FROM jsonb_each(d.after) a
      WHERE a.key <> 'updated_at' AND d.image -> a.key IS DISTINCT FROM a.value
    ) || '.' END
  FROM (
    SELECT r.seq, r.id, r.after, to_jsonb(t) AS image
    FROM undo_rows r LEFT JOIN ${table.name} t ON ${isRowSql(table, "t", "r.id")}
    WHERE r.tbl = '${table.name}' AND r.action <> 'delete' OFFSET 0
  ) d
  WHERE u.tbl = '${table.name}' AND u.seq = d.seq AND u.id = d.id AND u.code IS NULL
    AND CASE WHEN d.image = d.after THEN false ELSE
      d.image IS NULL OR d.image || (d.after - 'updated_at') <> d.image END`;

/** Rows that a later import wrote, be it in other columns. */
export const writtenLaterSql = `
  UPDATE undo_rows u SET code = 'changed_since', message = 'A later import changed it.' FROM written_later w
  WHERE w.tbl = u.tbl AND w.id = u.id AND u.code IS NULL`;

/** How the rows of a table are known to be Authio's, as kinds of records are. `r`: an alias of the row. */
const ownership: Record<string, (r: string) => string> = {
  organizations: (r) => isKept("organization", r),
  organization_domains: (r) => isKept("role", r),
  organization_roles: (r) => isKept("role", r),
  users: (r) => ownedPerson(`${r}.id`),
  user_sources: (r) => isKept("user", r),
  members: (r) => isKept("membership", r),
  accounts: (r) => isKept("identity", r),
  connections: (r) => isKept("connection", r),
  directories: (r) => isKept("directory", r),
  directory_groups: (r) => isKept("directory_group", r),
  directory_users: (r) => isKept("directory_user", r),
  directory_group_members: (r) =>
    `EXISTS (SELECT 1 FROM directory_users x WHERE x.id = ${r}.directory_user_id AND ${isKept("directory_user", "x")})`,
  invitations: (r) => isKept("invitation", r),
};

/** Rows that Authio owns by now: imports, and so their undoing, leave them alone. */
export const ownedSql = (table: CatalogTable): string => `
  UPDATE undo_rows u SET code = 'owned', message = 'Authio owns it by now.'
  FROM undo_rows r
  LEFT JOIN ${table.name} c ON ${isRowSql(table, "c", "r.id")}
  CROSS JOIN LATERAL jsonb_populate_record(c, CASE r.action WHEN 'delete' THEN r.before ELSE '{}' END) w
  WHERE r.tbl = '${table.name}' AND ${ownership[table.name]?.("w") ?? "false"}
    AND u.seq = r.seq AND u.tbl = r.tbl AND u.id = r.id`;

/** A record is undone as a whole or not at all. */
export const turnOffSql = `
  UPDATE undo_rows u SET is_off = true
  WHERE NOT u.is_off AND u.seq IN (SELECT r.seq FROM undo_rows r WHERE r.code IS NOT NULL)`;

/** Rows to be removed that something else hangs on: something the import did not make, or that stays. */
export function stillUsedSql(
  table: CatalogTable,
  dependent: CatalogTable,
  column: string,
  message: string,
): string {
  return `
  UPDATE undo_rows u SET code = 'used_since', message = ${literal(message)}
  WHERE ${live("u", table, "insert")} AND u.code IS NULL AND EXISTS (
    SELECT 1 FROM ${dependent.name} c WHERE c.${column} = u.id AND NOT EXISTS (
      SELECT 1 FROM undo_rows d WHERE ${live("d", dependent, "insert", "update")}
        AND d.id = ${rowIdSql(dependent, "c")} AND (d.action = 'insert' OR d.before ? '${column}')
    )
  )`;
}

/** Rows that would come back to a parent that is not there. */
export function parentGoneSql(table: CatalogTable, parent: CatalogTable, column: string): string {
  const wanted = `u.before ->> '${column}'`;
  return `
  UPDATE undo_rows u SET code = 'parent_gone', message = 'What it belonged to is no longer there.'
  WHERE ${live("u", table, "update", "delete")} AND u.code IS NULL AND ${wanted} IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM ${parent.name} p WHERE p.id = ${wanted}
        AND NOT EXISTS (SELECT 1 FROM undo_rows d WHERE ${live("d", parent, "insert")} AND d.id = p.id)
    )
    AND NOT EXISTS (SELECT 1 FROM undo_rows d WHERE ${live("d", parent, "delete")} AND d.id = ${wanted})`;
}

/** Rows whose former values somebody else has by now, unless that row gives them up in the same range. */
export function takenSql(table: CatalogTable, columns: readonly string[], message: string): string {
  const same = columns.map((column) => `h.${column} = w.${column}`).join(" AND ");
  return `
  UPDATE undo_rows u SET code = 'taken_since', message = ${literal(message)}
  FROM undo_rows r
  LEFT JOIN ${table.name} c ON ${isRowSql(table, "c", "r.id")}
  CROSS JOIN LATERAL jsonb_populate_record(c, r.before) w
  JOIN ${table.name} h ON ${same}
  WHERE ${live("r", table, "update", "delete")} AND r.code IS NULL
    AND (r.action = 'delete' OR (r.before ?| ${arrayOf(columns)} AND ${rowIdSql(table, "h")} <> r.id))
    AND NOT EXISTS (
      SELECT 1 FROM undo_rows d WHERE ${live("d", table, "insert", "update")}
        AND d.id = ${rowIdSql(table, "h")} AND (d.action = 'insert' OR d.before ?| ${arrayOf(columns)})
    )
    AND u.seq = r.seq AND u.tbl = r.tbl AND u.id = r.id`;
}

/** Frees the addresses that change hands: the unique index would refuse a swap in either order. */
export const parkAddressesSql = `
  UPDATE users t SET email = NULL FROM undo_rows u
  WHERE u.tbl = 'users' AND NOT u.is_off AND u.id = t.id
    AND (u.action = 'insert' OR (u.action = 'update' AND u.before ? 'email'))
    AND EXISTS (
      SELECT 1 FROM undo_rows w
      WHERE w.tbl = 'users' AND NOT w.is_off AND w.action <> 'insert' AND w.before ->> 'email' IS NOT NULL
    )`;

const columnList = (alias: string, columns: readonly string[]) =>
  columns.map((column) => `${alias}.${column}`).join(", ");

/** @param columns those that the journal has of the removed rows */
export const restoreSql = (table: CatalogTable, columns: readonly string[]): string => `
  INSERT INTO ${table.name} (${columns.join(", ")})
  SELECT ${columnList("w", columns)}
  FROM undo_rows u CROSS JOIN LATERAL jsonb_populate_record(NULL::${table.name}, u.before) w
  WHERE ${live("u", table, "delete")}`;

/** @param columns those that the journal has of the updated rows; each row gets back those that changed in it */
export const setBackSql = (table: CatalogTable, columns: readonly string[]): string => `
  UPDATE ${table.name} t SET ${columns.map((column) => `${column} = w.${column}`).join(", ")}
  FROM undo_rows u
  JOIN ${table.name} c ON ${isRowSql(table, "c", "u.id")}
  CROSS JOIN LATERAL jsonb_populate_record(c, u.before) w
  WHERE ${live("u", table, "update")} AND ${isRowSql(table, "t", "u.id")}`;

export const removeSql = (table: CatalogTable): string => `
  DELETE FROM ${table.name} t USING undo_rows u
  WHERE ${live("u", table, "insert")} AND ${isRowSql(table, "t", "u.id")}`;

/** One line a record, named as the apply's line named it. `$1`: the import's id, `$2` to `$3`: the range's log numbers. */
export const linesSql = `
  INSERT INTO undo_lines (seq, kind, result, source_ids, target_id, label, code, message)
  SELECT g.seq, COALESCE(l.kind, 'user'),
    CASE WHEN g.is_off THEN 'skipped'
      ELSE CASE l.result WHEN 'created' THEN 'removed' WHEN 'removed' THEN 'created' ELSE 'updated' END END,
    COALESCE(l.source_ids, '{}'), COALESCE(l.target_id, g.id), COALESCE(l.label, g.label, g.id),
    COALESCE(g.code, 'undone'), g.message
  FROM (
    SELECT r.seq, bool_or(r.is_off) AS is_off, min(r.id) AS id, min(r.before ->> 'email') AS label,
      (array_agg(r.code ORDER BY r.tbl, r.id) FILTER (WHERE r.code IS NOT NULL))[1] AS code,
      (array_agg(r.message ORDER BY r.tbl, r.id) FILTER (WHERE r.code IS NOT NULL))[1] AS message
    FROM undo_rows r GROUP BY r.seq
  ) g
  LEFT JOIN import_log l ON l.import_id = $1 AND l.seq = g.seq AND l.seq >= $2 AND l.seq < $3
  -- An address that was only freed for somebody else is no record of its own.
  WHERE l.seq IS NOT NULL OR g.is_off`;
