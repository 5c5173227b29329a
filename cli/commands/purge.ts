import { importParts } from "../../lib/api/storage.ts";
import { findExpired, markExpired } from "../../lib/imports/retention/mark-expired.ts";
import { removePurged } from "../../lib/imports/retention/remove-purged.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { interruptSignal } from "../interrupt-signal.ts";
import { printable } from "../terminal/printable.ts";
import { formatCount, textTable } from "../terminal/text-table.ts";
import { writeOutput } from "../terminal/write-output.ts";

export type PurgeOptions = { dryRun?: boolean; json?: boolean; databaseUrl?: string };

/** Purges what has been kept for its time, as workers do once a day; or only says what that would be. */
export async function purge({ dryRun = false, json = false, databaseUrl }: PurgeOptions): Promise<ExitCode> {
  const { signal, stop } = interruptSignal();
  try {
    return await withDatabase(databaseUrl, async (db, actor) => {
      const expired = dryRun
        ? await db.prisma.$transaction((tx) => findExpired(tx))
        : ((await markExpired(db, actor, false)) ?? []);
      if (json) {
        const lines = expired.map(({ importId, originName, part }) =>
          JSON.stringify({ import: importId, origin: originName, part }),
        );
        await writeOutput([lines.map((line) => `${line}\n`).join("")]);
      } else {
        const title = dryRun ? "Would be purged" : "Purged";
        await writeOutput([
          expired.length === 0
            ? "Nothing has been kept for its time yet.\n"
            : `${title}\n${textTable(
                expired.map(({ importId, originName, part }) => [
                  importId,
                  (importParts as readonly string[]).includes(part) ? part : "the whole import",
                  printable(originName),
                ]),
              ).join("\n")}\n`,
        ]);
      }
      if (dryRun) return exitCode.done;
      const before = await removedRows();
      await removePurged(db, signal);
      console.error(`Removed ${formatCount((await removedRows()) - before)} rows.`);
      return signal.aborted ? exitCode.failed : exitCode.done;

      async function removedRows(): Promise<number> {
        const { _sum } = await db.prisma.purge.aggregate({ _sum: { rows: true } });
        return Number(_sum.rows ?? 0);
      }
    });
  } finally {
    stop();
  }
}
