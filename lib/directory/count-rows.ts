import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { whereAll } from "./keyset-page.ts";

/** How many there are: exactly, at least that many, or about that many. */
export type RowCount = { count: number; precision: "exact" | "at_least" | "about" };

const countedUpTo = 10_000;

/**
 * Counts as far as 10,000 and no further: counting a million rows for every page costs more than the page.
 * A whole table beyond that is estimated from what Postgres knows about it.
 *
 * @param estimateTable the table whose size is the answer when there is no condition
 */
export async function countRows(
  prisma: PrismaClient,
  from: Prisma.Sql,
  where: readonly Prisma.Sql[],
  estimateTable: string,
): Promise<RowCount> {
  const [counted] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM ${from} ${whereAll(where)} LIMIT ${countedUpTo + 1}) AS capped`;
  const count = counted?.count ?? 0;
  if (count <= countedUpTo) return { count, precision: "exact" };
  if (where.length > 0) return { count: countedUpTo, precision: "at_least" };
  const [estimated] = await prisma.$queryRaw<{ rows: number }[]>`
    SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = to_regclass(${estimateTable})`;
  const rows = Math.round(estimated?.rows ?? 0);
  return rows > countedUpTo
    ? { count: rows, precision: "about" }
    : { count: countedUpTo, precision: "at_least" };
}

/** A correlated count inside a page's query that stops at 10,000, as an integer. */
export function cappedCount(from: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${countedUpTo}) AS capped)`;
}
