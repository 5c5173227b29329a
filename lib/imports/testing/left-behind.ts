import type { Database } from "../../database/database.ts";

/** What an import leaves behind, by source ids: directory, log, journal. Two imports that did the same have the same. */
export async function leftBehind(db: Database, importId: string): Promise<string> {
  const { rows } = await db.pool.query(
    `SELECT
       (SELECT md5(string_agg(concat_ws('|', source_key, name, slug), E'\\n' ORDER BY source_key)) FROM organizations) AS organizations,
       (SELECT md5(string_agg(concat_ws('|', primary_source_key, email, name), E'\\n' ORDER BY email)) FROM users) AS users,
       (SELECT md5(string_agg(concat_ws('|', o.source_key, u.email, m.role, m.status), E'\\n' ORDER BY o.source_key, u.email))
         FROM members m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id) AS members,
       (SELECT md5(string_agg(concat_ws('|', seq, kind, result, label, source_ids), E'\\n' ORDER BY seq))
         FROM import_log WHERE import_id = $1) AS log,
       (SELECT md5(string_agg(concat_ws('|', seq, target_table, action), E'\\n' ORDER BY seq, target_table))
         FROM import_journal WHERE import_id = $1) AS journal,
       (SELECT json_agg(p ORDER BY p.kind) FROM (
         SELECT kind, planned, processed, created, failed FROM import_progress WHERE import_id = $1) p) AS progress`,
    [importId],
  );
  return JSON.stringify(rows[0], null, 1);
}
