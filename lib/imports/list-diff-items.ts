import type { z } from "zod";
import type { diffItemRow } from "../api/plan-review.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { type OrdinalPage, readOrdinalPage } from "./ordinal-page.ts";

type DiffItem = z.infer<typeof diffItemRow>;

export type DiffFilter = { action?: DiffItem["action"] | undefined; kind?: DiffItem["kind"] | undefined };

/**
 * A page of what the plan would change or finds gone in the directory, and of what would be refused.
 *
 * @throws AppError `not_found`
 */
export function listDiffItems(
  db: Database,
  _actor: Actor,
  importId: string,
  filter: DiffFilter,
  cursor: string | undefined,
): Promise<OrdinalPage<DiffItem>> {
  // For the apply alone: whose address at the source is left alone.
  const where: Prisma.Sql[] = [Prisma.sql`action <> 'kept_address'`];
  if (filter.action) where.push(Prisma.sql`action = ${filter.action}`);
  if (filter.kind) where.push(Prisma.sql`kind = ${filter.kind}`);
  const columns = Prisma.sql`kind, action, target_id AS "targetId", source_id AS "sourceId", label, changes`;
  return readOrdinalPage(
    db,
    importId,
    { part: "plan", table: Prisma.sql`diff_items`, columns, where },
    cursor,
  );
}
