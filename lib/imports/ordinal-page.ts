import type { ImportPart } from "../api/storage.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { ensureImport } from "./import-not-found.ts";

const pageSize = 50;

/** One page of a plan's list, with the number of rows in all that match. */
export type OrdinalPage<Row> = { items: Row[]; total: number; nextCursor: string | null };

type OrdinalList = {
  part: ImportPart;
  table: Prisma.Sql;
  columns: Prisma.Sql;
  where: readonly Prisma.Sql[];
  /** How many rows match, as SQL, where that is known without a count of them. */
  total?: Prisma.Sql | undefined;
};

/**
 * Rows of a list of an import in their order, after the cursor, which is the last ordinal of the page before:
 * the last page costs what the first one costs. A cursor that is none leads to the first page.
 *
 * @throws AppError `not_found`, or `gone` when it was purged
 */
export async function readOrdinalPage<Row extends { ordinal: number }>(
  db: Database,
  importId: string,
  list: OrdinalList,
  cursor: string | undefined,
): Promise<OrdinalPage<Row>> {
  await ensureImport(db, importId, list.part);
  const where = Prisma.join([Prisma.sql`import_id = ${importId}`, ...list.where], " AND ");
  const after = cursor && /^\d{1,10}$/.test(cursor) ? Number(cursor) : -1;
  const total = list.total ?? Prisma.sql`SELECT count(*)::int FROM ${list.table} WHERE ${where}`;
  const [counted, rows] = await Promise.all([
    db.prisma.$queryRaw<{ total: number | null }[]>`SELECT (${total}) AS total`,
    db.prisma.$queryRaw<Row[]>`
      SELECT ordinal, ${list.columns} FROM ${list.table}
      WHERE ${where} AND ordinal > ${after}::bigint ORDER BY ordinal LIMIT ${pageSize + 1}`,
  ]);
  const items = rows.slice(0, pageSize);
  const nextCursor = rows.length > pageSize ? String(items.at(-1)?.ordinal) : null;
  return { items, total: counted[0]?.total ?? 0, nextCursor };
}
