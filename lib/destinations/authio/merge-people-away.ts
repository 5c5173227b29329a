import type { PoolClient } from "pg";
import { journaledDelete, journaledUpdate } from "./chunk-sql.ts";

/**
 * Before the staged people are written:
 *
 * - frees addresses that somebody in this chunk is to have and whose holder moves to another address in this
 *   import (two people may swap theirs: a unique index would refuse either order), and
 * - folds people whose rows the plan has joined into one since they were imported: sources, identities and
 *   memberships go to the person who stays, then the other is removed. All of it is journaled.
 *
 * @returns how many people went
 * @param parameters import id and log number of ordinal 0
 * @param freedOrdinal where the chunk's numbers have room for freed addresses
 * @param ordinal where they have room for people who went
 */
export async function mergePeopleAway(
  client: PoolClient,
  parameters: string[],
  freedOrdinal: number,
  ordinal: number,
): Promise<number> {
  await client.query(
    journaledUpdate({
      table: "users",
      rowId: "t.id",
      set: "email = NULL",
      from: "out_users o, moved m",
      where:
        "o.email = t.email AND m.id = t.id AND NOT m.is_kept AND t.id <> o.id AND (o.result IS NULL OR o.result IN ('created', 'updated'))",
      ordinal: `${freedOrdinal} + o.ordinal`,
    }),
    parameters,
  );
  await client.query("TRUNCATE merged_away");
  const { rowCount } = await client.query(
    `INSERT INTO merged_away
     SELECT $1::int + row_number() OVER (ORDER BY u.id), u.id, o.id
     FROM in_user_sources ss
     JOIN users u ON u.primary_source_key = ss.source_key
     JOIN out_users o ON o.ordinal = ss.ordinal
     WHERE u.id <> o.id AND (o.result IS NULL OR o.result = 'updated')`,
    [ordinal],
  );
  if (!rowCount) return 0;

  await client.query(
    `INSERT INTO import_log (import_id, seq, kind, result, source_ids, target_id, label, code)
     SELECT $1, $2::bigint + m.ordinal, 'user', 'removed', ARRAY[substr(u.primary_source_key, 8)], u.id,
       COALESCE(u.email, u.name), 'merged_into_other'
     FROM merged_away m JOIN users u ON u.id = m.id`,
    parameters,
  );
  const move = (table: string, rowId: string, where = "true") =>
    journaledUpdate({
      table,
      rowId,
      set: "user_id = m.into_id",
      from: "merged_away m",
      where: `t.user_id = m.id AND ${where}`,
      ordinal: "m.ordinal",
    });
  // Neither the one who stays nor an earlier one of those who go is in the organization already.
  const free = `NOT EXISTS (
      SELECT 1 FROM members x WHERE x.user_id = m.into_id AND x.organization_id = t.organization_id
    ) AND NOT EXISTS (
      SELECT 1 FROM merged_away e JOIN members x ON x.user_id = e.id
      WHERE e.into_id = m.into_id AND e.ordinal < m.ordinal AND x.organization_id = t.organization_id
    )`;
  await client.query(move("user_sources", "t.source_key"), parameters);
  await client.query(move("accounts", "t.id"), parameters);
  await client.query(move("directory_users", "t.id"), parameters);
  await client.query(move("members", "t.id", free), parameters);
  for (const [table, column] of [
    ["members", "user_id"],
    ["users", "id"],
  ] as const) {
    await client.query(
      journaledDelete({
        table,
        rowId: "t.id",
        from: "merged_away m",
        where: `t.${column} = m.id`,
        ordinal: "m.ordinal",
      }),
      parameters,
    );
  }
  return rowCount;
}
