import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { canonicalJson } from "../planner/canonical-json.ts";
import { decisionsSchema } from "../planner/decisions.ts";
import { importNotFound } from "./import-not-found.ts";

/**
 * An import's decisions as `migration.json`, which the CLI takes with `--decisions`: the same decisions give the
 * same bytes, fit for a repository.
 *
 * @throws AppError `not_found`
 */
export async function writeDecisions(db: Database, _actor: Actor, importId: string): Promise<string> {
  const row = await db.prisma.import.findUnique({ where: { id: importId }, select: { decisions: true } });
  if (!row) throw importNotFound(importId);
  const decisions: unknown = JSON.parse(canonicalJson(decisionsSchema.parse(row.decisions)));
  return `${JSON.stringify(decisions, null, 2)}\n`;
}
