import { z } from "zod";
import { plannedKind } from "../api/fields.ts";
import { logResults } from "../api/log-lines.ts";
import { logLinesPerChunk } from "../destinations/authio/write-chunk.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { searchPattern } from "./search-pattern.ts";

/** Which lines of a log: all of what is given must hold. */
export const logFilter = z.object({
  kind: plannedKind.optional(),
  result: z.enum(logResults).optional(),
  /** Anywhere in label, message, code, or an id. */
  q: z.string().max(200).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

/**
 * The last number up to which a log has no gap: steps commit in any order, and who follows the log must not miss
 * the lines of an earlier one. Once an import has ended, its log is whole.
 */
const watermark = (importId: string) => Prisma.sql`COALESCE((
  SELECT min(s.position)::bigint * ${logLinesPerChunk} FROM import_steps s JOIN imports i ON i.id = s.import_id
  WHERE s.import_id = ${importId} AND NOT s.is_done AND i.state NOT IN ('cancelled', 'failed')
), 9223372036854775807)`;

/** The lines of an import's log that nobody adds to any more. */
export const isSettledLine = (importId: string) =>
  Prisma.sql`import_id = ${importId} AND seq <= ${watermark(importId)}`;

/** The filter but for its search as a condition on `import_log`, over settled lines: what an index answers. */
export function logCondition(importId: string, filter: LogFilter): Prisma.Sql {
  const where = [isSettledLine(importId)];
  if (filter.kind) where.push(Prisma.sql`kind = ${filter.kind}`);
  if (filter.result) where.push(Prisma.sql`result = ${filter.result}`);
  return Prisma.join(where, " AND ");
}

/** The filter's search as a condition on lines, each of which must be read for it. True where nothing is sought. */
export function searchCondition({ q }: LogFilter): Prisma.Sql {
  const pattern = searchPattern(q);
  if (pattern === null) return Prisma.sql`true`;
  return Prisma.sql`
    lower(concat_ws(' ', label, array_to_string(source_ids, ' '), target_id, code, message)) LIKE ${pattern}`;
}

/** Lines of records that failed or were skipped, and were not tried again since. */
export const isStanding = (importId: string) => Prisma.sql`
  seq > (SELECT retried_below::bigint * ${logLinesPerChunk} FROM imports WHERE id = ${importId})`;
