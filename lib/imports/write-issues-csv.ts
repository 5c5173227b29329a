import type { IssueRow } from "../api/plan-review.ts";
import type { Database } from "../database/database.ts";
import { byteOrderMark, csvLine } from "../downloads/csv.ts";
import type { Actor } from "../identity/actor.ts";
import { type IssueCode, issueCodes } from "../planner/issue-codes.ts";
import { ensureImport } from "./import-not-found.ts";
import { issueColumns } from "./list-plan-issues.ts";

const rowsPerRead = 2_000;

/**
 * Every issue of an import's plan as CSV, with what to do about it; in pieces, to be sent while they are made.
 *
 * @throws AppError `not_found`, before the first piece
 */
export async function writeIssuesCsv(
  db: Database,
  _actor: Actor,
  importId: string,
): Promise<AsyncIterable<string>> {
  await ensureImport(db, importId, "plan");
  return issueLines(db, importId);
}

async function* issueLines(db: Database, importId: string): AsyncGenerator<string> {
  yield byteOrderMark +
    csvLine([
      "severity",
      "code",
      "kind",
      "source_id",
      "organization_source_id",
      "message",
      "what_to_do",
      "details",
    ]);
  let after = -1;
  for (;;) {
    const rows = await db.prisma.$queryRaw<IssueRow[]>`
      SELECT ordinal, ${issueColumns} FROM plan_issues
      WHERE import_id = ${importId} AND ordinal > ${after} ORDER BY ordinal LIMIT ${rowsPerRead}`;
    yield rows.map(issueLine).join("");
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    after = last.ordinal;
  }
}

function issueLine(issue: IssueRow): string {
  const { whatToDo } = issueCodes[issue.code as IssueCode] ?? { whatToDo: "" };
  const { severity, code, kind, sourceId, organizationSourceId, message, details } = issue;
  return csvLine([
    severity,
    code,
    kind,
    sourceId,
    organizationSourceId,
    message,
    whatToDo,
    JSON.stringify(details),
  ]);
}
