import type { LogLine } from "../../lib/api/log-lines.ts";
import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { getLogPage } from "../../lib/imports/get-log-page.ts";
import type { LogFilter } from "../../lib/imports/log-filter.ts";

const linesPerPage = 500;

/** An import's log lines after a number, or from the first, as far as it goes by now; in pages. */
export async function* readLogAfter(
  db: Database,
  actor: Actor,
  importId: string,
  filter: LogFilter,
  afterSeq: string | undefined,
): AsyncGenerator<LogLine[]> {
  let after = afterSeq;
  for (;;) {
    const request = { ...filter, limit: linesPerPage, ...(after !== undefined && { after }) };
    const { lines, next } = await getLogPage(db, actor, importId, request);
    if (lines.length > 0) yield lines;
    if (next === null) return;
    after = next;
  }
}
