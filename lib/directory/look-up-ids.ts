import type { IdMapAnswer, IdMapEntry } from "../api/id-map.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { sourcePrefix } from "./id-map-tables.ts";
import { sourceKeys } from "./search-text.ts";

type Row = Omit<IdMapEntry, "sourceId" | "foldedSourceIds"> & { key: string; foldedKeys: string[] };

/** Every kind but memberships: found by a unique index each. */
const byIndex = `
  SELECT 'user' AS kind, s.source_key AS key, u.id AS "authioId", coalesce(u.email, u.name) AS label,
    ARRAY(SELECT f.source_key FROM user_sources f WHERE f.user_id = u.id
      ORDER BY f.source_key IS DISTINCT FROM u.primary_source_key, f.source_key) AS "foldedKeys"
  FROM user_sources s JOIN users u ON u.id = s.user_id WHERE s.source_key = ANY ($1)
  ${[
    ["organization", "organizations", "name"],
    ["connection", "connections", "name"],
    ["directory", "directories", "name"],
    ["directory_user", "directory_users", "user_name"],
    ["directory_group", "directory_groups", "name"],
    ["invitation", "invitations", "email"],
  ]
    .map(
      ([kind, table, label]) => `
  UNION ALL SELECT '${kind}', source_key, id, ${label}, ARRAY[source_key] FROM ${table} WHERE source_key = ANY ($1)`,
    )
    .join("")}`;

/** No index knows the WorkOS ids of memberships: a million of them are looked through, in parallel. */
const memberships = `
  SELECT 'membership' AS kind, k.key, m.id AS "authioId", m.source_keys AS "foldedKeys",
    (SELECT coalesce(u.email, u.name) FROM users u WHERE u.id = m.user_id) || ' in ' ||
      (SELECT o.name FROM organizations o WHERE o.id = m.organization_id) AS label
  FROM members m, unnest(m.source_keys) AS k (key)
  WHERE m.source_keys && $1 AND k.key = ANY ($1)`;

/**
 * What ids of WorkOS became here, in the order they were asked for; one id may stand for records of several kinds.
 *
 * @throws AppError `not_found` if the directory has nothing of any of them
 */
export async function lookUpIds(
  db: Database,
  _actor: Actor,
  sourceIds: readonly string[],
): Promise<IdMapAnswer> {
  const asked = [...new Set(sourceIds.map((id) => id.trim()))];
  const found = new Map<string, Row[]>();
  const isKnown = (id: string) => sourceKeys(id).some((key) => found.has(key));
  for (const sql of [byIndex, memberships]) {
    const missing = asked.filter((id) => !isKnown(id)).flatMap(sourceKeys);
    if (missing.length === 0) break;
    const { rows } = await db.pool.query<Row>(sql, [missing]);
    for (const row of rows) found.set(row.key, [...(found.get(row.key) ?? []), row]);
  }
  const entries = asked.flatMap((id) => sourceKeys(id).flatMap((key) => found.get(key) ?? []));
  if (entries.length === 0) throw unknownIds(asked);
  return { entries: entries.map(toEntry), unknown: asked.filter((id) => !isKnown(id)) };
}

function toEntry({ key, foldedKeys, ...entry }: Row): IdMapEntry {
  return { ...entry, sourceId: sourceIdOf(key), foldedSourceIds: foldedKeys.map(sourceIdOf) };
}

/** The id as the source names it. */
function sourceIdOf(key: string): string {
  return key.startsWith(sourcePrefix) ? key.slice(sourcePrefix.length) : key;
}

function unknownIds(ids: readonly string[]): AppError {
  const [first] = ids;
  return new AppError(
    "not_found",
    ids.length === 1
      ? `Nothing in the directory came from the WorkOS id ${first}.`
      : `Nothing in the directory came from any of these ${ids.length} WorkOS ids.`,
    "See whether it is spelled right, and whether its import left it out: the issues of the plan say why.",
  );
}
