import { setTimeout as sleep } from "node:timers/promises";
import type { LogLine } from "../../lib/api/log-lines.ts";
import { getImportTick } from "../../lib/imports/get-import-tick.ts";
import type { LogFilter } from "../../lib/imports/log-filter.ts";
import { logLineToJson } from "../../lib/imports/write-log.ts";
import { withDatabase } from "../database/with-database.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { interruptSignal } from "../interrupt-signal.ts";
import { readLogAfter } from "../log/read-log-after.ts";
import { kindNames } from "../summary/kind-names.ts";
import { printable } from "../terminal/printable.ts";
import { type Paint, paintFor } from "../terminal/style.ts";
import { writeOutput } from "../terminal/write-output.ts";

export type LogOptions = {
  follow?: boolean;
  json?: boolean;
  kind?: LogFilter["kind"];
  result?: LogFilter["result"];
  search?: string;
  databaseUrl?: string;
};

const pollMs = 500;
/** From these an import does not go on without a new command. */
const endStates: readonly string[] = ["complete", "complete_with_errors", "failed", "cancelled", "undone"];

/** Prints an import's log, oldest line first, and with `follow` whatever is added until the import ends. */
export async function showLog(importId: string, options: LogOptions): Promise<ExitCode> {
  const filter: LogFilter = { kind: options.kind, result: options.result, q: options.search };
  const { signal, stop } = interruptSignal();
  const format = options.json ? jsonLine : textLine(paintFor(process.stdout));
  try {
    return await withDatabase(options.databaseUrl, async (db, actor) => {
      let after: string | undefined;
      for (;;) {
        // Looked at first: what is added before the end is then read for sure.
        const { state } = await getImportTick(db, actor, importId);
        for await (const lines of readLogAfter(db, actor, importId, filter, after)) {
          await writeOutput([lines.map(format).join("")]);
          after = lines.at(-1)?.seq;
          if (signal.aborted) return exitCode.done;
        }
        if (!options.follow || endStates.includes(state) || signal.aborted) {
          if (after === undefined)
            console.error("No record was written, left out or refused, as far as asked for.");
          return exitCode.done;
        }
        await sleep(pollMs, undefined, { signal }).catch(() => {});
      }
    });
  } finally {
    stop();
  }
}

const jsonLine = (line: LogLine) => `${JSON.stringify(logLineToJson(line))}\n`;

const styles = {
  created: "green",
  updated: "cyan",
  removed: "magenta",
  skipped: "yellow",
  failed: "red",
} as const satisfies Record<LogLine["result"], unknown>;

const kindColumns = Math.max(...Object.values(kindNames).map((name) => name.length));

function textLine(paint: Paint): (line: LogLine) => string {
  return ({ at, kind, result, label, sourceIds, code, message }) => {
    const reason = message ?? code;
    const rest = [label, sourceIds.join(" "), reason].filter((part) => part).join("  ");
    const time = paint("dim", at.slice(11, 23));
    return `${time}  ${paint(styles[result], result.padEnd(7))}  ${kindNames[kind].padEnd(kindColumns)}  ${printable(rest)}\n`;
  };
}
