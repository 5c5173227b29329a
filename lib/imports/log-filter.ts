import { z } from "zod";
import { logResults, plannedKind } from "../api/contract.ts";
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

/** The filter as a condition on `import_log`. */
export function logCondition(importId: string, filter: LogFilter): Prisma.Sql {
  const where = [Prisma.sql`import_id = ${importId}`];
  if (filter.kind) where.push(Prisma.sql`kind = ${filter.kind}`);
  if (filter.result) where.push(Prisma.sql`result = ${filter.result}`);
  const pattern = searchPattern(filter.q);
  if (pattern !== null) {
    where.push(
      Prisma.sql`lower(concat_ws(' ', label, array_to_string(source_ids, ' '), target_id, code, message)) LIKE ${pattern}`,
    );
  }
  return Prisma.join(where, " AND ");
}
