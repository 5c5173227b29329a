import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { listPlanIssues } from "../../lib/imports/list-plan-issues.ts";
import type { IssueCode } from "../../lib/planner/issue-codes.ts";
import { groupIssues, type IssueGroup } from "./describe-issues.ts";

/** The open blockers of an import's plan, by code. */
export async function readBlockers(db: Database, actor: Actor, importId: string): Promise<IssueGroup[]> {
  const blockers: { code: IssueCode; message: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPlanIssues(db, actor, importId, { severity: "blocker" }, cursor);
    for (const { code, message } of page.items) blockers.push({ code: code as IssueCode, message });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return groupIssues(blockers);
}
