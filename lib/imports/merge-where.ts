import type { MergeFilter } from "../api/merge-groups.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { searchPattern } from "./search-pattern.ts";

/** Groups of `plan_merges m` that match. */
export function mergeWhere(importId: string, { flags, q }: MergeFilter): Prisma.Sql {
  const where = [Prisma.sql`m.import_id = ${importId}`];
  if (flags.length > 0) where.push(Prisma.sql`m.flags @> ${flags}::text[]`);
  const pattern = searchPattern(q);
  if (pattern !== null) where.push(Prisma.sql`m.search LIKE ${pattern}`);
  return Prisma.join(where, " AND ");
}

/** What `mergeRow` of the contract holds. */
export const mergeRowColumns = Prisma.sql`m.email_key AS "emailKey", m.name, m.rows, m.people, m.organizations,
  m.conflicts, m.decision, m.flags, m.search`;
