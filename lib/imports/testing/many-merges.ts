import type { Database } from "../../database/database.ts";

/**
 * Gives an import so many groups, as a plan would: two rows each, every thousandth nine; every tenth with an unverified
 * row, every hundredth with different roles. Their keys are `p0@example.com` and so on.
 */
export async function storeManyMerges(db: Database, importId: string, groups: number): Promise<void> {
  await db.pool.query(
    `INSERT INTO plan_items (import_id, kind, ordinal, source_id, label, search, payload)
     SELECT $1, 'merge', n, 'p' || n || '@example.com', '', '', jsonb_build_object(
       'rows', jsonb_build_array(jsonb_build_object('sourceId', 'user_' || n || 'a'),
         jsonb_build_object('sourceId', 'user_' || n || 'b')), 'evidence', repeat('evidence ', 150))
     FROM generate_series(0, $2 - 1) n`,
    [importId, groups],
  );
  await db.pool.query(
    `INSERT INTO plan_merges (import_id, ordinal, email_key, name, rows, people, organizations, conflicts, decision,
       flags, rows_order, conflicts_order, search)
     SELECT $1, n, 'p' || n || '@example.com', 'P ' || n, size, 1, 1, n % 4, 'merge',
       array_remove(ARRAY[CASE WHEN n % 10 = 0 THEN 'unverified' END, CASE WHEN n % 100 = 0 THEN 'roles' END], NULL),
       (1048576 - size) * 4294967296 + n, (1048576 - n % 4) * 4294967296 + n,
       'p' || n || '@example.com ' || repeat('user_01 ', 20)
     FROM generate_series(0, $2 - 1) n, LATERAL (SELECT CASE WHEN n % 1000 = 0 THEN 9 ELSE 2 END::bigint AS size) s`,
    [importId, groups],
  );
  await db.pool.query("ANALYZE plan_merges; ANALYZE plan_items");
}
