import type { ImportTick } from "../../lib/api/contract.ts";
import type { LogLine } from "../../lib/api/log-lines.ts";
import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { logLineToJson } from "../../lib/imports/write-log.ts";
import type { ExitCode } from "../exit-code.ts";
import { readLogAfter } from "../log/read-log-after.ts";
import { mergeSentence } from "../summary/merge-sentence.ts";
import type { PlannedImport } from "../summary/read-planned-import.ts";
import { runStats } from "../summary/wire-stats.ts";
import { OutputClosed, writeOutput } from "../terminal/write-output.ts";
import type { ImportView } from "./import-view.ts";

/**
 * Shows an import as events on standard output, one JSON object a line: `state`, `reading`, `diff`, `progress`,
 * `undo`, `log`, and at the end `summary`.
 */
export class JsonView implements ImportView {
  readonly #db: Database;
  readonly #actor: Actor;
  readonly #importId: string;
  readonly #told = new Map<string, string>();
  #logSeq: string | undefined;
  #isClosed = false;

  /** @param logSeq log lines up to this one are old and not told; without it the whole log is */
  constructor(db: Database, actor: Actor, importId: string, logSeq?: string) {
    this.#logSeq = logSeq;
    this.#db = db;
    this.#actor = actor;
    this.#importId = importId;
  }

  async tick(tick: ImportTick): Promise<void> {
    const { state, problem, reading, waitingFor } = tick;
    await this.#changed("state", "state", {
      import: this.#importId,
      state,
      waiting_for: waitingFor,
      problem,
    });
    if (reading && (state === "reading" || state === "planning"))
      await this.#changed("reading", "reading", reading);
    for (const { startedAt, finishedAt, ...counts } of tick.progress) {
      if (startedAt === null) continue;
      const values = { ...counts, started_at: startedAt, finished_at: finishedAt };
      await this.#changed(`progress ${counts.kind}`, "progress", values);
    }
    for (const { setBack, leftAlone, ...counts } of tick.undo?.kinds ?? []) {
      const values = { ...counts, set_back: setBack, left_alone: leftAlone };
      await this.#changed(`undo ${counts.kind}`, "undo", values);
    }
    await this.#tellLog(tick.logSeq);
  }

  async planned({ review: { diff } }: PlannedImport): Promise<void> {
    await this.#emit("diff", { kinds: diff?.kinds ?? {}, brake: diff?.brake ?? null });
  }

  async ended(planned: PlannedImport, _troubles: readonly LogLine[], code: ExitCode): Promise<void> {
    const { importId, tick, stats, review } = planned;
    await this.#emit("summary", {
      import: importId,
      state: tick.state,
      exit_code: code,
      message: mergeSentence(stats),
      stats: runStats(planned),
      kinds: Object.fromEntries(
        tick.progress.map(({ kind, startedAt, finishedAt, ...counts }) => [kind, counts]),
      ),
      issues: review.issueCodes,
      problem: tick.problem,
    });
  }

  clear(): void {}

  async #tellLog(upToSeq: string): Promise<void> {
    if (this.#isClosed || upToSeq === (this.#logSeq ?? "0")) return;
    for await (const lines of readLogAfter(this.#db, this.#actor, this.#importId, {}, this.#logSeq)) {
      this.#logSeq = lines.at(-1)?.seq;
      await this.#emit("log", ...lines.map(logLineToJson));
    }
  }

  /** Tells what is not the same as the last time. */
  async #changed(key: string, event: string, values: object): Promise<void> {
    const text = JSON.stringify(values);
    if (this.#told.get(key) === text) return;
    this.#told.set(key, text);
    await this.#emit(event, values);
  }

  /** Nobody reading any more is no reason to stop half-way: the import goes on without events. */
  async #emit(event: string, ...all: object[]): Promise<void> {
    if (this.#isClosed) return;
    try {
      await writeOutput([all.map((values) => `${JSON.stringify({ event, ...values })}\n`).join("")]);
    } catch (error) {
      if (!(error instanceof OutputClosed)) throw error;
      this.#isClosed = true;
    }
  }
}
