import { importParts } from "../../api/storage.ts";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Database } from "../../database/database.ts";
import { Prisma } from "../../generated/prisma/client.ts";
import { type Actor, actorName, type SystemActor } from "../../identity/actor.ts";
import { finalStates, hasPart, isBaseOfSchedule } from "./request-purge.ts";

/** Who purges where only the clock was there. */
export const retentionActor: SystemActor = { kind: "system", name: "Retention" };

export type Expired = { importId: string; originName: string; part: string };

/** Of an import `i`: it ended so many days ago. Never is never. */
const isOlderThan = (column: string) => Prisma.sql`
  GREATEST(i.created_at, i.finished_at, i.undone_at) < now() - make_interval(days => k.${Prisma.raw(column)})`;

/** A scheduled run that changed, refused and skipped nothing. */
const isQuiet = Prisma.sql`
  i.state IN ('complete', 'cancelled')
  AND EXISTS (SELECT FROM schedule_runs r WHERE r.import_id = i.id AND r.finished_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM import_progress p
    WHERE p.import_id = i.id AND p.created + p.updated + p.removed + p.skipped + p.failed > 0)`;

/** Everything that has been kept for its time, by import: what nothing needs any more. */
export async function findExpired(tx: Prisma.TransactionClient): Promise<Expired[]> {
  // Locked for as long as the caller's transaction lasts, so that none is retried or undone meanwhile.
  const candidates = Prisma.sql`
    SELECT i.id, i.origin_id, i.state, i.created_at, i.finished_at, i.undone_at, i.pulled_at, i.planned_at, i.started_at
    FROM imports i, retention k WHERE i.state = ANY (${[...finalStates]})
      AND (${Prisma.join(
        ["snapshot_days", "plan_days", "journal_days", "log_days", "quiet_days"].map(isOlderThan),
        " OR ",
      )})
    FOR NO KEY UPDATE OF i SKIP LOCKED`;
  const parts = importParts.map(
    (part) => Prisma.sql`
      SELECT i.id, i.origin_id, ${part} AS part FROM i, retention k
      WHERE ${isOlderThan(`${part}_days`)} AND ${hasPart[part]}
        ${part === "snapshot" ? Prisma.sql`AND NOT ${isBaseOfSchedule}` : Prisma.empty}`,
  );
  const expired = await tx.$queryRaw<Expired[]>`
    WITH i AS MATERIALIZED (${candidates}), expired AS (
      ${Prisma.join(parts, " UNION ALL ")}
      UNION ALL SELECT i.id, i.origin_id, 'import' FROM i, retention k
      WHERE ${isOlderThan("quiet_days")} AND ${isQuiet} AND NOT ${isBaseOfSchedule}
    )
    SELECT e.id AS "importId", o.name AS "originName", e.part FROM expired e JOIN origins o ON o.id = e.origin_id
    WHERE NOT EXISTS (SELECT FROM purges p WHERE p.import_id = e.id AND p.part IN (e.part, 'import'))
    ORDER BY e.id, e.part`;
  const whole = new Set(expired.flatMap(({ importId, part }) => (part === "import" ? [importId] : [])));
  return expired.filter(({ importId, part }) => part === "import" || !whole.has(importId));
}

/**
 * Marks what has been kept for its time as purged. Readers see it gone at once; a worker then removes the rows.
 *
 * @param isDaily only if that was last done a day ago or more: of all who ask, one does it
 * @returns what was marked, or null if it is not time
 */
export async function markExpired(db: Database, actor: Actor, isDaily: boolean): Promise<Expired[] | null> {
  return db.prisma.$transaction(async (tx) => {
    const claimed = await tx.$executeRaw`
      UPDATE retention SET last_run_at = now()
      WHERE NOT ${isDaily}::boolean OR last_run_at IS NULL OR last_run_at < now() - interval '1 day'`;
    if (claimed === 0) return null;
    const expired = await findExpired(tx);
    if (expired.length === 0) return [];
    await tx.$executeRaw`
      INSERT INTO purges (import_id, origin_name, part, requested_by, requested_at)
      SELECT e.import_id, e.origin_name, e.part, ${actorName(actor)}, now()
      FROM jsonb_to_recordset(${JSON.stringify(
        expired.map(({ importId, originName, part }) => ({
          import_id: importId,
          origin_name: originName,
          part,
        })),
      )}::jsonb) AS e (import_id text, origin_name text, part text)`;
    for (const importId of new Set(expired.map((one) => one.importId))) {
      const parts = expired.filter((one) => one.importId === importId).map(({ part }) => part);
      await recordAudit(tx, actor, "import.purged", { kind: "import", id: importId }, { parts });
    }
    return expired;
  });
}
