import type { LogLine } from "../api/log-lines.ts";
import type { Database } from "../database/database.ts";
import { byteOrderMark, csvLine } from "../downloads/csv.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { type LogRow, logColumns, toLogLine } from "./get-log-page.ts";
import { ensureImport } from "./import-not-found.ts";
import { type LogFilter, logCondition, searchCondition } from "./log-filter.ts";

const linesPerRead = 5_000;

export type LogFormat = "csv" | "ndjson";

/**
 * An import's log, or what of it passes the filter, as CSV or one JSON object a line; in pieces, to be sent while
 * they are made.
 *
 * @throws AppError `not_found`, before the first piece
 */
export async function writeLog(
  db: Database,
  _actor: Actor,
  importId: string,
  format: LogFormat,
  filter: LogFilter,
): Promise<AsyncIterable<string>> {
  await ensureImport(db, importId, "log");
  const pages = readLog(db, importId, filter);
  return format === "csv" ? csvPieces(pages) : ndjsonPieces(pages);
}

async function* csvPieces(pages: AsyncIterable<LogLine[]>): AsyncGenerator<string> {
  yield byteOrderMark +
    csvLine(["seq", "at", "kind", "result", "source_ids", "target_id", "label", "code", "message"]);
  for await (const lines of pages) {
    yield lines
      .map(({ seq, at, kind, result, sourceIds, targetId, label, code, message }) =>
        csvLine([seq, at, kind, result, sourceIds.join(" "), targetId, label, code, message]),
      )
      .join("");
  }
}

async function* ndjsonPieces(pages: AsyncIterable<LogLine[]>): AsyncGenerator<string> {
  for await (const lines of pages) {
    yield lines.map((line) => `${JSON.stringify(logLineToJson(line))}\n`).join("");
  }
}

/** A log line under the names that scripts read. */
export function logLineToJson(line: LogLine) {
  return {
    seq: line.seq,
    at: line.at,
    kind: line.kind,
    result: line.result,
    source_ids: line.sourceIds,
    target_id: line.targetId,
    label: line.label,
    code: line.code,
    message: line.message,
  };
}

/** Read in slices, not through one long transaction, which would keep the database from cleaning up meanwhile. */
async function* readLog(db: Database, importId: string, filter: LogFilter): AsyncGenerator<LogLine[]> {
  const where = Prisma.sql`${logCondition(importId, filter)} AND ${searchCondition(filter)}`;
  let after = "0";
  for (;;) {
    const { text, values } = Prisma.sql`
      SELECT ${logColumns} FROM import_log
      WHERE ${where} AND seq > ${after}::bigint ORDER BY seq LIMIT ${linesPerRead}`;
    // Past Prisma, whose conversions would take most of the time of a million lines.
    const { rows } = await db.pool.query<LogRow>(text, values);
    const lines = rows.map(toLogLine);
    yield lines;
    const last = lines.at(-1);
    if (!last || lines.length < linesPerRead) return;
    after = last.seq;
  }
}
