import type { GroupAction, MergeGroups } from "../api/decision-edits.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { mergeWhere } from "./merge-where.ts";

type SelectedGroup = {
  emailKey: string;
  /** For a split: every row but the survivor. */
  splitSourceIds: string[];
};

/** The groups that an action on many means: to hold, there must be an unverified row. */
export function selectGroups(
  tx: Prisma.TransactionClient,
  importId: string,
  groups: MergeGroups,
  action: GroupAction,
): Promise<SelectedGroup[]> {
  const matching =
    "keys" in groups
      ? Prisma.sql`m.import_id = ${importId} AND m.ordinal IN (
          SELECT ordinal FROM plan_items
          WHERE import_id = ${importId} AND kind = 'merge' AND source_id = ANY (${groups.keys}::text[]))`
      : Prisma.sql`${mergeWhere(importId, groups.filter)} AND m.email_key <> ALL (${groups.except}::text[])`;
  const where = action === "hold" ? Prisma.sql`${matching} AND 'unverified' = ANY (m.flags)` : matching;
  // Payloads are read only where their rows count.
  return action === "split"
    ? tx.$queryRaw`
        SELECT m.email_key AS "emailKey", ARRAY(
            SELECT r.value->>'sourceId' FROM jsonb_array_elements(i.payload->'rows') WITH ORDINALITY AS r (value, place)
            WHERE r.place > 1) AS "splitSourceIds"
        FROM plan_merges m JOIN plan_items i ON i.import_id = m.import_id AND i.kind = 'merge' AND i.ordinal = m.ordinal
        WHERE ${where}`
    : tx.$queryRaw`SELECT m.email_key AS "emailKey", ARRAY[]::text[] AS "splitSourceIds" FROM plan_merges m WHERE ${where}`;
}
