import type { Database } from "../../database/database.ts";

/** Memberships at WorkOS that are fewer here: folded into another of the same person, or held until somebody decides. */
export type MergeEffects = { folded: number; held: number };

/** What the plan's merges do to the counts of these organizations, by their source ids. */
export async function readMergeEffects(
  db: Database,
  importId: string,
  sourceIds: readonly string[],
): Promise<Map<string, MergeEffects>> {
  if (sourceIds.length === 0) return new Map();
  const { rows } = await db.pool.query<{ source_id: string; folded: string; held: string }>(
    `WITH memberships AS (
       SELECT i.ordinal, organization ->> 'sourceId' AS source_id,
         (i.payload ->> 'decision') IN ('hold', 'undecided') AND NOT (source ->> 'isEmailVerified')::boolean
           AND NOT (source ->> 'isSurvivor')::boolean AS is_held,
         (source ->> 'isSplit')::boolean AS is_split
       FROM plan_items i CROSS JOIN LATERAL jsonb_array_elements(i.payload -> 'rows') source
         CROSS JOIN LATERAL jsonb_array_elements(source -> 'organizations') organization
       WHERE i.import_id = $1 AND i.kind = 'merge'
     ), groups AS (
       SELECT ordinal, source_id, count(*) FILTER (WHERE is_held) AS held,
         greatest(count(*) FILTER (WHERE NOT is_held AND NOT is_split) - 1, 0) AS folded
       FROM memberships WHERE source_id = ANY ($2::text[]) GROUP BY ordinal, source_id
     )
     SELECT source_id, sum(folded) AS folded, sum(held) AS held FROM groups GROUP BY source_id`,
    [importId, sourceIds],
  );
  return new Map(rows.map((row) => [row.source_id, { folded: Number(row.folded), held: Number(row.held) }]));
}
