import type { LogLine } from "../../lib/api/log-lines.ts";
import { logLinesPerChunk } from "../../lib/destinations/authio/write-chunk.ts";
import { getLogPage } from "../../lib/imports/get-log-page.ts";
import type { RunningImport } from "./import-view.ts";

const shownTroubles = 10;

/** The first log lines of records that failed or were skipped and were not tried again since, failures first. */
export async function readTroubles({
  db,
  actor,
  importId,
}: Pick<RunningImport, "db" | "actor" | "importId">): Promise<LogLine[]> {
  const { retriedBelow } = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { retriedBelow: true },
  });
  const page = { after: String(retriedBelow * logLinesPerChunk), limit: shownTroubles };
  const failed = await getLogPage(db, actor, importId, { ...page, result: "failed" });
  const skipped = await getLogPage(db, actor, importId, { ...page, result: "skipped" });
  return [...failed.lines, ...skipped.lines].slice(0, shownTroubles);
}
