import type { IssueRow } from "../api/plan-review.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { type OrdinalPage, readOrdinalPage } from "./ordinal-page.ts";
import { searchPattern } from "./search-pattern.ts";

export type IssueFilter = {
  code?: string | undefined;
  severity?: IssueRow["severity"] | undefined;
  organizationSourceId?: string | undefined;
  q?: string | undefined;
};

/** The columns of `plan_issues` as the contract names them, but the ordinal. */
export const issueColumns = Prisma.sql`code, severity, kind, source_id AS "sourceId",
  organization_source_id AS "organizationSourceId", message, details`;

/**
 * A page of a plan's issues: the plan's own first, by severity, then what only the directory could show.
 *
 * @throws AppError `not_found`
 */
export function listPlanIssues(
  db: Database,
  _actor: Actor,
  importId: string,
  filter: IssueFilter,
  cursor: string | undefined,
): Promise<OrdinalPage<IssueRow>> {
  const where: Prisma.Sql[] = [];
  if (filter.code) where.push(Prisma.sql`code = ${filter.code}`);
  if (filter.severity) where.push(Prisma.sql`severity = ${filter.severity}`);
  if (filter.organizationSourceId) {
    where.push(Prisma.sql`organization_source_id = ${filter.organizationSourceId}`);
  }
  const pattern = searchPattern(filter.q);
  if (pattern !== null) where.push(Prisma.sql`search LIKE ${pattern}`);
  const list = { part: "plan" as const, table: Prisma.sql`plan_issues`, columns: issueColumns, where };
  return readOrdinalPage(db, importId, list, cursor);
}
