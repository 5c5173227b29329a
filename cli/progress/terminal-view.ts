import type { ImportTick, KindProgress } from "../../lib/api/contract.ts";
import type { LogLine } from "../../lib/api/log-lines.ts";
import { dashboardPlace } from "../dashboard-place.ts";
import { describeDiff } from "../summary/describe-diff.ts";
import { describeImport } from "../summary/describe-import.ts";
import { kindNames } from "../summary/kind-names.ts";
import { mergeSentence } from "../summary/merge-sentence.ts";
import type { PlannedImport } from "../summary/read-planned-import.ts";
import { LiveArea } from "../terminal/live-area.ts";
import { paintFor } from "../terminal/style.ts";
import { formatCount } from "../terminal/text-table.ts";
import { wrapLines } from "../terminal/wrap-lines.ts";
import { writeOutput } from "../terminal/write-output.ts";
import type { ImportView } from "./import-view.ts";
import { outcome, planningStep, progressLines } from "./progress-lines.ts";

/** How often a log file hears of a kind that is not done yet. */
const plainEveryMs = 5_000;

/** Shows an import on standard error: bars that move on a terminal, now and then a line elsewhere. */
export class TerminalView implements ImportView {
  readonly #live = new LiveArea();
  readonly #told = new Set<string>();
  #toldAt = performance.now();

  async tick(tick: ImportTick): Promise<void> {
    if (this.#live.isLive) this.#live.draw(progressLines(tick, Date.now()));
    else this.#tellPlainly(tick);
  }

  async planned({ stats, review }: PlannedImport): Promise<void> {
    this.clear();
    const lines = [mergeSentence(stats), ...(review.diff ? describeDiff(review.diff) : [])];
    console.error(lines.join("\n"));
  }

  async ended(planned: PlannedImport, troubles: readonly LogLine[]): Promise<void> {
    this.clear();
    const text = describeImport(planned, troubles, paintFor(process.stdout));
    await writeOutput([wrapLines(text, process.stdout.columns)]);
    console.error(`Every record: authio logs ${planned.importId}, or ${dashboardPlace(planned.importId)}.`);
  }

  clear(): void {
    this.#live.clear();
  }

  #tellPlainly(tick: ImportTick): void {
    if (tick.state === "pulling") {
      this.#once("Pulling from WorkOS");
      return;
    }
    if (tick.state === "reading" || tick.state === "planning") {
      this.#once(tick.state === "reading" ? "Reading" : planningStep(tick.reading?.planning));
      return;
    }
    if (tick.state === "waiting") {
      this.#once(progressLines(tick, Date.now()).join("\n"));
      return;
    }
    const isTime = performance.now() - this.#toldAt > plainEveryMs;
    if (tick.task === "undo" && tick.undo) {
      if (isTime) console.error(progressLines(tick, Date.now()).join("\n"));
    } else {
      for (const kind of tick.progress) {
        if (kind.finishedAt !== null && kind.planned > 0) this.#once(plainLine(kind));
        else if (isTime && kind.startedAt !== null) console.error(plainLine(kind));
      }
    }
    if (isTime) this.#toldAt = performance.now();
  }

  #once(line: string): void {
    if (this.#told.has(line)) return;
    this.#told.add(line);
    console.error(line);
  }
}

function plainLine(kind: KindProgress): string {
  const counts = `${formatCount(kind.processed)} of ${formatCount(kind.planned)}`;
  return `${kindNames[kind.kind]}: ${counts}${outcome(kind) && `: ${outcome(kind)}`}`;
}
