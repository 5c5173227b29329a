import type { z } from "zod";
import type { planItem, planItemKinds } from "../api/plan-review.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { type OrdinalPage, readOrdinalPage } from "./ordinal-page.ts";
import { searchPattern } from "./search-pattern.ts";

type PlanItem = z.infer<typeof planItem>;

export type PlanItemFilter = { kind: (typeof planItemKinds)[number]; q?: string | undefined };

/**
 * A page of what a plan has of one kind.
 *
 * @throws AppError `not_found`
 */
export function listPlanItems(
  db: Database,
  _actor: Actor,
  importId: string,
  { kind, q }: PlanItemFilter,
  cursor: string | undefined,
): Promise<OrdinalPage<PlanItem>> {
  const where = [Prisma.sql`kind = ${kind}`];
  const pattern = searchPattern(q);
  if (pattern !== null) where.push(Prisma.sql`search LIKE ${pattern}`);
  const columns = Prisma.sql`source_id AS "sourceId", label, payload`;
  // Every record of these kinds is an item.
  const planned = Prisma.sql`SELECT planned FROM import_progress WHERE import_id = ${importId} AND kind = ${kind}`;
  const total = pattern === null ? planned : undefined;
  return readOrdinalPage(
    db,
    importId,
    { part: "plan", table: Prisma.sql`plan_items`, columns, where, total },
    cursor,
  );
}
