import type { ImportDetail } from "../../lib/api/contract.ts";
import { isPurged } from "../../lib/api/storage.ts";
import { getImport } from "../../lib/imports/get-import.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { progressLines } from "../progress/progress-lines.ts";
import { readTroubles } from "../progress/read-troubles.ts";
import { describeImport } from "../summary/describe-import.ts";
import { readPlannedImport } from "../summary/read-planned-import.ts";
import { printable } from "../terminal/printable.ts";
import { paintFor } from "../terminal/style.ts";
import { textTable } from "../terminal/text-table.ts";
import { wrapLines } from "../terminal/wrap-lines.ts";
import { writeOutput } from "../terminal/write-output.ts";

/** Shows one import: where it stands, what was planned, what came of it. */
export async function showJob(
  importId: string,
  { json = false, databaseUrl }: { json?: boolean; databaseUrl?: string },
): Promise<ExitCode> {
  return withDatabase(databaseUrl, async (db, actor) => {
    const detail = await getImport(db, actor, importId);
    const isPlanThere = detail.plannedAt !== null && !isPurged(detail.purges, "plan");
    const planned = isPlanThere ? await readPlannedImport(db, actor, importId) : null;
    if (json) {
      const { review = null } = planned ?? {};
      await writeOutput([`${JSON.stringify({ ...detail, review })}\n`]);
      return exitCode.done;
    }
    const troubles = isPurged(detail.purges, "log") ? [] : await readTroubles({ db, actor, importId });
    const about = planned
      ? describeImport(planned, troubles, paintFor(process.stdout))
      : `${progressLines({ ...detail, logSeq: "0" }, Date.now()).join("\n")}\n`;
    await writeOutput([wrapLines(`${facts(detail).join("\n")}\n\n${about}`, process.stdout.columns)]);
    return exitCode.done;
  });
}

function facts(detail: ImportDetail): string[] {
  const time = (iso: string | null) => (iso === null ? "" : `${iso.slice(0, 19).replace("T", " ")} UTC`);
  const rows: [string, string][] = [
    ["Import", detail.id],
    ["State", detail.state.replaceAll("_", " ")],
    ["Problem", detail.problem ? `${detail.problem.message} ${detail.problem.whatToDo ?? ""}` : ""],
    ["Waits for", detail.waitingFor ?? ""],
    ["Source", detail.originName],
    ["Files", detail.fileNames.join(", ")],
    ["Created", `${time(detail.createdAt)} by ${detail.createdBy} (${detail.via})`],
    ["Confirmed", detail.confirmedAt ? `${time(detail.confirmedAt)} by ${detail.confirmedBy}` : ""],
    ["Finished", time(detail.finishedAt)],
    ["Purged", detail.purges.map(({ part, at, by }) => `${part} (${time(at)} by ${by})`).join(", ")],
  ];
  return textTable(rows.filter(([, value]) => value !== "").map(([name, value]) => [name, printable(value)]));
}
