import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { PlanSummary } from "./plan-store.ts";

/** The error for an import of which there is no plan (yet, or any more). */
export function planNotThere(): AppError {
  return new AppError("conflict", "This import has no plan.", "Have its files read: that makes the plan.");
}

/** An import's plan without its lists, and without the long list of what stays behind; null if there is none. */
export async function readPlanSummary(
  db: Database,
  importId: string,
): Promise<Omit<PlanSummary, "leftBehind"> | null> {
  const [row] = await db.prisma.$queryRaw<{ summary: Omit<PlanSummary, "leftBehind"> | null }[]>`
    SELECT plan_summary - 'leftBehind' || jsonb_build_object('stats', plan_stats) AS summary FROM imports WHERE id = ${importId}`;
  return row?.summary ?? null;
}
