import type { MergeCounts, MergeFilter, MergeRow, MergeSort } from "../api/merge-groups.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { ensureImport } from "./import-not-found.ts";
import { mergeRowColumns, mergeWhere } from "./merge-where.ts";

const pageSize = 100;

/** Each is unique in an import and has an index: a page costs the same wherever it is. */
const orders: Record<MergeSort, Prisma.Sql> = {
  email: Prisma.sql`m.ordinal`,
  rows: Prisma.sql`m.rows_order`,
  conflicts: Prisma.sql`m.conflicts_order`,
};

/**
 * A page of the plan's groups, after the cursor, which is a number of the order. A cursor that is none leads to the
 * first page.
 *
 * @throws AppError `not_found`
 */
export async function listMerges(
  db: Database,
  _actor: Actor,
  importId: string,
  { sort, ...filter }: MergeFilter & { sort: MergeSort },
  cursor: string | undefined,
): Promise<{ items: MergeRow[]; nextCursor: string | null }> {
  await ensureImport(db, importId, "plan");
  const order = orders[sort];
  const after = cursor && /^\d{1,18}$/.test(cursor) ? BigInt(cursor) : -1n;
  const rows = await db.prisma.$queryRaw<(MergeRow & { position: string })[]>`
    SELECT ${order}::text AS position, ${mergeRowColumns} FROM plan_merges m
    WHERE ${mergeWhere(importId, filter)} AND ${order} > ${after}::bigint ORDER BY ${order} LIMIT ${pageSize + 1}`;
  const items = rows.slice(0, pageSize);
  const nextCursor = rows.length > pageSize ? (items.at(-1)?.position ?? null) : null;
  return { items, nextCursor };
}

/**
 * How many groups match, and how many of them have each flag.
 *
 * @throws AppError `not_found`
 */
export async function countMerges(
  db: Database,
  _actor: Actor,
  importId: string,
  filter: MergeFilter,
): Promise<MergeCounts> {
  await ensureImport(db, importId, "plan");
  const rows = await db.prisma.$queryRaw<{ flag: string; groups: number }[]>`
    SELECT flag, sum(alike.groups)::int AS groups
    FROM (SELECT m.flags, count(*) AS groups FROM plan_merges m WHERE ${mergeWhere(importId, filter)}
          GROUP BY m.flags) alike,
      unnest(array_append(alike.flags, 'total')) flag
    GROUP BY flag`;
  const { total = 0, ...flags } = Object.fromEntries(rows.map(({ flag, groups }) => [flag, groups]));
  return { total, flags };
}
