import type { LogLine } from "../../lib/api/contract.ts";
import { getLogPage } from "../../lib/imports/get-log-page.ts";
import type { RunningImport } from "./import-view.ts";

const shownTroubles = 10;

/** The first log lines of records that failed or were skipped, failures first. */
export async function readTroubles({
  db,
  actor,
  importId,
}: Pick<RunningImport, "db" | "actor" | "importId">): Promise<LogLine[]> {
  const failed = await getLogPage(db, actor, importId, { result: "failed", limit: shownTroubles });
  const skipped = await getLogPage(db, actor, importId, { result: "skipped", limit: shownTroubles });
  return [...failed.lines, ...skipped.lines].slice(0, shownTroubles);
}
