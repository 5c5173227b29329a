import { type MergeDetail, type MergeRow, mergePayload } from "../api/merge-groups.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { mergeDecision } from "../planner/decisions.ts";
import { ensureImport } from "./import-not-found.ts";
import { mergeRowColumns } from "./merge-where.ts";

type Found = MergeRow & { payload: unknown; decided: unknown };

/**
 * One group of the plan with its evidence, and what was decided about it.
 *
 * @param emailKey the normalised address that its rows share
 * @throws AppError `not_found`
 */
export async function getMerge(
  db: Database,
  _actor: Actor,
  importId: string,
  emailKey: string,
): Promise<MergeDetail> {
  await ensureImport(db, importId, "plan");
  // The decisions may be megabytes: they are looked at only where one was made.
  const [found] = await db.prisma.$queryRaw<Found[]>`
    SELECT ${mergeRowColumns}, i.payload,
      CASE WHEN 'decided' = ANY (m.flags)
        THEN (SELECT decisions->'merges'->${emailKey}::text FROM imports WHERE id = ${importId}) END AS decided
    FROM plan_items i JOIN plan_merges m USING (import_id, ordinal)
    WHERE i.import_id = ${importId} AND i.kind = 'merge' AND i.source_id = ${emailKey}`;
  if (!found) {
    throw new AppError(
      "not_found",
      `No rows of this plan merge under ${emailKey}.`,
      "Look for the address in the list of merges; another plan may have other groups.",
    );
  }
  const { payload, decided, ...row } = found;
  return { row, merge: mergePayload.parse(payload), decided: mergeDecision.nullable().parse(decided) };
}
