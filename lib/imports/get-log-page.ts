import { z } from "zod";
import type { LogLine, logPage } from "../api/log-lines.ts";
import { logResults } from "../api/log-lines.ts";
import type { UndoProgress } from "../api/undo.ts";
import type { Database } from "../database/database.ts";
import { type ImportProgress, Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { ensureImport } from "./import-not-found.ts";
import { type LogFilter, logCondition, logFilter, searchCondition } from "./log-filter.ts";
import { readUndo } from "./read-undo.ts";
import { searchPattern } from "./search-pattern.ts";

const maxSeq = 2n ** 63n - 1n;
const seq = z
  .string()
  .regex(/^\d{1,19}$/, "must be a log line's number")
  .refine((text) => BigInt(text) <= maxSeq, "is larger than any log line's number");

/** Which page: lines after a number, or the last ones before it; without either, the first lines. */
export const logRequest = logFilter.extend({
  after: seq.optional(),
  before: seq.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A line as the database gives it. */
export type LogRow = Omit<LogLine, "seq" | "at"> & { seq: bigint | string; at: Date };

/** A log line as the contract writes it. */
export function toLogLine(row: LogRow): LogLine {
  return { ...row, seq: String(row.seq), at: row.at.toISOString() };
}

/** The columns of `import_log` that a line shows. */
export const logColumns = Prisma.sql`seq, at, kind, result, source_ids AS "sourceIds", target_id AS "targetId",
  label, code, message`;

/** A search looks through so many lines for a page: about a tenth of a second. */
const linesPerSearch = 50_000;

/**
 * A page of an import's log, ascending. It costs the same at the first line as at the millionth, and a search no more
 * than it takes to read `linesPerSearch` lines.
 *
 * @throws AppError `not_found`
 */
export async function getLogPage(
  db: Database,
  _actor: Actor,
  importId: string,
  request: z.infer<typeof logRequest>,
): Promise<z.infer<typeof logPage>> {
  await ensureImport(db, importId, "log");
  const isBackwards = request.before !== undefined && request.after === undefined;
  const [range, order] = isBackwards
    ? [Prisma.sql`seq < ${request.before}::bigint`, Prisma.sql`ORDER BY seq DESC`]
    : [Prisma.sql`seq > ${request.after ?? "0"}::bigint`, Prisma.sql`ORDER BY seq`];
  const where = Prisma.sql`${logCondition(importId, request)} AND ${range}`;
  // Found before the search, which then stops there: lines that come in between are neither missed nor read twice.
  const [end] =
    searchPattern(request.q) === null
      ? []
      : await db.prisma.$queryRaw<{ seq: bigint }[]>`
          SELECT seq FROM import_log WHERE ${where} ${order} LIMIT 1 OFFSET ${linesPerSearch - 1}`;
  const upTo = isBackwards ? Prisma.sql`seq >= ${end?.seq}` : Prisma.sql`seq <= ${end?.seq}`;
  const [rows, progress, undo] = await Promise.all([
    db.prisma.$queryRaw<LogRow[]>`
      SELECT ${logColumns} FROM import_log
      WHERE ${where} AND ${end ? upTo : Prisma.sql`true`} AND ${searchCondition(request)}
      ${order} LIMIT ${request.limit + 1}`,
    db.prisma.importProgress.findMany({ where: { importId } }),
    readUndo(db.prisma, importId),
  ]);
  const lines = rows.slice(0, request.limit).map(toLogLine);
  const last = rows.length > request.limit ? lines.at(-1) : end;
  if (isBackwards) lines.reverse();
  return { lines, next: last ? String(last.seq) : null, total: countLines(progress, undo, request) };
}

/** Lines that match, out of the counts that are kept anyway; null for a search, which would have to read them all. */
function countLines(
  progress: readonly ImportProgress[],
  undo: UndoProgress | null,
  { kind, result, q }: LogFilter,
): number | null {
  if (searchPattern(q) !== null) return null;
  const applied = progress.map((row) => ({
    ...row,
    skipped: row.skipped + row.retriedSkipped,
    failed: row.failed + row.retriedFailed,
  }));
  const undone = (undo?.kinds ?? []).map((row) => ({
    kind: row.kind,
    created: row.restored,
    updated: row.setBack,
    removed: row.removed,
    skipped: row.leftAlone,
    failed: 0,
  }));
  let total = 0;
  for (const row of [...applied, ...undone]) {
    if (kind !== undefined && row.kind !== kind) continue;
    for (const each of logResults) if (result === undefined || each === result) total += row[each];
  }
  return total;
}
