import type { z } from "zod";
import type { ImportState } from "../../api/contract.ts";
import { importProblem } from "../../api/fields.ts";
import { type ScheduleRun, scheduleRun, type scheduleRunPage } from "../../api/schedules.ts";
import type { Database } from "../../database/database.ts";
import type { Prisma } from "../../generated/prisma/client.ts";
import type { Actor } from "../../identity/actor.ts";
import { readProgress } from "../read-progress.ts";

const pageSize = 25;

/** A page of a schedule's runs, newest first; `cursor` as the page before gave it. */
export async function listRuns(
  db: Database,
  _actor: Actor,
  scheduleId: string,
  cursor: string | undefined,
): Promise<z.infer<typeof scheduleRunPage>> {
  const before = cursor && /^\d{1,18}$/.test(cursor) ? { lt: BigInt(cursor) } : undefined;
  const rows = await readRuns(db, { scheduleId, ...(before && { id: before }) }, pageSize + 1);
  const items = rows.slice(0, pageSize);
  return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
}

/** Runs with what their imports did, newest first. */
export async function readRuns(
  db: Database,
  where: Prisma.ScheduleRunWhereInput,
  limit: number,
): Promise<ScheduleRun[]> {
  const rows = await db.prisma.scheduleRun.findMany({
    where,
    orderBy: { id: "desc" },
    take: limit,
    include: { import: { select: { state: true } } },
  });
  return Promise.all(
    rows.map(async (row) => ({
      id: String(row.id),
      startedAt: row.startedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      startedBy: row.startedBy,
      outcome: scheduleRun.shape.outcome.parse(row.outcome),
      problem: importProblem.nullable().parse(row.problem),
      mailProblem: row.mailProblem,
      importId: row.importId,
      importState: (row.import?.state as ImportState | undefined) ?? null,
      progress: row.importId ? await readProgress(db.prisma, row.importId) : [],
    })),
  );
}
