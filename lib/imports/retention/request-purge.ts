import type { ImportState } from "../../api/contract.ts";
import { type ImportPart, importParts } from "../../api/storage.ts";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Database } from "../../database/database.ts";
import { AppError } from "../../errors.ts";
import { Prisma } from "../../generated/prisma/client.ts";
import { type Actor, actorName } from "../../identity/actor.ts";
import { importNotFound } from "../import-not-found.ts";

/** States that an import leaves only to be retried or undone: nothing is at work on what it left behind. */
export const finalStates = [
  "complete",
  "complete_with_errors",
  "cancelled",
  "undone",
] as const satisfies ImportState[];

/** Of an import `i`: the next run of its schedule starts from its snapshot (decision 10). */
export const isBaseOfSchedule = Prisma.sql`EXISTS (
  SELECT FROM schedule_runs r WHERE r.import_id = i.id AND i.pulled_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM schedule_runs later JOIN imports p ON p.id = later.import_id
    WHERE later.schedule_id = r.schedule_id AND p.pulled_at > i.pulled_at
  )
)`;

/** Of an import `i`: it has had this part at some time. */
export const hasPart: Record<ImportPart, Prisma.Sql> = {
  snapshot: Prisma.sql`(EXISTS (SELECT FROM import_files f WHERE f.import_id = i.id)
    OR EXISTS (SELECT FROM pull_lanes l WHERE l.import_id = i.id))`,
  plan: Prisma.sql`i.planned_at IS NOT NULL`,
  journal: Prisma.sql`i.started_at IS NOT NULL`,
  log: Prisma.sql`i.started_at IS NOT NULL`,
};

/**
 * Purges everything of an import but its counts and facts, and but the snapshot that a schedule still starts from.
 * Readers see it gone at once; a worker then removes the rows.
 *
 * @returns the parts that are purged with this
 * @throws AppError `not_found`, or `conflict` when the import has not ended or nothing is left to purge
 */
export async function requestPurge(db: Database, actor: Actor, importId: string): Promise<ImportPart[]> {
  return db.prisma.$transaction(async (tx) => {
    // Whoever wants to retry or undo it waits for this, and then sees the marks.
    const [found] = await tx.$queryRaw<{ state: string; origin: string; isBase: boolean }[]>`
      SELECT i.state, o.name AS origin, ${isBaseOfSchedule} AS "isBase"
      FROM imports i JOIN origins o ON o.id = i.origin_id WHERE i.id = ${importId} FOR NO KEY UPDATE OF i`;
    if (!found) throw importNotFound(importId);
    if (!finalStates.some((state) => state === found.state)) {
      throw new AppError(
        "conflict",
        `This import is ${found.state.replaceAll("_", " ")}: what it holds is still needed.`,
        "Let it end, or cancel it; then purge it.",
      );
    }
    const wanted = importParts.filter((part) => part !== "snapshot" || !found.isBase);
    const marked: ImportPart[] = [];
    for (const part of wanted) {
      marked.push(
        ...(await tx.$queryRaw<{ part: ImportPart }[]>`
          INSERT INTO purges (import_id, origin_name, part, requested_by)
          SELECT i.id, ${found.origin}, ${part}, ${actorName(actor)} FROM imports i
          WHERE i.id = ${importId} AND ${hasPart[part]} ON CONFLICT DO NOTHING RETURNING part`.then((rows) =>
          rows.map((row) => row.part),
        )),
      );
    }
    if (marked.length === 0) {
      throw new AppError(
        "conflict",
        found.isBase
          ? "All that is left of this import is the snapshot from which its schedule's next run starts."
          : "Nothing of this import is left to purge.",
        found.isBase ? "It goes once a newer run has taken its place." : "There is nothing to do.",
      );
    }
    await recordAudit(tx, actor, "import.purged", { kind: "import", id: importId }, { parts: marked });
    return marked;
  });
}
